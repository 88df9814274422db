// Times whole commands, kust and the reference in turn, and prints the ratio. A case whose output differs
// from the reference's is not timed but fails. `--check` only compares, for CI.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { referenceKubectl } from '../test-fixtures/scripts/reference.mjs'
import { cases } from './cases.mjs'

const rounds = 7
const checkOnly = process.argv.includes('--check')
const kust = [process.execPath, fileURLToPath(new URL('../packages/cli/dist/kust.js', import.meta.url)), 'build']
const kubectl = [await referenceKubectl(), 'kustomize']

// Loading a store of certificates would cost Node more than the whole build.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env

let failed = false
for (const { name, target, write } of cases) {
  const root = mkdtempSync(join(tmpdir(), 'kust-bench-'))
  write(root)
  const ours = run(kust, target, root)
  const theirs = run(kubectl, target, root)
  if (ours.stdout !== theirs.stdout || ours.status !== 0) {
    console.log(`${name}: the output differs, not timed\n${ours.stderr}`)
    failed = true
  } else if (checkOnly) {
    console.log(`${name}: identical`)
  } else {
    const times = Array.from({ length: rounds }, () => [run(kust, target, root).ms, run(kubectl, target, root).ms])
    const [mine, reference] = [0, 1].map((i) => median(times.map((pair) => pair[i])))
    const ratio = median(times.map(([a, b]) => a / b))
    console.log(`${name}: kust ${mine.toFixed(0)} ms, kubectl ${reference.toFixed(0)} ms, ratio ${ratio.toFixed(2)}`)
  }
  rmSync(root, { recursive: true })
}
process.exitCode = failed ? 1 : 0

function run([command, ...args], target, cwd) {
  const start = performance.now()
  const { stdout, stderr, status } = spawnSync(command, [...args, target], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  return { stdout, stderr, status, ms: performance.now() - start }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
