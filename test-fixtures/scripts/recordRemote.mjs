#!/usr/bin/env node
// Records what the reference makes of the cases in `remote/`, or checks it.
//
//   node test-fixtures/scripts/recordRemote.mjs [FILTER] [--check]
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCases, readTree, writeTree } from './caseFolder.mjs'
import { runReference } from './reference.mjs'
import { fillIn, fillInTree, startRemoteServers, takeOut } from './remoteServers.mjs'

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
const chosen = readCases('remote').filter(({ name }) => name.includes(positionals[0] ?? ''))
const servers = await startRemoteServers()
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-record-')))
let bad = 0
try {
  for (const testCase of chosen) {
    const answer = await ask(testCase)
    const complaint = options.check ? compare(testCase, answer) : write(testCase, answer)
    if (complaint === undefined) continue
    bad++
    console.error(`${testCase.name}: ${complaint}`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
  await servers.close()
}
console.log(`${options.check ? 'checked' : 'recorded'} ${chosen.length} remote cases, ${bad} bad`)
if (bad > 0) process.exitCode = 1

async function ask(testCase) {
  const root = join(mkdtempSync(join(scratch, 'case-')), 'in')
  mkdirSync(root)
  writeTree(fillInTree(readTree(testCase), servers.tokens), testCase.links, root)
  const target = fillIn(testCase.target, servers.tokens)
  const { exitCode, stdout, stderr } = await runReference(root, target, testCase.flags, { env: servers.env })
  const mask = (text) => takeOut(text, servers.tokens).replaceAll(root, '{{ROOT}}')
  return { accepted: exitCode === 0, text: mask(exitCode === 0 ? stdout.toString() : maskMachine(stderr)) }
}

/** What differs from run to run or from one git to the next; a refusal's words are kept for the record only. */
function maskMachine(text) {
  return text
    .replace(/\/\S*\/kustomize-\d+/g, '{{CLONE}}')
    .replace(/127\.0\.0\.1:\d{4,}/g, '{{address}}')
    .replace(/'\/\S*\/git (?=\w)/g, "'git ")
    .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm, '{{LOG}} ')
}

function write({ folder }, { accepted, text }) {
  const [file, other] = accepted ? ['expected.yaml', 'expected.err'] : ['expected.err', 'expected.yaml']
  writeFileSync(join(folder, file), text)
  rmSync(join(folder, other), { force: true })
  if (accepted) rmSync(join(folder, 'error.json'), { force: true })
}

function compare({ folder }, { accepted, text }) {
  const golden = join(folder, 'expected.yaml')
  if (accepted !== existsSync(golden))
    return accepted ? 'the reference accepts it' : `the reference refuses it: ${text}`
  if (accepted && text !== readFileSync(golden, 'utf8')) return 'expected.yaml differs'
}
