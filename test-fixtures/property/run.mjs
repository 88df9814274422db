// Compares kust with the reference on random trees:
//
//   node test-fixtures/property/run.mjs --count 20000 [--seed N] [--oracle go|kubectl] [--jobs 2]
//        [--output DIR] [--engine INDEX.TS] [--shrink-seconds 45] [--max-findings 10]
//
// `--engine` names the sources of another engine than packages/core, say of one in another work tree.
// Trees that differ are made small and written below the output folder. Ends with 1 if there are any.
import { execFileSync, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const cache = fileURLToPath(new URL('../../node_modules/.cache/kust/', import.meta.url))

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    oracle: { type: 'string', default: 'go' },
    jobs: { type: 'string', default: '2' },
    output: { type: 'string' },
    engine: { type: 'string' },
    'shrink-seconds': { type: 'string', default: '45' },
    'max-findings': { type: 'string', default: '10' },
  },
})
const seed = Number(values.seed ?? Date.now() & 0x7fffffff)
const jobs = Number(values.jobs)
const output = values.output ?? mkdtempSync(join(tmpdir(), 'kust-findings-'))
mkdirSync(cache, { recursive: true })
mkdirSync(output, { recursive: true })
const [{ worker, addTallies, emptyTally }, program] = [
  await bundle(),
  values.oracle === 'go' ? compileOracle() : undefined,
]

const total = emptyTally()
const started = Date.now()
let findings = 0
console.log(
  `seed ${seed}, ${values.count} trees, ${values.oracle === 'go' ? 'the libraries of the reference' : 'kubectl'}`,
)
const timer = setInterval(() => console.log(progress()), 15_000)
await Promise.all(Array.from({ length: jobs }, (_, index) => runWorker(index)))
clearInterval(timer)
rmSync(dirname(worker), { recursive: true })
report()
process.exitCode = Object.keys(total.different).length > 0 ? 1 : 0

/** The workers' program: the generator and the engine's sources as they are now. */
async function bundle() {
  const outdir = mkdtempSync(join(cache, 'property-'))
  await build({
    entryPoints: { worker: join(here, 'worker.ts'), check: join(here, 'check.ts') },
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['kust-source', 'node', 'import', 'default'],
    outExtension: { '.js': '.mjs' },
    // For the packages among the dependencies that are CommonJS.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url)",
    },
    ...(values.engine === undefined ? {} : { alias: { '@kust/core': resolve(values.engine) } }),
    plugins: [{ name: 'kubectl', setup: keepKubectl }],
    logLevel: 'warning',
    sourcemap: 'inline',
  })
  const { addTallies, emptyTally } = await import(join(outdir, 'check.mjs'))
  return { worker: join(outdir, 'worker.mjs'), addTallies, emptyTally }
}

/** Left out of the bundle, for it finds the reference's package relative to its own place. */
function keepKubectl(setup) {
  setup.onResolve({ filter: /kubectl\.mjs$/ }, () => ({ path: join(here, 'kubectl.mjs'), external: true }))
}

function compileOracle() {
  const path = join(cache, 'property-oracle')
  const version = '-X sigs.k8s.io/kustomize/api/provenance.version=kustomize/v5.8.1'
  execFileSync('go', ['build', '-ldflags', version, '-o', path, '.'], { cwd: join(here, 'oracle'), stdio: 'inherit' })
  return path
}

function runWorker(index) {
  const count = Math.ceil(Number(values.count) / jobs)
  const child = fork(worker, { execArgv: ['--enable-source-maps', '--stack-size=4000'] })
  child.send({
    seed: (seed + index * 1_000_003) | 0,
    count,
    program,
    output,
    shrinkSeconds: Number(values['shrink-seconds']),
    maxFindings: Number(values['max-findings']),
  })
  child.on('message', ({ tally, finding }) => {
    if (tally) addTallies(total, tally)
    if (finding)
      console.log(
        `difference ${++findings}: ${finding.key}\n  ${finding.folder} (seed ${finding.seed}, path ${finding.path})`,
      )
  })
  return new Promise((done, fail) => {
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`a worker ended with ${code}`))))
  })
}

function counts() {
  const sum = (table) => Object.values(table).reduce((all, count) => all + count, 0)
  const excluded = sum(total.excluded)
  const different = sum(total.different)
  return { excluded, different, all: total.accepted + total.refused + excluded + different }
}

function progress() {
  const { excluded, different, all } = counts()
  const seconds = (Date.now() - started) / 1000
  return `${all} trees: ${total.accepted} accepted, ${total.refused} refused, ${excluded} excluded, ${different} different; ${(all / seconds).toFixed(0)} a second`
}

function report() {
  const table = (name, counted) => {
    console.log(`\n${name}`)
    for (const [key, count] of Object.entries(counted).sort((a, b) => b[1] - a[1]))
      console.log(`${String(count).padStart(8)}  ${key}`)
  }
  table('Features of accepted trees', total.features)
  table(
    'Refusals (the most frequent)',
    Object.fromEntries(
      Object.entries(total.refusals)
        .sort((a, b) => b[1] - a[1])
        .slice(0, 40),
    ),
  )
  table('Excluded', total.excluded)
  table('Different', total.different)
  console.log(`\nseed ${seed}: ${progress()}`)
  if (findings > 0) console.log(`minimal trees are in ${output}`)
}
