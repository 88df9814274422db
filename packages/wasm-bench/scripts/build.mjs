// Compiles upstream's engine to WebAssembly, for both of Go's targets: `node scripts/build.mjs`. Nothing of it is
// committed. Where no Go is installed, there is nothing to build.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sources = fileURLToPath(new URL('../go', import.meta.url))
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const sourceNames = ['build.go', 'go.mod', 'go.sum', 'main_js.go', 'main_wasip1.go']

/**
 * The paths of the two modules and of Go's own glue for the first; undefined without Go.
 *
 * @returns {{ jsWasm: string, wasmExec: string, wasip1: string, goVersion: string } | undefined}
 */
export function buildUpstreamWasm() {
  const goVersion = goOutput('env', 'GOVERSION')
  if (goVersion === undefined) return undefined
  mkdirSync(dist, { recursive: true })
  const jsWasm = compile('js', 'js.wasm', [])
  const wasip1 = compile('wasip1', 'wasip1.wasm', ['-buildmode=c-shared'])
  const wasmExec = join(dist, 'wasm_exec.js')
  copyFileSync(join(goOutput('env', 'GOROOT'), 'lib/wasm/wasm_exec.js'), wasmExec)
  return { jsWasm, wasmExec, wasip1, goVersion }
}

/** Builds a command of a Go module into a folder, once; undefined without Go. */
export function installGoCommand(module, version, folder) {
  const command = join(
    folder,
    module.split('/').findLast((part) => !/^v\d+$/.test(part)),
  )
  if (existsSync(command)) return command
  if (goOutput('env', 'GOVERSION') === undefined) return undefined
  mkdirSync(folder, { recursive: true })
  go(['install', '-trimpath', `${module}@${version}`], { GOBIN: folder })
  return command
}

function compile(os, name, flags) {
  const output = join(dist, name)
  const newest = Math.max(...sourceNames.map((source) => statSync(join(sources, source)).mtimeMs))
  if (existsSync(output) && statSync(output).mtimeMs > newest) return output
  go(['build', '-trimpath', '-ldflags=-s -w', ...flags, '-o', output, '.'], { GOOS: os, GOARCH: 'wasm' })
  return output
}

function go(args, env) {
  const { status } = spawnSync('go', args, { cwd: sources, env: { ...process.env, ...env }, stdio: 'inherit' })
  if (status !== 0) throw new Error(`go ${args.join(' ')} failed`)
}

function goOutput(...args) {
  const { status, stdout } = spawnSync('go', args, { cwd: sources, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(buildUpstreamWasm() ?? 'There is no Go here, so nothing was built.')
}
