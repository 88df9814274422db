// All that a change must pass: types, the bundled command, lint and format, tests (which include the
// import directions and the goldens). `node scripts/check.mjs --fast` leaves out what asks the reference.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'

const fast = process.argv.includes('--fast')
const report = 'node_modules/.cache/kust/tests.json'
mkdirSync('node_modules/.cache/kust', { recursive: true })

const steps = [
  ['types', 'tsc', ['--build']],
  ['bundle', 'node', ['packages/cli/scripts/bundle.mjs']],
  ['lint and format', 'biome', ['check', '.']],
  ['tests', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]],
  ...(fast
    ? []
    : [
        ['benchmarks, without times', 'node', ['benchmarks/run.mjs', '--check']],
        // Two minutes on two cores.
        ['fuzzing', 'node', ['test-fixtures/fuzz/run.mjs', '--seconds', '34']],
        ['goldens are true', 'node', ['test-fixtures/scripts/record.mjs', '--check', '--sample', '40']],
        ['remote goldens are true', 'node', ['test-fixtures/scripts/recordRemote.mjs', '--check']],
      ]),
]

let failed = false
for (const [name, command, args] of steps) {
  console.log(`\n# ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) {
    console.error(`# ${name}: failed`)
    failed = true
    // Without types and a bundle, what follows would only repeat the same mistake.
    if (name === 'types' || name === 'bundle') break
  }
}

try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
  console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`)
} catch {
  console.log('\n0 passed, 1 failed')
}
process.exitCode = failed ? 1 : 0
