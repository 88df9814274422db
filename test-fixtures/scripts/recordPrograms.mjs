#!/usr/bin/env node
// Records what the reference makes of the cases in which it runs other programs, or checks the recordings.
//
//   node test-fixtures/scripts/recordPrograms.mjs [FILTER] [--check]
//
// kubectl has no `--enable-exec`: a case with that flag is answered by the kustomize command of the same version, which
// `KUST_REFERENCE_KUSTOMIZE` names; without it, --check leaves these cases out.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { serveCharts } from './chartServer.mjs'
import { charts, readProgramCases, recorded, withCopy } from './programCase.mjs'
import { runReference } from './reference.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean' } },
})

const servers = await serveCharts(charts)
const complaints = []
let count = 0
for (const testCase of readProgramCases().filter(({ name }) => name.includes(positionals[0] ?? ''))) {
  const needsKustomize = testCase.flags.includes('--enable-exec')
  if (options.check && needsKustomize && process.env.KUST_REFERENCE_KUSTOMIZE === undefined) continue
  const answers = [await ask(testCase, needsKustomize), await ask(testCase, needsKustomize)]
  count++
  const [answer] = answers
  if (answers[1].exitCode !== answer.exitCode || answers[1].stdout !== answer.stdout) {
    complaints.push(`${testCase.name}: the reference answers differently from run to run`)
  } else if (options.check) {
    if ((recorded(testCase, 'expected.yaml') ?? '') !== answer.stdout) complaints.push(`${testCase.name}: differs`)
  } else {
    const [kept, other] = answer.exitCode === 0 ? ['expected.yaml', 'expected.err'] : ['expected.err', 'expected.yaml']
    writeFileSync(join(testCase.folder, kept), answer.exitCode === 0 ? answer.stdout : answer.stderr)
    rmSync(join(testCase.folder, other), { force: true })
    if (answer.exitCode === 0) rmSync(join(testCase.folder, 'error.json'), { force: true })
  }
}
await servers.close()
for (const complaint of complaints) console.error(complaint)
console.log(`${options.check ? 'checked' : 'recorded'} ${count} cases, ${complaints.length} bad`)
if (complaints.length > 0) process.exitCode = 1

function ask(testCase, needsKustomize) {
  return withCopy(testCase, servers, async ({ root, flags, env, mask }) => {
    const program = needsKustomize ? (process.env.KUST_REFERENCE_KUSTOMIZE ?? 'kustomize') : undefined
    const { exitCode, stdout, stderr } = await runReference(root, testCase.target, flags, { env, program })
    return { exitCode, stdout: mask(stdout.toString()), stderr: stable(mask(stderr)) }
  })
}

/** Takes out of a message what differs from run to run: temporary folders, and traces of the reference's own. */
function stable(text) {
  return text
    .replace(/\/tmp\/(kustomize-helm|kust-plugin-config)-\d+/g, '/tmp/$1-N')
    .replace(/\(0x[0-9a-f]{6,}\)/g, '(0xADDR)')
    .replace(/'\S*\/helm-[^/ ]* /g, "'helm ")
    .replace(/'\S*\/helm-[^/ ]*'/g, "'helm'")
    .replace(/^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /gm, '{{LOG}} ')
    .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm, '{{LOG}} ')
}
