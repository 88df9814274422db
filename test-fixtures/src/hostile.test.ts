import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, KustError } from '@kust/core'
import { diskFileSystem, remoteHost } from '@kust/core/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostileContent } from '../hostile/servers.mjs'
import { layOut, readHostileCases, secret } from '../scripts/hostileCases.mjs'
import { type RemoteServers, startRemoteServers, takeOut } from '../scripts/remoteServers.mjs'

/** `KUST_UPDATE_ERRORS=1` writes what kust says now; read the diff before believing it. */
const update = process.env.KUST_UPDATE_ERRORS === '1'

let servers: RemoteServers
let scratch: string
beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-hostile-')))
  servers = await startRemoteServers(hostileContent)
})
afterAll(async () => {
  await servers.close()
  rmSync(scratch, { recursive: true, force: true })
})

test.each(readHostileCases().map((testCase) => [testCase.name, testCase] as const))('%s', async (_, testCase) => {
  const { root, trap, target, options, tokens } = layOut(testCase, scratch, servers)
  const host = remoteHost({ env: servers.env, limits: testCase.settings.limits ?? {} })
  try {
    const fileSystem = diskFileSystem({ workingDirectory: root })
    const result = await build(target, { ...options, fileSystem, remote: host }).catch((error: unknown) => error)
    const mask = (text: string): string => takeOut(text.replaceAll(`${root}/`, ''), tokens)
    // Nothing was run, here or by a submodule, and no secret came out.
    expect(existsSync(trap) || existsSync(join(tokens['{{folder}}']!, '../trap'))).toBe(false)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    if (!(result instanceof Error)) {
      const { yaml } = result as { yaml: string }
      expect(yaml).not.toContain(secret)
      expect(testCase.settings.meets).toBe('harmless')
      // Of some only the length is kept, or nothing, as it depends on where the tree lies.
      if (testCase.settings.golden === 'none') return
      expect(testCase.settings.golden === 'length' ? `${yaml.length}\n` : mask(yaml)).toBe(testCase.expected)
      return
    }
    expect(result).toBeInstanceOf(KustError)
    const { code, message, file, line, column, frame, chain } = result as KustError
    expect(`${message}${frame}${chain.join()}`).not.toContain(secret)
    expect(message).not.toMatch(/\n\s+at /)
    const meets = JSON.parse(JSON.stringify({ code, file: file && mask(file), line, column }))
    const path = join(testCase.folder, 'case.json')
    if (update)
      writeFileSync(path, `${JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), meets }, null, 2)}\n`)
    else expect(meets, 'what it meets, in case.json').toEqual(testCase.settings.meets)
  } finally {
    await host.dispose()
  }
})
