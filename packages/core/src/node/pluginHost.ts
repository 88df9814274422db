import { constants, existsSync } from 'node:fs'
import { access, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { basename, isAbsolute, join, resolve, sep } from 'node:path'
import {
  functionNotStarted,
  functionOutputTooLarge,
  functionOutsideRoot,
  functionTimeout,
  mountOutside,
  pluginHomeMissing,
  pluginIsGo,
  pluginNotExecutable,
  pluginNotFound,
} from '../diagnostics/errors/functions.ts'
import {
  type ContainerRequest,
  defaultProgramLimits,
  type ExecutableRequest,
  type FunctionSettings,
  type LegacyPluginRequest,
  type PluginHost,
  type ProgramLimits,
  type ProgramResult,
} from '../functions/pluginHost.ts'
import { endProgram, type Running, runProgram } from './runProgram.ts'

export interface PluginHostOptions extends Partial<Omit<FunctionSettings, 'user'>> {
  /** Whether containers run as the user who runs this, and not as nobody. */
  readonly asCurrentUser?: boolean
  /** The command that runs containers; `docker` unless told, and `podman` takes the same. */
  readonly containerCommand?: string
  readonly limits?: Partial<ProgramLimits>
  /** The environment of functions and plugins, which also says where plugins are; the process's own unless told. */
  readonly environment?: NodeJS.ProcessEnv
}

export interface DisposablePluginHost extends PluginHost {
  /** Ends what still runs. Functions run in sessions of their own, so Ctrl-C does not reach them. */
  dispose(): void
}

/** Runs functions and plugins on this machine, with all that its user may do. */
export function pluginHost(options: PluginHostOptions = {}): DisposablePluginHost {
  const { exec = false, network = false, mounts = [], env = [], environment = process.env } = options
  const limits = { ...defaultProgramLimits, ...options.limits }
  const user = options.asCurrentUser ? `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}` : undefined
  const running: Running = new Set()
  const start: Start = async (name, program, args, { directory, input }, more = {}) => {
    const env = { ...environment, ...more }
    const result = await runProgram({ program, args, directory, input, env, ...limits }, running)
    if (result.end === 'timeout') throw functionTimeout(name, limits.timeoutMs)
    if (result.end === 'too large') throw functionOutputTooLarge(name, limits.maxOutputBytes)
    if (result.end === 'not started') throw functionNotStarted(name, result.said)
    return { status: result.status, output: result.output.toString('utf8'), said: result.said }
  }
  return {
    settings: { exec, network, mounts, env, ...(user !== undefined && { user }) },
    async run(request) {
      switch (request.kind) {
        case 'executable':
          return runExecutable(request, start)
        case 'container':
          return runContainer(request, options.containerCommand ?? 'docker', start)
        case 'plugin':
          return runPlugin(request, environment, start)
      }
    },
    dispose() {
      for (const child of running) endProgram(child)
    },
  }
}

type Start = (
  name: string,
  program: string,
  args: readonly string[],
  request: { readonly directory: string; readonly input: string },
  more?: NodeJS.ProcessEnv,
) => Promise<ProgramResult>

/** A name without a slash is looked for on the path; a relative path starts from the folder, and stays in it. */
async function runExecutable(request: ExecutableRequest, start: Start): Promise<ProgramResult> {
  const { path, args, env, directory, isFree } = request
  const variables = Object.fromEntries(env.map((text) => text.split('=') as [string, string]))
  if (!path.includes('/')) return start(path, path, args, request, variables)
  const program = resolve(directory, path)
  const real = await realpath(program).catch(() => undefined)
  if (!isFree && !isAbsolute(path) && !isBelow(real ?? program, await realpath(directory))) {
    throw functionOutsideRoot(path, directory)
  }
  return start(path, program, args, request, variables)
}

async function runContainer(request: ContainerRequest, command: string, start: Start): Promise<ProgramResult> {
  const { args, mounted, directory } = request
  const root = await realpath(directory)
  for (const path of mounted) {
    // What is not there is docker's to refuse.
    const real = await realpath(path).catch(() => undefined)
    if (real !== undefined && real !== root && !isBelow(real, root))
      throw mountOutside(path, { source: undefined, offset: 0 })
  }
  return start(`${command} run ${args.at(-1)}`, command, args, request)
}

async function runPlugin(
  request: LegacyPluginRequest,
  environment: NodeJS.ProcessEnv,
  start: Start,
): Promise<ProgramResult> {
  const { args, config, directory } = request
  const program = await findPlugin(request.path, environment)
  const folder = await mkdtemp(join(tmpdir(), 'kust-plugin-'))
  try {
    const file = join(folder, 'config')
    await writeFile(file, config, { mode: 0o600 })
    return await start(basename(program), program, [file, ...args], request, {
      ...shortVariable('KUSTOMIZE_PLUGIN_CONFIG_STRING', config),
      ...shortVariable('KUSTOMIZE_PLUGIN_CONFIG_ROOT', directory),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The longest that upstream hands over as a variable, name included. */
const maxVariableBytes = 131_071

function shortVariable(name: string, value: string): NodeJS.ProcessEnv {
  return Buffer.byteLength(`${name}=${value}`) <= maxVariableBytes ? { [name]: value } : {}
}

async function findPlugin(path: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const home = pluginHome(environment)
  const program = join(home, path)
  const found = await stat(program).catch(() => undefined)
  if (found === undefined) throw existsSync(`${program}.so`) ? pluginIsGo(`${program}.so`) : pluginNotFound(program)
  if (!found.isFile()) throw pluginNotExecutable(program)
  await access(program, constants.X_OK).catch(() => {
    throw pluginNotExecutable(program)
  })
  return program
}

/** The first of upstream's places that is there. */
function pluginHome(environment: NodeJS.ProcessEnv): string {
  const { KUSTOMIZE_PLUGIN_HOME: own, XDG_CONFIG_HOME: config } = environment
  const home = environment.HOME || homedir()
  const places = [
    ...(own ? [own] : []),
    ...(config ? [join(config, 'kustomize', 'plugin')] : []),
    join(home, '.config', 'kustomize', 'plugin'),
    join(home, 'kustomize', 'plugin'),
  ]
  const found = places.find((place) => existsSync(place))
  if (found === undefined) throw pluginHomeMissing(places)
  return resolve(found)
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder + sep)
}
