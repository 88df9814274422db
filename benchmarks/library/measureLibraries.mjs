// Case 11: engines as libraries. Each measurement is a new process or a new page, engines in turn.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cases } from '../cases.mjs'
import { ratio, summary } from '../measure.mjs'
import { measureFloor } from './floor.mjs'

const rounds = 7
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env

export async function measureLibraries(folder, withWasm, chromium) {
  const { files, targets } = cases.find(({ id }) => id === '2')
  const tree = Object.fromEntries(Object.entries(files()).map(([path, text]) => [`/${path}`, text]))
  const input = { files: tree, target: `/${targets[0]}`, warmRounds: 50 }
  const engines = withWasm ? ['kust', 'js/wasm', 'wasip1'] : ['kust']
  const hosts = [{ name: 'Node', measure: (engine) => inNode(engine, folder, input) }]
  if (chromium !== undefined) hosts.push({ name: 'Chromium', measure: (engine) => chromium.measure(engine, input) })
  const rows = []
  for (const { name, measure } of hosts) {
    const taken = engines.map(() => [])
    for (let round = 0; round < rounds; round++) {
      for (const [i, engine] of engines.entries()) taken[i].push(await measure(engine))
    }
    const [ours] = taken
    for (const [i, engine] of engines.entries()) {
      if (taken[i][0].yaml !== ours[0].yaml) throw new Error(`${engine} in ${name}: the output differs`)
      const [first, warm] = ['first', 'warm'].map((key) => {
        const series = summary(taken[i].map((one) => one[key]))
        return { ...series, kustTo: ratio(summary(ours.map((one) => one[key])), series) }
      })
      rows.push({ host: name, engine, first, warm })
    }
  }
  const big = cases.find(({ id }) => id === '3a')
  const core = await import(pathToFileURL(join(folder, 'core.mjs')).href)
  return { rows, floor: await measureFloor(core, big.files(), '/') }
}

function inNode(engine, folder, input) {
  const program = fileURLToPath(new URL('./inNode.mjs', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, engine, folder], {
    env,
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(`${engine}: ${stderr}`)
  // Upstream's warnings come on the lines before.
  return JSON.parse(stdout.trimEnd().split('\n').pop())
}
