/**
 * Runs functions and plugins that are programs. Without a host they are refused; JavaScript functions need none.
 *
 * What cannot be started, takes too long or says too much is a `KustError`.
 */
export interface PluginHost {
  readonly settings: FunctionSettings
  run(request: ProgramRequest): Promise<ProgramResult>
}

/** What the command line says about all functions. */
export interface FunctionSettings {
  /** Whether executables are run (`--enable-exec`); where not, upstream leaves such functions out without a word. */
  readonly exec: boolean
  /** Whether containers that ask for the network get it. */
  readonly network: boolean
  /** Further mounts of containers, in docker's form: `type=bind,src=...,dst=...`, and `rw=true` to write. */
  readonly mounts: readonly string[]
  /** Variables of functions: `NAME=value`, or `NAME` for a container to get it from the environment. */
  readonly env: readonly string[]
  /** Who containers run as, as `<uid>:<gid>`; nobody unless told. */
  readonly user?: string
}

export type ProgramRequest = ExecutableRequest | ContainerRequest | LegacyPluginRequest

interface Request {
  /** The folder of the kustomization, where the program starts. */
  readonly directory: string
  /** For its standard input. */
  readonly input: string
}

export interface ExecutableRequest extends Request {
  readonly kind: 'executable'
  /** As the function has it: relative to the folder, absolute, or a name to look for. */
  readonly path: string
  readonly args: readonly string[]
  /** Added to the environment, as `NAME=value`. */
  readonly env: readonly string[]
  /** Whether a relative path may lead out of the folder. */
  readonly isFree: boolean
}

export interface ContainerRequest extends Request {
  readonly kind: 'container'
  /** All of docker's command line after its name. */
  readonly args: readonly string[]
  /** What the function has mounted, as absolute paths: nothing outside the folder. */
  readonly mounted: readonly string[]
}

export interface LegacyPluginRequest extends Request {
  readonly kind: 'plugin'
  /** From the plugin home on. */
  readonly path: string
  /** After the path of the configuration, which is the first. */
  readonly args: readonly string[]
  readonly config: string
}

export interface ProgramResult {
  /** 0 is success. */
  readonly status: number
  readonly output: string
  /** The last of what was written to the standard error. */
  readonly said: string
}

/** What bounds each run of a function or plugin. */
export interface ProgramLimits {
  readonly timeoutMs: number
  /** Of the standard output. */
  readonly maxOutputBytes: number
}

/** Upstream knows neither. */
export const defaultProgramLimits: ProgramLimits = { timeoutMs: 120_000, maxOutputBytes: 128 * 1024 * 1024 }
