import { type ChildProcess, spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { bundle } from '../../../scripts/bundle.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'kust-watch-'))
beforeAll(() => bundle(join(scratch, 'dist')))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const web = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n'

let root: string
let child: ChildProcess | undefined
let out: string
let err: string
beforeEach(() => {
  root = mkdtempSync(join(scratch, 'tree-'))
  out = ''
  err = ''
  write({
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': web,
    'dev/kustomization.yaml': 'namePrefix: dev-\nresources: [../base]\n',
    'prod/kustomization.yaml': 'namePrefix: prod-\nresources: [../base]\n',
  })
})
afterEach(async () => {
  if (child !== undefined) await end('SIGKILL')
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

function watch(...args: string[]): void {
  const env = { ...process.env, KUST_CACHE_DIR: join(scratch, 'cache') }
  child = spawn(process.execPath, [join(scratch, 'dist/kust.js'), 'build', '--watch', ...args], { cwd: root, env })
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
}

/** Waits for as many status lines, and gives the last. */
async function statuses(amount: number): Promise<string> {
  const lines = (): string[] => err.match(/^\[\d\d:\d\d:\d\d\] .*\n/gm) ?? []
  await vi.waitFor(() => expect(lines().length).toBeGreaterThanOrEqual(amount), { timeout: 20_000, interval: 20 })
  return lines()[amount - 1]!.slice('[00:00:00] '.length)
}

async function end(signal: NodeJS.Signals): Promise<unknown> {
  const ended = new Promise((resolve) => child!.on('exit', (code, by) => resolve(by ?? code)))
  child!.kill(signal)
  const how = await ended
  child = undefined
  return how
}

const named = (name: string): string => web.replace('web', name)

test('renders again when a file of a base changes, as a document of its own', async () => {
  watch('dev')
  expect(await statuses(1)).toMatch(/^rendered in \d+ ms; Ctrl-C ends watching\n$/)
  expect(out).toBe(named('dev-web'))
  write({ 'base/web.yaml': named('shop') })
  expect(await statuses(2)).toMatch(/^rendered in \d+ ms: base\/web.yaml changed\n$/)
  expect(out).toBe(`${named('dev-web')}---\n${named('dev-shop')}`)
  expect(await end('SIGINT')).toBe('SIGINT')
  expect(err).not.toMatch(/error|\n\s+at /)
})

test('notices files that editors put in the place of others', async () => {
  watch('dev')
  await statuses(1)
  for (const [i, name] of ['one', 'two', 'three'].entries()) {
    write({ 'base/.web.yaml.swp': named(name) })
    renameSync(join(root, 'base/.web.yaml.swp'), join(root, 'base/web.yaml'))
    await statuses(i + 2)
    expect(out.endsWith(named(`dev-${name}`))).toBe(true)
  }
})

test('tells a mistake, goes on, and notices that what was missing has come', async () => {
  write({ 'dev/kustomization.yaml': 'resources: [../base, more/deep/extra.yaml]\n' })
  watch('dev')
  expect(await statuses(1)).toMatch(/^failed in /)
  expect(err).toContain('error[resource-not-found]')
  expect(out).toBe('')
  write({ 'dev/more/deep/extra.yaml': named('extra') })
  // The folders may be seen before the file is written.
  await vi.waitFor(() => expect(out).toBe(`${named('extra')}---\n${named('web')}`), { timeout: 20_000 })
  expect(err).toContain('dev/more/deep/extra.yaml is new')
  rmSync(join(root, 'base/web.yaml'))
  await vi.waitFor(() => expect(err).toContain('base/web.yaml is gone'), { timeout: 20_000 })
  write({ 'base/web.yaml': named('again') })
  await vi.waitFor(() => expect(out.endsWith(`${named('again')}---\n${named('extra')}`)).toBe(true), {
    timeout: 20_000,
  })
})

test('a change without effect is not printed again', async () => {
  watch('dev')
  await statuses(1)
  appendFileSync(join(root, 'base/web.yaml'), '# a comment\n')
  expect(await statuses(2)).toMatch(/^rendered, the same as before, in \d+ ms: base\/web.yaml changed\n$/)
  write({ 'base/unrelated.yaml': 'a: b\n' })
  write({ 'base/web.yaml': named('last') })
  expect(await statuses(3)).toContain('base/web.yaml changed')
  expect(out).toBe(`${named('dev-web')}---\n${named('dev-last')}`)
})

test('keeps a file up to date, and leaves it alone while there is a mistake', async () => {
  watch('dev', '-o', 'out.yaml')
  await statuses(1)
  const file = join(root, 'out.yaml')
  expect(readFileSync(file, 'utf8')).toBe(named('dev-web'))
  write({ 'dev/kustomization.yaml': 'namePrefix: [\n' })
  expect(await statuses(2)).toMatch(/^failed in /)
  expect(readFileSync(file, 'utf8')).toBe(named('dev-web'))
  write({ 'dev/kustomization.yaml': 'namePrefix: d-\nresources: [../base]\n' })
  expect(await statuses(3)).toMatch(/^rendered, 1 file written, in /)
  expect(readFileSync(file, 'utf8')).toBe(named('d-web'))
  expect(out).toBe('')
})

test('keeps a directory up to date: what it wrote and is no more goes', async () => {
  write({ 'out/mine.txt': 'mine' })
  watch('dev', '-o', 'out')
  await statuses(1)
  expect(readdirSync(join(root, 'out')).sort()).toEqual(['mine.txt', 'v1_service_dev-web.yaml'])
  write({ 'base/web.yaml': named('shop') })
  await statuses(2)
  expect(readdirSync(join(root, 'out')).sort()).toEqual(['mine.txt', 'v1_service_dev-shop.yaml'])
})

test('of several, renders those that a change reaches', async () => {
  watch('dev', 'prod', '-o', 'out')
  expect(await statuses(1)).toMatch(/^rendered, 2 files written, /)
  write({ 'dev/kustomization.yaml': 'namePrefix: d-\nresources: [../base]\n' })
  expect(await statuses(2)).toMatch(/^rendered, 1 file written, .*: dev\/kustomization.yaml changed\n$/)
  write({ 'base/web.yaml': named('shop') })
  expect(await statuses(3)).toMatch(/^rendered, 2 files written, .*: base\/web.yaml changed\n$/)
  expect(readFileSync(join(root, 'out/dev.yaml'), 'utf8')).toBe(named('d-shop'))
  expect(readFileSync(join(root, 'out/prod.yaml'), 'utf8')).toBe(named('prod-shop'))
})

test('of all below a directory, finds those that come and drops those that go', async () => {
  watch('--all', '.', '-o', '../out')
  const folder = join(root, '../out')
  await statuses(1)
  expect(readdirSync(folder).sort()).toEqual(['dev.yaml', 'prod.yaml'])
  write({ 'qa/kustomization.yaml': 'namePrefix: qa-\nresources: [../base]\n' })
  await vi.waitFor(() => expect(readdirSync(folder)).toContain('qa.yaml'), { timeout: 20_000 })
  rmSync(join(root, 'dev'), { recursive: true })
  await vi.waitFor(() => expect(existsSync(join(folder, 'dev.yaml'))).toBe(false), { timeout: 20_000 })
  expect(readdirSync(folder).sort()).toEqual(['prod.yaml', 'qa.yaml'])
})
