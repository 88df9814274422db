// What `kust affected` and `kust diff` of the fleet cost beside `kust build --all` of it, for changes of different reach.
// Processor time of all threads counts too, for a machine that has other things to do. Prints; writes nothing.
//
//   node packages/cli/scripts/bundle.mjs && node benchmarks/previews.mjs [--rounds 5]
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeTree } from './trees/disk.mjs'
import { fleet } from './trees/stacks.mjs'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } })
const program = fileURLToPath(new URL('../packages/cli/dist/kust.js', import.meta.url))
const root = writeTree(fleet())
const git = (...args) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=b@c', ...args], { cwd: root })

const changes = {
  'nothing (0 of 1,000 overlays)': () => {},
  'one overlay': () => appendFileSync(join(root, 'apps/3/overlays/7/kustomization.yaml'), 'namePrefix: new-\n'),
  'one application (25 overlays)': () =>
    appendFileSync(join(root, 'apps/3/base/kustomization.yaml'), 'nameSuffix: -new\n'),
  'a quarter (250 overlays)': () => {
    for (let app = 0; app < 10; app++)
      appendFileSync(join(root, `apps/${app}/base/kustomization.yaml`), 'nameSuffix: -new\n')
  },
  'what all share (1,000 overlays)': () => appendFileSync(join(root, 'shared/limits/limits.yaml'), '  replicas: 7\n'),
}

try {
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'base')
  const fleetBuild = measure(['build', '--all', '.', '-o', '../kust-bench-output'])
  console.log(`kust build --all: ${shown(fleetBuild)}`)
  for (const [name, change] of Object.entries(changes)) {
    change()
    for (const args of [
      ['affected', '--base', 'HEAD'],
      ['diff', '--base', 'HEAD', '--all', '.'],
    ]) {
      const measured = measure(args)
      const ratios = `${(measured.wall / fleetBuild.wall).toFixed(2)} of a fleet build, ${(measured.cpu / fleetBuild.cpu).toFixed(2)} by processor time`
      console.log(`kust ${args[0]}, ${name}: ${shown(measured)}; ${ratios}`)
    }
    git('reset', '--quiet', '--hard')
  }
} finally {
  rmSync(root, { recursive: true })
  rmSync(join(root, '../kust-bench-output'), { recursive: true, force: true })
}

/** The medians of some rounds, after one that may compile the program; milliseconds. */
function measure(args) {
  run(args)
  const runs = Array.from({ length: Number(values.rounds) }, () => run(args))
  return { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) }
}

/** One run, timed by bash, which knows of processor time. */
function run(args) {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" > /dev/null`
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, program, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const [wall, user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return { wall: wall * 1000, cpu: (user + system) * 1000 }
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function shown({ wall, cpu }) {
  return `${wall.toFixed(0)} ms, ${cpu.toFixed(0)} ms of processor time`
}
