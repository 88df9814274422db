#!/usr/bin/env node
// Builds each hostile tree in a process of its own and tells its time and peak memory; fails if one takes 2 s or
// 512 MiB. Needs `pnpm build`.   node test-fixtures/hostile/measure.mjs [FILTER]
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { layOut, readHostileCases } from '../scripts/hostileCases.mjs'
import { startRemoteServers } from '../scripts/remoteServers.mjs'
import { hostileContent } from './servers.mjs'

const bars = { seconds: 2, mebibytes: 512 }
const one = fileURLToPath(new URL('measureOne.mjs', import.meta.url))
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-hostile-')))
const servers = await startRemoteServers(hostileContent)
const rows = []
try {
  for (const testCase of readHostileCases().filter(({ name }) => name.includes(process.argv[2] ?? ''))) {
    const { root, target, options } = layOut(testCase, scratch, servers)
    const report = join(scratch, 'report.json')
    const job = JSON.stringify({ root, target, options, limits: testCase.settings.limits ?? {}, report })
    const started = performance.now()
    const status = await new Promise((done) => {
      spawn(process.execPath, [one, job], { env: servers.env, stdio: 'inherit' }).on('close', done)
    })
    const seconds = (performance.now() - started) / 1000
    const { end, maxRSS } = status === 0 ? JSON.parse(readFileSync(report, 'utf8')) : { end: `exit ${status}`, maxRSS: 0 }
    rows.push({ name: testCase.name, end, seconds, mebibytes: maxRSS / 1024, crashed: status !== 0 })
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
  await servers.close()
}
rows.sort((a, b) => b.seconds - a.seconds)
for (const { name, end, seconds, mebibytes } of rows) {
  console.log(`${seconds.toFixed(2).padStart(6)} s ${mebibytes.toFixed(0).padStart(5)} MiB  ${name} (${end})`)
}
const bad = rows.filter((row) => row.crashed || row.seconds >= bars.seconds || row.mebibytes >= bars.mebibytes)
console.log(`${rows.length} trees, ${bad.length} beyond ${bars.seconds} s or ${bars.mebibytes} MiB`)
if (bad.length > 0) process.exitCode = 1
