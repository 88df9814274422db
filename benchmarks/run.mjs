// Measures kust beside its peers and writes `results/latest.{json,md,svg}`. An output that differs from the
// reference's is not timed, and fails the run.
//
//   node benchmarks/run.mjs            everything; half an hour, most of it the reference's
//   node benchmarks/run.mjs --only 3   the cases whose id starts so; prints, writes nothing
//   node benchmarks/run.mjs --check    for CI: identity and machine-independent counts, no times
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildUpstreamWasm } from '@kust/wasm-bench/build'
import { cases } from './cases.mjs'
import { chart } from './chart.mjs'
import { checkCounts } from './counts.mjs'
import { measureGrowth } from './growth.mjs'
import { bundleLibrary } from './library/bundle.mjs'
import { openChromium } from './library/inChromium.mjs'
import { measureLibraries } from './library/measureLibraries.mjs'
import { measureWarm } from './library/warm.mjs'
import { machine } from './machine.mjs'
import { inTurn, ratio, run } from './measure.mjs'
import { bareNode, kust, references } from './peers.mjs'
import { markdown } from './report.mjs'
import { writeTree } from './trees/disk.mjs'

const { values: options } = parseArgs({ options: { check: { type: 'boolean' }, only: { type: 'string' } } })
const wanted = (id) => options.only === undefined || options.only.split(',').some((start) => id.startsWith(start))
const allPeers = [kust, ...references({ withKustomize: !options.check })]
const report = { machine: machine(), commands: [] }

for (const benchmark of cases) {
  if (!wanted(benchmark.id) || (options.check && !benchmark.quick)) continue
  const measured = await measureCommands(benchmark)
  report.commands.push(measured)
  console.log(line(measured))
}

if (options.check) {
  const { calls, growth } = await checkCounts()
  console.log(`300 resources: ${calls} calls; 600 resources: ${growth.toFixed(2)} times as many`)
} else {
  if (wanted('growth')) report.growth = await measureGrowth()
  if (wanted('10')) report.warm = await measureWarm()
  if (wanted('library')) await measureAsLibrary()
  if (options.only === undefined) write()
  else console.log(markdown(report))
}

/** The times of whole commands, after their outputs were found to be the same. */
async function measureCommands({ id, name, files, targets, rounds, bar, memory }) {
  const root = writeTree(files())
  // Minutes of one reference are enough.
  const peers = rounds > 0 ? allPeers : allPeers.slice(0, 2)
  try {
    const measured = { id, name, bar, peers: peers.map((peer) => ({ name: peer.name })) }
    const first = []
    for (const peer of peers) first.push(await run(peer.commands(targets), root, { memory }))
    const [ours, ...theirs] = first.map(({ outputs }) => outputs.join('---\n'))
    measured.identical = theirs.every((output) => output === ours)
    if (!measured.identical) process.exitCode = 1
    if (options.check || !measured.identical) return measured
    const timed = [...peers, bareNode]
    const again = timed.map((peer) => async () => (await run(peer.commands(targets), root)).ms)
    // Where one round takes minutes, the references' first runs count too; kust's, which may compile itself, never do.
    const series =
      rounds > 0
        ? await inTurn(rounds, again)
        : await inTurn(
            1,
            again.map((measure, i) => () => (i === 0 || i >= peers.length ? measure() : first[i].ms)),
          )
    measured.peers = timed.map((peer, i) => ({
      name: peer.name,
      ...series[i],
      toKubectl: ratio(series[i], series[1]),
      ...(memory && first[i] !== undefined && { peakMb: first[i].peakMb }),
    }))
    return measured
  } finally {
    rmSync(root, { recursive: true })
  }
}

async function measureAsLibrary() {
  const folder = fileURLToPath(new URL('../node_modules/.cache/kust/library', import.meta.url))
  const wasm = buildUpstreamWasm()
  report.machine.go = wasm?.goVersion
  report.shipped = await bundleLibrary(folder, wasm)
  const chromium = await openChromium(folder)
  report.machine.chromium = chromium?.version
  report.library = await measureLibraries(folder, wasm !== undefined, chromium)
  await chromium?.close()
}

function write() {
  const results = new URL('./results/', import.meta.url)
  mkdirSync(results, { recursive: true })
  writeFileSync(new URL('latest.json', results), `${JSON.stringify(report, rounded, 2)}\n`)
  writeFileSync(new URL('latest.md', results), markdown(report))
  writeFileSync(new URL('latest.svg', results), chart(report.commands))
}

function rounded(_key, value) {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}

function line({ id, name, identical, peers: [ours, ...others] }) {
  if (!identical) return `${id} ${name}: the output differs, not timed`
  if (ours.median === undefined) return `${id} ${name}: identical`
  const times = [ours, ...others].map((peer) => `${peer.name} ${peer.median.toFixed(0)} ms`)
  return `${id} ${name}: ${times.join(', ')}; ratio to kubectl ${ours.toKubectl.toFixed(4)}`
}
