import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { KustError, type LocalizeResult, localize } from '@kust/core'
import { diskFileSystem, remoteHost, writeFolder } from '@kust/core/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCases, readTree, writeTree } from '../scripts/caseFolder.mjs'
import { fillIn, fillInTree, type RemoteServers, startRemoteServers, takeOut } from '../scripts/remoteServers.mjs'

/** `KUST_UPDATE_ERRORS=1` writes what kust says now; read the diff before believing it. */
const update = process.env.KUST_UPDATE_ERRORS === '1'

let servers: RemoteServers
let scratch: string
beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-localize-')))
  servers = await startRemoteServers()
})
afterAll(async () => {
  await servers.close()
  rmSync(scratch, { recursive: true, force: true })
})

test.each(readCases('localize').map((source) => [source.name, source] as const))('%s', async (_, source) => {
  const { tokens, env } = servers
  const { settings } = source
  const root = join(mkdtempSync(join(scratch, 'case-')), 'in')
  mkdirSync(root)
  writeTree(fillInTree(readTree(source), tokens), source.links, root)
  const host = remoteHost({ env })
  try {
    const options = { fileSystem: diskFileSystem({ workingDirectory: root }), remote: host }
    const scope = settings.scope === undefined ? {} : { scope: settings.scope }
    const run = async (): Promise<LocalizeResult & { destination: string }> => {
      const result = await localize(fillIn(source.target, tokens), { ...options, ...scope })
      const destination = join(root, settings.destination ?? result.defaultDestination)
      writeFolder(destination, result.files, result.emptyFolders)
      return { ...result, destination }
    }
    const result = await run().catch(refusal)
    const mask = (text: string): string =>
      takeOut(text, tokens).replaceAll(tokens['{{folder}}']!.slice(1), '{{folder}}').replaceAll(root, '{{ROOT}}')
    const golden = join(source.folder, 'expected.json')
    if (existsSync(golden)) {
      if (result instanceof KustError) throw result
      const files = [...result.files].map(([path, bytes]) => [mask(path), mask(new TextDecoder().decode(bytes))])
      expect({ destination: mask(result.destination), files: Object.fromEntries(files) }).toEqual(
        JSON.parse(readFileSync(golden, 'utf8')),
      )
      return
    }
    if (!(result instanceof KustError)) throw new Error(`accepted as ${basename(result.destination)}`)
    const { code, file, line, column } = result
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
