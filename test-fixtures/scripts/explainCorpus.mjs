// Explains the output of a corpus of repositories: every field has an origin, and the place that is named as its last writer
// decides it, which shows when another word stands there.
//
//   node test-fixtures/scripts/explainCorpus.mjs FOLDER [--only FILTER] [--sample 600] [--seed 1]
//
// FOLDER has a folder for each repository, with its tree in `in/` and `cases.json`: a list of objects with `target`, `flags`
// and `expected`, the path of the recorded output if the target renders. Ends with 1 if anything is wrong.
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as esbuild from 'esbuild'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    sample: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
  },
})
const [folder] = positionals
if (folder === undefined) throw new Error('name the folder of the corpus')
const { build, diskFileSystem, explain, isPlainWord, originOf, withOtherValue } = await library()

// Some outputs were recorded with this flag; it refuses less, and changes nothing.
const options = { loadRestrictor: 'LoadRestrictionsNone' }
const random = randomFrom(Number(values.seed))
const totals = { outputs: 0, fields: 0, withoutOrigin: 0, notBuilt: 0, sampled: 0, refused: 0, wrong: 0 }
/** Fields that may be checked, each with the same chance: more than needed, as some turn out to stand otherwise. */
const sample = []
const size = 2 * Number(values.sample)
let candidates = 0

for (const name of readdirSync(folder).sort()) {
  const own = join(realpathSync(folder), name)
  if (!name.includes(values.only) || !existsSync(join(own, 'cases.json'))) continue
  for (const { target, expected } of JSON.parse(readFileSync(join(own, 'cases.json'), 'utf8')))
    if (expected) await look(join(own, 'in', target), join(own, expected))
}
for (const each of sample) if (totals.sampled < Number(values.sample)) await check(each)
console.log(totals)
process.exitCode = totals.withoutOrigin + totals.wrong > 0 || totals.outputs === 0 ? 1 : 0

async function look(target, expected) {
  const built = await tried(() => explain(target, { ...options, fileSystem: diskFileSystem() }))
  if (built === undefined) {
    totals.notBuilt++
    console.log(`does not build: ${target}`)
    return
  }
  totals.outputs++
  if (built.yaml !== readFileSync(expected, 'utf8')) console.log(`differs: ${expected}`)
  for (const [i, { fields, id }] of built.resources.entries()) {
    for (const field of fields) {
      totals.fields++
      if (originOf(field) === undefined && field.changes[0]?.by !== 'buildMetadata') {
        totals.withoutOrigin++
        console.log(
          `no origin: ${target}: ${id.kind}/${id.name} ${field.path.join('.')} ${JSON.stringify(field.changes)}`,
        )
      }
      if (!isPlainWord(field)) continue
      const at = candidates++ < size ? sample.length : Math.floor(random() * candidates)
      if (at < size) sample[at] = { target, resource: i, id, field }
    }
  }
}

/** Builds again with another word at the place of the last writer. */
async function check({ target, resource, id, field }) {
  const { file } = field.changes.at(-1).value
  const changed = existsSync(file) ? withOtherValue({ [file]: readFileSync(file) }, field) : undefined
  if (changed === undefined) return
  totals.sampled++
  const disk = diskFileSystem()
  const fileSystem = { ...disk, readFile: (path, max) => changed[path] ?? disk.readFile(path, max) }
  const after = await tried(() => build(target, { ...options, fileSystem }))
  // With another word there the build may find a mistake, which shows an effect as well.
  if (after === undefined) totals.refused++
  const value = field.path.reduce((at, part) => at?.[part], after?.resources[resource]?.manifest)
  if (value !== field.value) return
  // With another id a resource may come elsewhere in the order.
  const isId = ['metadata.name', 'metadata.namespace'].includes(field.path.join('.'))
  if (isId && !after.resources.some((other) => JSON.stringify(other.id) === JSON.stringify(id))) return
  totals.wrong++
  console.log(`wrong: ${target}: ${resource} ${field.path.join('.')} ${JSON.stringify(field.changes)}`)
}

/** What does not build here, as it needs the network, has no answer. */
async function tried(run) {
  try {
    return await run()
  } catch (error) {
    if (error.name === 'KustError') return undefined
    throw error
  }
}

/** Numbers in [0, 1) that follow from a seed. */
function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** The sources as one module. */
async function library() {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const outfile = join(root, 'node_modules/.cache/kust/explainCorpus.mjs')
  await esbuild.build({
    stdin: {
      contents: `export { build } from '@kust/core'
        export { explain, originOf } from '@kust/core/explain'
        export { diskFileSystem } from '@kust/core/node'
        export { isPlainWord, withOtherValue } from './src/lastWriter.ts'`,
      resolveDir: join(root, 'test-fixtures'),
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*'],
    conditions: ['kust-source'],
    logLevel: 'warning',
  })
  return import(outfile)
}
