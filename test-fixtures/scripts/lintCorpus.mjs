// Lints a corpus of repositories, mends copies of them, and compares what they render to with recorded output:
//
//   node test-fixtures/scripts/lintCorpus.mjs FOLDER [FILTER]
//
// FOLDER has a folder for each repository, with its tree in `in/` and `cases.json`: a list of objects with `target`, `flags`
// and `expected`, the path of the recorded output if the target renders. Prints how much was found and mended by rule, and
// ends with 1 if an output is no longer what was recorded.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const [folder, filter = ''] = process.argv.slice(2)
if (folder === undefined) throw new Error('name the folder of the corpus')
const { createEngine, diskFileSystem, fixFindings, lint } = await library()

const counts = {}
const totals = { targets: 0, mended: 0, different: 0, files: 0 }
for (const name of readdirSync(folder).sort()) {
  const own = join(folder, name)
  if (!name.includes(filter) || !existsSync(join(own, 'cases.json'))) continue
  await mend(own)
}
console.table(counts)
console.log(totals)
process.exitCode = totals.different > 0 ? 1 : 0

async function mend(own) {
  const copy = mkdtempSync(join(tmpdir(), 'kust-lint-'))
  try {
    cpSync(join(own, 'in'), copy, { recursive: true, verbatimSymlinks: true })
    const cases = JSON.parse(readFileSync(join(own, 'cases.json'), 'utf8')).filter(({ expected }) => expected)
    const targets = cases.map(({ target }) => join(copy, target))
    // Some were recorded with this flag; it refuses less, and changes nothing.
    const options = { fileSystem: diskFileSystem(), loadRestrictor: 'LoadRestrictionsNone' }
    const result = await lint(targets, options)
    const { files, fixed, refused } = await fixFindings(targets, result, options)
    for (const finding of result.findings)
      count(finding, fixed.includes(finding) ? 'fixed' : refused.includes(finding) ? 'refused' : 'left')
    for (const [path, text] of files) writeFileSync(path, text)
    totals.files += files.size
    const touched = new Set(files.keys())
    const engine = createEngine(options)
    for (const [i, { expected }] of cases.entries()) {
      totals.targets++
      if (result.builds[i] === undefined) continue
      if (result.builds[i].files.some(({ path }) => touched.has(path))) totals.mended++
      const { yaml } = await engine.build(targets[i], options)
      if (yaml === readFileSync(join(own, expected), 'utf8')) continue
      totals.different++
      console.log(`differs: ${join(own, expected)}`)
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function count({ code, severity }, what) {
  const key = `${code} (${severity})`
  counts[key] ??= { found: 0, fixed: 0, refused: 0, left: 0 }
  counts[key].found++
  counts[key][what]++
}

/** The sources as one module. */
async function library() {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const outfile = join(root, 'node_modules/.cache/kust/lintCorpus.mjs')
  await build({
    stdin: {
      contents: `export * from '@kust/lint'; export { createEngine } from '@kust/core'; export { diskFileSystem } from '@kust/core/node'`,
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
