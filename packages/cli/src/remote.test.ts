import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RemoteServers, startRemoteServers } from '../../../test-fixtures/scripts/remoteServers.mjs'
import { bundle } from '../scripts/bundle.mjs'
import { kust } from './kust.ts'

let servers: RemoteServers
let scratch: string
beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-cli-remote-')))
  servers = await startRemoteServers()
})
afterAll(async () => {
  await servers.close()
  rmSync(scratch, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const status = await kust(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { status, out, err }
}

test('a cache holds what was fetched, and is all there is with --offline', async () => {
  const { '{{http}}': http, '{{shop/web@v1}}': commit } = servers.tokens
  const cache = join(scratch, 'cache')
  const pinned = `${http}/shop/web//base?ref=${commit}`
  const first = await run('build', pinned, '--cache-dir', cache)
  expect(first).toMatchObject({ status: 0, err: '' })
  expect(await run('build', pinned, '--cache-dir', cache, '--offline')).toEqual(first)
  const other = await run('build', `${http}/shop/web?ref=v2`, '--cache-dir', cache, '--offline')
  expect(other).toMatchObject({ status: 1, out: '' })
  expect(other.err).toMatch(/^error\[offline\]: /)
})

test('a resource whose commit is in the cache asks nobody', async () => {
  const { '{{http}}': http, '{{shop/web@v1}}': commit } = servers.tokens
  const cache = join(scratch, 'cache-of-resources')
  const root = join(scratch, 'tree')
  mkdirSync(root)
  writeFileSync(join(root, 'kustomization.yaml'), `resources: ["${http}/shop/web//base?ref=${commit}"]\n`)
  const first = await run('build', root, '--cache-dir', cache)
  expect(first).toMatchObject({ status: 0, err: '' })
  expect(await run('build', root, '--cache-dir', cache, '--offline')).toEqual(first)
})

test('what is offline says so for files too', async () => {
  const root = join(scratch, 'offline')
  mkdirSync(root)
  writeFileSync(join(root, 'kustomization.yaml'), 'patches: [{path: "https://example.org/a.yaml"}]\n')
  const { status, err } = await run('build', root, '--offline')
  expect(status).toBe(1)
  expect(err).toContain('error[offline]')
  expect(err).toContain('kustomization.yaml:1:18')
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends git and leaves nothing behind', async (signal) => {
  const dist = join(scratch, `${signal}-dist`)
  await bundle(dist)
  // Takes the question and never answers.
  const server = createServer()
  const asked = new Promise<void>((resolve) => server.on('connection', () => resolve()))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  const temporary = join(scratch, `${signal}-tmp`)
  mkdirSync(temporary)
  const child = spawn(process.execPath, [join(dist, 'kust.js'), 'build', `http://127.0.0.1:${port}/shop/web`], {
    env: { ...process.env, TMPDIR: temporary, KUST_CACHE_DIR: join(scratch, 'compiled') },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.on('exit', (code, by) => resolve(by ?? code)))
  await asked
  expect(readdirSync(temporary)).toHaveLength(1)
  child.kill(signal)
  expect(await ended).toBe(signal)
  expect(existsSync(temporary) && readdirSync(temporary)).toEqual([])
  server.close()
})

test('localize makes a copy that needs no network and renders to the same', async () => {
  const root = join(scratch, 'localize')
  mkdirSync(root)
  const base = `${servers.tokens['{{http}}']}/shop/web//overlays/prod?ref=v2`
  writeFileSync(join(root, 'kustomization.yaml'), `resources: ["${base}"]\n`)
  const copy = join(scratch, 'copy')
  const done = await run('localize', root, copy)
  expect(done).toEqual({ status: 0, out: '', err: `localized ${root} to ${copy}\n` })
  const original = await run('build', root)
  expect(await run('build', copy, '--offline')).toEqual(original)
  const again = await run('localize', root, copy)
  expect(again).toMatchObject({ status: 1, out: '' })
  expect(again.err).toContain('error[destination-exists]')
})

test('localize leaves nothing behind when it fails', async () => {
  const root = join(scratch, 'localize-bad')
  mkdirSync(root)
  writeFileSync(join(root, 'kustomization.yaml'), 'resources: [none.yaml]\n')
  const { status, err } = await run('localize', root, join(scratch, 'bad-copy'))
  expect(status).toBe(1)
  expect(err).toContain('kustomization.yaml:1:13')
  expect(existsSync(join(scratch, 'bad-copy'))).toBe(false)
})

test('localize says when the copy does not render', async () => {
  const root = join(scratch, 'localize-unbuildable')
  mkdirSync(root)
  writeFileSync(join(root, 'kustomization.yaml'), 'namePrefix: a-\npatches: [{patch: "a: b"}]\n')
  expect((await run('localize', root, join(scratch, 'unverified'), '--no-verify')).status).toBe(0)
  expect(await run('localize', root, join(scratch, 'verified'))).toMatchObject({ status: 1, out: '' })
})
