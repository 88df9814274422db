// Edits trees at random, and compares what `kust affected` and `kust diff` say with what rendering everything says:
//
//   node test-fixtures/property/previews.mjs [--count 300] [--seed N] [DIR...]
//
// The trees are those of this repository (each area of the cases, and the examples) unless others are named; the edits
// are shared out among them. Ends with 1 if an answer is wrong.
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const cache = fileURLToPath(new URL('../../node_modules/.cache/kust/', import.meta.url))

const { values, positionals } = parseArgs({
  options: { count: { type: 'string', default: '300' }, seed: { type: 'string' } },
  allowPositionals: true,
})
const seed = Number(values.seed ?? Date.now() & 0x7fffffff)
const count = Number(values.count)
const cases = join(here, '../cases')
const own = [join(here, '../../examples'), ...readdirSync(cases).map((area) => join(cases, area))]
const trees = positionals.length > 0 ? positionals : own

mkdirSync(cache, { recursive: true })
const outfile = join(cache, `previews-${process.pid}.mjs`)
await build({
  stdin: {
    contents: "export * from './previews.ts'; export { randomFrom } from './randomEdits.ts'",
    resolveDir: here,
  },
  bundle: true,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['node:*'],
  format: 'esm',
  target: 'node20.19',
  conditions: ['kust-source'],
  outfile,
  logLevel: 'warning',
})
const { checkEdits, emptyPreviewTally, randomFrom } = await import(pathToFileURL(outfile).href)
const random = randomFrom(seed)
const tally = emptyPreviewTally()
for (const tree of trees) {
  await checkEdits(tree, Math.ceil(count / trees.length), random, tally)
  console.error(`${tree}: ${tally.edits} edits, ${tally.different} different, ${tally.missed.length} missed so far`)
}
console.log(JSON.stringify({ seed, ...tally }, undefined, 2))
if (tally.missed.length + tally.wrong.length + tally.diffs.length > 0) process.exitCode = 1
