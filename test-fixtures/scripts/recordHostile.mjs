#!/usr/bin/env node
// Asks the reference what harmless hostile trees render to, and writes their goldens. A tree is harmless if kust says
// so; the others meet an error, which `KUST_UPDATE_ERRORS=1` writes.
//
//   node test-fixtures/scripts/recordHostile.mjs [FILTER]
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostileContent } from '../hostile/servers.mjs'
import { layOut, readHostileCases } from './hostileCases.mjs'
import { runReference } from './reference.mjs'
import { startRemoteServers, takeOut } from './remoteServers.mjs'

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-hostile-')))
const servers = await startRemoteServers(hostileContent)
try {
  for (const testCase of readHostileCases()) {
    const { name, settings, golden, folder } = testCase
    if (!name.includes(process.argv[2] ?? '') || (settings.meets ?? 'harmless') !== 'harmless') continue
    const { root, target, tokens } = layOut(testCase, scratch, servers)
    const { exitCode, stdout, stderr } = await runReference(root, target, [], { env: servers.env })
    if (exitCode !== 0) {
      console.error(`${name}: the reference refuses it: ${stderr}`)
      process.exitCode = 1
      continue
    }
    const text = takeOut(stdout.toString(), tokens)
    if (settings.golden !== 'none') writeFileSync(golden, settings.golden === 'length' ? `${text.length}\n` : text)
    const path = join(folder, 'case.json')
    const written = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, `${JSON.stringify({ ...written, meets: 'harmless' }, null, 2)}\n`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
  await servers.close()
}
