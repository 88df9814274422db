#!/usr/bin/env node
// Records the goldens from the reference, or checks them against it.
//
//   node test-fixtures/scripts/record.mjs [FILTER] [--check] [--sample N [--seed S]]
//
// FILTER is a part of the case's name. --check compares and writes nothing. --sample takes N cases
// by chance; the seed is printed, and --seed takes the same cases again.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCases, readTree, treeAt, variantOf, writeTree } from './caseFolder.mjs'
import { referenceKubectl, runReference } from './reference.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean' }, sample: { type: 'string' }, seed: { type: 'string' } },
})

const jobs = 2
/** How often a case is asked before its answer is taken for settled. */
const repetitions = 3

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-record-')))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const started = Date.now()
referenceKubectl()
const chosen = choose([...readCases('cases'), ...readCases('errors')])
const complaints = []
const queue = [...chosen]
await Promise.all(Array.from({ length: jobs }, work))

for (const complaint of complaints.sort()) console.error(complaint)
const seconds = ((Date.now() - started) / 1000).toFixed(1)
console.log(
  `${options.check ? 'checked' : 'recorded'} ${chosen.length} cases in ${seconds} s, ${complaints.length} bad`,
)
if (complaints.length > 0) process.exitCode = 1

async function work() {
  for (let testCase = queue.shift(); testCase !== undefined; testCase = queue.shift()) {
    const complaint = await (options.check ? check(testCase) : record(testCase))
    if (complaint !== undefined) complaints.push(`${testCase.name}: ${complaint}`)
  }
}

/** The cases that the command line asks for. */
function choose(cases) {
  const matching = cases.filter((testCase) => testCase.name.includes(positionals[0] ?? ''))
  if (options.sample === undefined) return matching
  const seed = Number(options.seed ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`sample of ${options.sample}, --seed ${seed}`)
  const random = generator(seed)
  const drawn = matching.map((testCase) => ({ testCase, ticket: random() })).sort((a, b) => a.ticket - b.ticket)
  return drawn.slice(0, Number(options.sample)).map(({ testCase }) => testCase)
}

/** A small generator of numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

async function record(testCase) {
  const tree = readTree(testCase)
  const answers = []
  for (let i = 0; i < repetitions; i++) answers.push(await ask(testCase))
  const [answer] = answers
  const wrong = wrongShelf(testCase, answer)
  if (wrong !== undefined) return wrong
  if (!answers.every((other) => sameAnswer(testCase, answer, other)))
    return 'the reference answers differently from run to run'
  if (isError(testCase)) {
    writeFileSync(join(testCase.folder, 'expected.err'), answer.stderr)
    return
  }
  writeFileSync(join(testCase.folder, 'expected.yaml'), answer.stdout)
  const warnings = join(testCase.folder, 'expected.stderr')
  if (answer.stderr === '') rmSync(warnings, { force: true })
  else writeFileSync(warnings, answer.stderr)
  const variants = {}
  for (const variant of ['crlf', 'bom']) {
    const other = await ask(testCase, variantOf(tree, variant))
    variants[variant] = other.exitCode === 0 && other.stdout === answer.stdout && other.stderr === answer.stderr
  }
  writeFileSync(join(testCase.folder, 'case.json'), `${JSON.stringify({ ...testCase.settings, variants }, null, 2)}\n`)
}

async function check(testCase) {
  const answer = await ask(testCase)
  const wrong = wrongShelf(testCase, answer)
  if (wrong !== undefined) return wrong
  if (isError(testCase)) {
    const same = testCase.settings.unstableText || answer.stderr === read(testCase, 'expected.err')
    return same ? undefined : 'expected.err differs'
  }
  if (answer.stdout !== read(testCase, 'expected.yaml')) return 'expected.yaml differs'
  if (answer.stderr !== (read(testCase, 'expected.stderr') ?? '')) return 'expected.stderr differs'
}

function read(testCase, name) {
  const file = join(testCase.folder, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function isError(testCase) {
  return testCase.name.startsWith('errors/')
}

function wrongShelf(testCase, answer) {
  if (isError(testCase)) return answer.exitCode === 0 ? 'the reference accepts it, so it belongs in cases/' : undefined
  return answer.exitCode === 0 ? undefined : `the reference refuses it: ${answer.stderr.trim()}`
}

function sameAnswer(testCase, a, b) {
  const sameText = a.stderr === b.stderr || testCase.settings.unstableText === true
  return a.exitCode === b.exitCode && a.stdout === b.stdout && sameText
}

/** Asks the reference about a case where it lies, or about a copy if it cannot lie there whole. */
async function ask(testCase, changedTree) {
  if (testCase.inPlace && changedTree === undefined) return masked(testCase, testCase.input)
  const copy = mkdtempSync(join(scratch, 'case-'))
  try {
    const root = join(copy, 'in')
    mkdirSync(root)
    writeTree(treeAt(testCase, changedTree ?? readTree(testCase), root), testCase.links, root)
    return await masked(testCase, root)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

async function masked(testCase, root) {
  const { exitCode, stdout, stderr } = await runReference(root, testCase.target, testCase.flags)
  return { exitCode, stdout: stdout.toString().replaceAll(root, '{{ROOT}}'), stderr: mask(stderr, root) }
}

/** Takes out of a message what differs from run to run or from machine to machine. */
function mask(text, root) {
  return (
    text
      .replaceAll(realpathSync(root), '{{ROOT}}')
      .replaceAll(root, '{{ROOT}}')
      .replace(/\b0x[0-9a-f]{6,}/g, '0xADDR')
      .replace(/'\/\S*\/git (?=fetch)/g, "'git ")
      // The reference crashes on some mistakes; where in its sources is no part of the answer.
      .replace(/\n\ngoroutine [\s\S]*$/, '\n')
      .replace(/^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /gm, '{{LOG}} ')
      .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm, '{{LOG}} ')
  )
}
