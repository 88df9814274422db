// Looks for inputs that crash a reader, keep it busy for over a second, or take over 1 GiB, guided by coverage:
//
//   node test-fixtures/fuzz/run.mjs [TARGET...] [--seconds 1800] [--jobs 2]
//
// What it finds is written to `fuzz/findings/<target>/`, where `src/fuzz.test.ts` tries it from then on. What leads on
// is kept below `node_modules/.cache` for the next run. Ends with 1 if there are findings.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { writeForOlderLibc } from './olderLibc.mjs'
import { seeds } from './seeds.mjs'

const require = createRequire(import.meta.url)
const here = fileURLToPath(new URL('.', import.meta.url))
const cache = fileURLToPath(new URL('../../node_modules/.cache/kust/fuzz/', import.meta.url))
const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '1800' }, jobs: { type: 'string', default: '2' } },
  allowPositionals: true,
})
const all = readdirSync(join(here, 'targets')).map((file) => basename(file, '.ts'))
const targets = positionals.length === 0 ? all : positionals

const environment = { ...process.env, KUST_FUZZER: loadableFuzzer() }
await bundle()
const waiting = [...targets]
const results = []
await Promise.all(Array.from({ length: Number(values.jobs) }, work))
console.log(`\n${results.sort().join('\n')}`)

async function work() {
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    const start = Date.now()
    const { status, log } = await fuzz(target)
    const seconds = Math.round((Date.now() - start) / 1000)
    const runs = /Done (\d+) runs/.exec(log)?.[1] ?? [...log.matchAll(/^#(\d+)/gm)].at(-1)?.[1] ?? '0'
    const coverage = [...log.matchAll(/cov: (\d+)/g)].at(-1)?.[1] ?? '0'
    const memory = [...log.matchAll(/rss: (\d+)Mb/g)].reduce((most, [, mib]) => Math.max(most, Number(mib)), 0)
    const found = status === 0 ? 'no findings' : 'a finding'
    results.push(
      `${target.padEnd(14)} ${runs} runs in ${seconds} s, ${found}, ${coverage} edges, at most ${memory} MiB`,
    )
    if (status === 0) continue
    process.exitCode = 1
    console.error(
      `\n# ${target}\n${log
        .replace(/^#\d.*\n/gm, '')
        .split('\n')
        .slice(-30)
        .join('\n')}`,
    )
  }
}

/** One fuzzer in a process of its own. */
function fuzz(target) {
  const corpus = join(cache, 'corpus', target)
  const findings = join(here, 'findings', target)
  mkdirSync(corpus, { recursive: true })
  mkdirSync(findings, { recursive: true })
  for (const [i, seed] of seeds(target).entries()) writeFileSync(join(corpus, `seed-${i}`), seed)
  for (const name of readdirSync(findings)) {
    writeFileSync(join(corpus, `finding-${name}`), readFileSync(join(findings, name)))
  }
  const args = [
    ...['--max-old-space-size=900', '--stack-size=900', '-r', join(here, 'loadFuzzer.cjs')],
    ...[join(dirname(require.resolve('@jazzer.js/core')), 'cli.js'), join(cache, `${target}.cjs`), corpus],
    // The default leaves out what lies in node_modules, as the bundle does.
    ...['--includes', 'kust/fuzz/', '--excludes', 'nothing'],
    // What is watched runs some thirty times slower, and several at once do: these five seconds are well below one.
    ...['--timeout', '5000', ...(target === 'kustomization' ? [] : ['--sync']), '--'],
    ...[`-max_total_time=${values.seconds}`, '-rss_limit_mb=1024', '-timeout=5', `-artifact_prefix=${findings}/`],
    ...['-max_len=4096', '-print_final_stats=0', '-use_value_profile=1'],
  ]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let log = ''
    const add = (data) => {
      log = (log + data).slice(-1_000_000)
    }
    child.stdout.on('data', add)
    child.stderr.on('data', add)
    child.on('close', (status) => {
      if (readdirSync(findings).length === 0) rmdirSync(findings)
      resolve({ status, log })
    })
  })
}

/** The targets and all that they use, each one file that the fuzzer can watch. */
async function bundle() {
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, 'package.json'), '{ "type": "commonjs" }\n')
  await build({
    entryPoints: targets.map((target) => join(here, 'targets', `${target}.ts`)),
    outdir: cache,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['kust-source'],
    logLevel: 'warning',
  })
}

/** The fuzzer's binary, or a copy that loads here. */
function loadableFuzzer() {
  const name = `fuzzer-${process.platform}-${process.arch}.node`
  const prebuilt = join(
    dirname(
      require.resolve('@jazzer.js/fuzzer/package.json', { paths: [dirname(require.resolve('@jazzer.js/core'))] }),
    ),
    'prebuilds',
    name,
  )
  if (!existsSync(prebuilt)) {
    console.log(`there is no fuzzer for ${process.platform} on ${process.arch}`)
    process.exit(0)
  }
  try {
    process.dlopen({ exports: {} }, prebuilt)
    return prebuilt
  } catch {
    mkdirSync(cache, { recursive: true })
    const copy = join(cache, name)
    // Never written over: another run may have it loaded.
    writeForOlderLibc(prebuilt, `${copy}.${process.pid}`)
    renameSync(`${copy}.${process.pid}`, copy)
    return copy
  }
}
