import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bundle } from '../../scripts/bundle.mjs'

const example = fileURLToPath(new URL('../../../../examples/multi-environment', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'kust-golden-cli-'))
beforeAll(() => bundle(join(scratch, 'dist')))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

let root: string
beforeEach(() => {
  root = mkdtempSync(join(scratch, 'tree-'))
  for (const folder of ['base', 'overlays']) cpSync(join(example, folder), join(root, folder), { recursive: true })
})

function golden(...args: string[]): { status: number | null; out: string; err: string } {
  const env = { ...process.env, KUST_CACHE_DIR: join(scratch, 'cache'), GITHUB_WORKSPACE: dirname(root) }
  const run = spawnSync(process.execPath, [join(scratch, 'dist/kust.js'), 'golden', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  return { status: run.status, out: run.stdout, err: run.stderr }
}

function edit(file: string, from: RegExp, to: string): void {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toMatch(from)
  writeFileSync(path, text.replace(from, to))
}

test('check is 1 until update has been run, and 2 if something cannot be rendered', () => {
  expect(golden('check')).toMatchObject({ status: 1, err: '' })
  const updated = golden('update')
  expect(updated).toMatchObject({ status: 0, err: '' })
  expect(updated.out).toContain('new  overlays/prod  goldens/overlays/prod.yaml\n')
  expect(golden('check')).toEqual({ status: 0, out: '3 same\n', err: '' })
  expect(golden('update')).toEqual({ status: 0, out: '3 same\n', err: '' })
  edit('overlays/dev/kustomization.yaml', /^/, 'resources: [none]\n')
  const failed = golden('check')
  expect(failed.status).toBe(2)
  expect(failed.out).toContain('2 same, 1 failed\n')
  expect(failed.out).toContain('overlays/dev/kustomization.yaml:')
})

test('shows each difference with the line that made it', () => {
  golden('update')
  edit('base/service.yaml', /port: \d+/, 'port: 1234')
  const { status, out } = golden('check', 'overlays/prod')
  expect(status).toBe(1)
  expect(out).toMatch(/^differs {2}overlays\/prod {2}goldens\/overlays\/prod.yaml\n/)
  expect(out).toMatch(/^\+ +\d+ \| .*port: 1234 +<- base\/service.yaml:\d+ \(resource\)$/m)
  expect(out).not.toContain('\x1b')
})

test('annotates source lines once for all overlays, and goldens', () => {
  golden('update')
  edit('base/service.yaml', /port: \d+/, 'port: 1234')
  const { status, out } = golden('check', '--reporter', 'github')
  expect(status).toBe(1)
  const name = root.slice(dirname(root).length + 1)
  const lines = out.trimEnd().split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toMatch(
    new RegExp(
      `^::error file=${name}/base/service.yaml,line=\\d+,title=changes overlays/dev%2C overlays/prod%2C overlays/staging::\\+ .*port: 1234$`,
    ),
  )
  for (const line of lines.slice(1))
    expect(line).toMatch(/^::error file=.*\/goldens\/overlays\/\w+\.yaml,line=\d+,title=golden of /)
})

test('annotations cannot be broken out of', () => {
  golden('update')
  edit('base/configmap.yaml', /\ndata:\n/, '\ndata:\n  "::x\\r\\n::set-env name=a,b:c%": "::set-output name=a::b"\n')
  const { out } = golden('check', '-r', 'github')
  for (const line of out.trimEnd().split('\n')) expect(line).toMatch(/^::error file=[^,:]*,line=\d+,title=[^,:]*::/)
  expect(out).not.toContain('\r')
})

test('writes JUnit XML', () => {
  golden('update', 'overlays/dev', 'overlays/prod')
  edit('overlays/prod/kustomization.yaml', /$/, '\ncommonAnnotations: {note: "a < b & \\"c\\""}\n')
  edit('overlays/dev/kustomization.yaml', /^/, 'resources: [none]\n')
  const { status, out } = golden('check', '-r', 'junit')
  expect(status).toBe(2)
  expect(out).toContain('<testsuite name="kust golden" tests="3" failures="2" errors="1">')
  expect(out).toContain('note: a &lt; b &amp; &quot;c&quot;')
  expect(out.match(/<testcase /g)).toHaveLength(3)
  expect(out.match(/<\/testcase>/g)).toHaveLength(3)
  expect(out).toContain('<failure message="there is no golden yet"></failure>')
})

test('orphans make a difference, and go when told', () => {
  golden('update')
  rmSync(join(root, 'overlays/dev'), { recursive: true })
  expect(golden('check')).toEqual({
    status: 1,
    out: 'orphaned  goldens/overlays/dev.yaml\n2 same, 1 orphaned\n',
    err: '',
  })
  expect(golden('update', '--remove-orphans').out).toContain('removed  goldens/overlays/dev.yaml\n')
  expect(golden('check').status).toBe(0)
})

test('says what is wrong with the call', () => {
  for (const [args, message] of [
    [[], 'golden is followed by check or update; found nothing'],
    [['chek'], 'found `chek`'],
    [['check', '-r', 'tap'], '--reporter is pretty, github, junit; found `tap`'],
    [['check', '--remove-orphans'], '--remove-orphans goes with update'],
    [['check', 'nope'], 'no kustomization that matches `nope`'],
    [['check', '--config', 'none.yaml'], 'the file cannot be read'],
  ] as const) {
    const { status, out, err } = golden(...args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(message)
  }
})

test('renders as the configuration says, and flags win', () => {
  mkdirSync(join(root, 'other'))
  writeFileSync(join(root, 'other/kustomization.yaml'), 'resources: [../base/service.yaml]\n')
  writeFileSync(join(root, 'kust.golden.yaml'), 'overlays: [other]\nbuild:\n  loadRestrictor: LoadRestrictionsNone\n')
  expect(golden('update').status).toBe(0)
  expect(golden('check').status).toBe(0)
  const strict = golden('check', '--load-restrictor', 'LoadRestrictionsRootOnly')
  expect(strict.status).toBe(2)
  expect(strict.out).toContain('base/service.yaml')
})
