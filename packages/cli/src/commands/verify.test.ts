import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { referenceKubectl } from '../../../../test-fixtures/scripts/reference.mjs'
import { bundle } from '../../scripts/bundle.mjs'

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'kust-verify-'))
const kubectl = referenceKubectl()
/** The real kubectl, but for what `doctored` makes of its output. */
const doctored = join(scratch, 'doctored')
beforeAll(async () => {
  await bundle(join(scratch, 'dist'))
  writeFileSync(
    doctored,
    `#!${process.execPath}
const { spawnSync } = require('node:child_process')
const { status, stdout, stderr } = spawnSync(${JSON.stringify(kubectl)}, process.argv.slice(2), { encoding: 'utf8' })
if (stdout.includes('refuse-me')) { console.error('error: I do not like it'); process.exit(1) }
if (stderr.includes('none.yaml')) { console.log('accepted: true'); process.exit(0) }
process.stdout.write(stdout.replace('v5.8.1', 'v5.0.0').replace('replicas: 3', 'replicas: 30').replace('c3dvcmRmaXNo', 'b3RoZXI='))
process.stderr.write(stderr)
process.exit(status)
`,
    { mode: 0o755 },
  )
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function verify(cwd: string, ...args: string[]): { status: number | null; out: string; err: string } {
  const env = { ...process.env, KUST_CACHE_DIR: join(scratch, 'cache'), PATH: join(scratch, 'nothing') }
  const run = spawnSync(process.execPath, [join(scratch, 'dist/kust.js'), 'verify', ...args], {
    cwd,
    env,
    encoding: 'utf8',
  })
  return { status: run.status, out: run.stdout, err: run.stderr }
}

function tree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(scratch, 'tree-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n'

test('the examples are identical', () => {
  const { status, out, err } = verify(examples, '--all', '.', '--kubectl', kubectl)
  expect({ status, err }).toEqual({ status: 0, err: 'comparing with kubectl v1.36.3 (kustomize v5.8.1)\n' })
  expect(out.split('\n').sort()).toEqual([
    '',
    '3 identical',
    'identical  multi-environment/overlays/dev',
    'identical  multi-environment/overlays/prod',
    'identical  multi-environment/overlays/staging',
  ])
})

test('both refuse a mistake, and that is the same answer', () => {
  const root = tree({ 'kustomization.yaml': 'resources: [none.yaml]\n' })
  const { status, out } = verify(root, '--kubectl', kubectl)
  expect(status).toBe(0)
  expect(out).toMatch(/^both refuse {2}\.\n {2}kubectl: error: .*\n {2}kust: error\[resource-not-found\]: .*\n/)
  expect(out).toMatch(/\n0 identical, 1 both refuse\n$/)
})

test('shows what differs, and which of the two fails', () => {
  const root = tree({
    'a/kustomization.yaml': 'resources: [web.yaml]\nsecretGenerator: [{name: s, literals: [password=swordfish]}]\n',
    'a/web.yaml': deployment,
    'b/kustomization.yaml': 'resources: [none.yaml]\n',
    'c/kustomization.yaml': 'resources: [web.yaml]\n',
    'c/web.yaml': deployment.replace('web', 'refuse-me'),
    'd/kustomization.yaml': 'resources: [web.yaml]\n',
    'd/web.yaml': deployment.replace('3', '1'),
  })
  const { status, out, err } = verify(root, 'a', 'b', 'c', 'd', '--kubectl', doctored)
  expect(status).toBe(1)
  expect(err).toContain(
    'comparing with kubectl v1.36.3 (kustomize v5.0.0)\nwarning: kust gives the bytes of kustomize v5.8.1',
  )
  expect(out).toMatch(/differs {2}a\n {2}\(- kubectl, \+ kust\)\n/)
  expect(out).toMatch(/^- +\d+ \| {3}password: \*\*\*\n\+ +\d+ \| {3}password: \*\*\*\n/m)
  expect(out).toMatch(/^- +\d+ \| {3}replicas: 30\n\+ +\d+ \| {3}replicas: 3\n/m)
  expect(out).toMatch(
    /^kust fails {2}b\n {2}kust: error\[resource-not-found\]: .*\n {2}--> b\/kustomization.yaml:1:13\n/m,
  )
  expect(out).toMatch(/^kubectl fails {2}c\n {2}kubectl: error: I do not like it\n/m)
  expect(out).toMatch(/^identical {2}d\n/m)
  expect(out).toMatch(/\n1 identical, 1 differs, 1 kubectl fails, 1 kust fails\n$/)
})

test('passes the same flags on', () => {
  const root = tree({ 'app/kustomization.yaml': 'resources: [../web.yaml]\n', 'web.yaml': deployment })
  const loose = ['--load-restrictor', 'LoadRestrictionsNone']
  expect(verify(root, 'app', '--kubectl', kubectl).out).toContain('1 both refuse')
  expect(verify(root, 'app', '--kubectl', kubectl, ...loose).out).toContain('1 identical')
})

test('takes no part of a name for a command of a shell', () => {
  const root = tree({ 'a;touch x/kustomization.yaml': 'resources: [web.yaml]\n', 'a;touch x/web.yaml': deployment })
  expect(verify(root, 'a;touch x', '--kubectl', kubectl).status).toBe(0)
  expect(() => readFileSync(join(root, 'x'))).toThrow('ENOENT')
})

test('says so when there is nothing to compare with', () => {
  const none = verify(examples, '--all', '.')
  expect(none).toMatchObject({ status: 2, out: '' })
  expect(none.err).toContain('`kubectl` and `kustomize` cannot be run')
  const other = verify(examples, '--all', '.', '--kubectl', process.execPath)
  expect(other.status).toBe(2)
})
