#!/usr/bin/env node
// Builds each hostile tree in a process of its own and tells its time and peak memory; fails if one takes 2 s or
// 512 MiB. What Helm and functions take is not counted. Needs `pnpm build`.
//
//   node test-fixtures/hostile/measure.mjs [FILTER]
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fixtures } from '../scripts/caseFolder.mjs'
import { serveCharts } from '../scripts/chartServer.mjs'
import { layOut, readHostileCases } from '../scripts/hostileCases.mjs'
import { charts, withCopy } from '../scripts/programCase.mjs'
import { referenceHelm } from '../scripts/reference.mjs'
import { startRemoteServers } from '../scripts/remoteServers.mjs'
import { hostileContent } from './servers.mjs'

const bars = { seconds: 2, mebibytes: 512 }
const filter = process.argv[2] ?? ''
const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-hostile-')))
const report = join(scratch, 'report.json')
const rows = []
try {
  await measureBuilds()
  await measurePrograms()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
rows.sort((a, b) => b.seconds - a.seconds)
for (const { name, end, seconds, mebibytes } of rows) {
  console.log(`${seconds.toFixed(2).padStart(6)} s ${mebibytes.toFixed(0).padStart(5)} MiB  ${name} (${end})`)
}
const bad = rows.filter((row) => row.crashed || row.seconds >= bars.seconds || row.mebibytes >= bars.mebibytes)
console.log(`${rows.length} trees, ${bad.length} beyond ${bars.seconds} s or ${bars.mebibytes} MiB`)
if (bad.length > 0) process.exitCode = 1

async function measureBuilds() {
  const servers = await startRemoteServers(hostileContent)
  try {
    for (const testCase of readHostileCases().filter(({ name }) => name.includes(filter))) {
      const { root, target, options } = layOut(testCase, scratch, servers)
      const job = JSON.stringify({ root, target, options, limits: testCase.settings.limits ?? {}, report })
      await measure(testCase.name, [pathOf('measureOne.mjs'), job], servers.env)
    }
  } finally {
    await servers.close()
  }
}

async function measurePrograms() {
  const shelf = join(fixtures, 'hostile-programs')
  const servers = await serveCharts(charts)
  try {
    for (const name of readdirSync(shelf).filter((name) => name.includes(filter))) {
      const folder = join(shelf, name)
      const flags = existsSync(join(folder, 'flags')) ? readFileSync(join(folder, 'flags'), 'utf8').trim().split('\n') : []
      await withCopy({ input: join(folder, 'in'), flags, settings: {} }, servers, async (copy) => {
        const command = [pathOf('../../packages/cli/dist/kust.js'), 'build', copy.root, ...copy.flags]
        const env = { ...process.env, ...copy.env, KUSTOMIZE_PLUGIN_HOME: join(copy.root, 'home'), KUST_REPORT: report }
        const args = ['-r', pathOf('reportPeak.cjs'), ...command, '--helm-command', referenceHelm()]
        await measure(name, args, env)
      })
    }
  } finally {
    servers.close()
  }
}

async function measure(name, args, env) {
  rmSync(report, { force: true })
  const started = performance.now()
  const status = await new Promise((done) => {
    spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] }).on('close', done).stderr.resume()
  })
  const seconds = (performance.now() - started) / 1000
  const { end, maxRSS } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { end: 'crash', maxRSS: 0 }
  rows.push({ name, end: end ?? `exit ${status}`, seconds, mebibytes: maxRSS / 1024, crashed: end === 'crash' })
}
