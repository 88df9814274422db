import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, KustError } from '@kust/core'
import { diskFileSystem, remoteHost } from '@kust/core/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCases, readTree, writeTree } from '../scripts/caseFolder.mjs'
import { fillIn, fillInTree, type RemoteServers, startRemoteServers, takeOut } from '../scripts/remoteServers.mjs'
import { optionsOf } from './cases.ts'

/** `KUST_UPDATE_ERRORS=1` writes what kust says now; read the diff before believing it. */
const update = process.env.KUST_UPDATE_ERRORS === '1'

let servers: RemoteServers
let scratch: string
beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-remote-test-')))
  servers = await startRemoteServers()
})
afterAll(async () => {
  await servers.close()
  rmSync(scratch, { recursive: true, force: true })
})

test.each(readCases('remote').map((source) => [source.name, source] as const))('%s', async (_, source) => {
  const { tokens, env } = servers
  const root = join(mkdtempSync(join(scratch, 'case-')), 'in')
  mkdirSync(root)
  writeTree(fillInTree(readTree(source), tokens), source.links, root)
  const host = remoteHost({ env })
  try {
    const target = fillIn(source.target, tokens)
    const fileSystem = diskFileSystem({ workingDirectory: root })
    const result = await build(target, { ...optionsOf(source.flags), fileSystem, remote: host }).catch(refusal)
    const mask = (text: string): string => takeOut(text, tokens).replaceAll(`${root}/`, '').replaceAll(root, '.')
    const golden = join(source.folder, 'expected.yaml')
    if (existsSync(golden)) {
      expect(result instanceof KustError ? `refused: ${result.message}` : mask(result.yaml)).toBe(
        readFileSync(golden, 'utf8'),
      )
      return
    }
    expect(result).toBeInstanceOf(KustError)
    const { code, message, file, line, column } = result as KustError
    // Neither a stack nor the place of a copy.
    expect(mask(message)).not.toMatch(/\n\s+at |kust-[A-Za-z0-9]{6}/)
    const said = JSON.parse(JSON.stringify({ code, file: file && mask(file), line, column }))
    const expected = join(source.folder, 'error.json')
    if (update) writeFileSync(expected, `${JSON.stringify(said, null, 2)}\n`)
    expect(said).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  } finally {
    await host.dispose()
  }
})

function refusal(error: unknown): KustError {
  if (error instanceof KustError) return error
  throw error
}
