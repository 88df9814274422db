import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { helmFailed, helmNotFound, helmOutputTooLarge, helmTimeout } from '../diagnostics/errors/helm.ts'
import {
  defaultHelmLimits,
  type Helm,
  type HelmDefaults,
  type HelmHost,
  type HelmLimits,
} from '../generate/helm/helmHost.ts'
import { endProgram, type Running, runProgram } from './runProgram.ts'

export interface HelmHostOptions extends HelmDefaults {
  /** The helm command; `helm` on the path unless told. */
  readonly command?: string
  readonly limits?: Partial<HelmLimits>
  /** The environment to take the path, proxies and certificates from; the process's own unless told. */
  readonly env?: NodeJS.ProcessEnv
}

export interface DisposableHelmHost extends HelmHost {
  /** Ends what still runs. Helm runs in sessions of its own, so Ctrl-C does not reach it. */
  dispose(): void
}

/**
 * Runs the helm command on this machine. Nothing in a repository can have it run another program, as its plugins
 * folder is always an empty one; and nothing of the environment gets into what it renders.
 */
export function helmHost(options: HelmHostOptions = {}): DisposableHelmHost {
  const { kubeVersion, apiVersions, debug } = options
  const running: Running = new Set()
  return {
    defaults: {
      ...(kubeVersion !== undefined && { kubeVersion }),
      ...(apiVersions !== undefined && { apiVersions }),
      ...(debug !== undefined && { debug }),
    },
    async session(configHome, work) {
      const folder = await realpath(await mkdtemp(join(tmpdir(), 'kust-helm-')))
      try {
        return await work(await prepare(folder, configHome, options, running))
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 })
      }
    },
    dispose() {
      for (const child of running) endProgram(child)
    },
  }
}

async function prepare(
  folder: string,
  configHome: string | undefined,
  options: HelmHostOptions,
  running: Running,
): Promise<Helm> {
  const { command = 'helm', env = process.env } = options
  const program = command.includes('/') ? resolve(command) : command
  const limits = { ...defaultHelmLimits, ...options.limits }
  const guarded = await guardedEnvironment(folder, configHome, env)
  return {
    async run(args, needs) {
      const step = args[0]!
      const result = await runProgram(
        {
          program,
          args,
          // Not where the user is: in a repository, what helm names by a relative path could be a program of it.
          directory: folder,
          env: { ...(needs === 'network' ? networkEnvironment(env) : bareEnvironment(env, folder)), ...guarded },
          ...limits,
        },
        running,
      )
      if (result.end === 'timeout') throw helmTimeout(step, limits.timeoutMs)
      if (result.end === 'too large') throw helmOutputTooLarge(step, limits.maxOutputBytes)
      if (result.end === 'not started') throw helmNotFound(command)
      if (result.end !== 'exit' || result.status !== 0) throw helmFailed(step, result.said)
      return result.output.toString('utf8')
    },
    async writeValues(fileName, content) {
      const path = join(folder, fileName)
      await writeFile(path, content)
      return path
    },
    async folderAt(path) {
      const found = await stat(path).catch(() => undefined)
      return found?.isDirectory() ? realpath(path) : undefined
    },
    linkOutOf: async (chart, allowed) =>
      linkOutOf(chart, await Promise.all(allowed.map((path) => realpath(path))), new Set()),
  }
}

/** A program needs these to start at all. */
const bareVariables = /^(PATH|PATHEXT|SYSTEMROOT|WINDIR|TMPDIR|TEMP|TMP)$/i

/** What renders sees no more: templates of names can read the environment. */
function bareEnvironment(env: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => bareVariables.test(name))), HOME: home }
}

/** What pulls needs the user's proxies, certificates and credentials. Of Helm's own variables it keeps the last. */
function networkEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^HELM_/i.test(name) || name === 'HELM_REGISTRY_CONFIG'),
  )
}

/** As upstream, but for the plugins, and for what Helm would take from a cluster's configuration. */
async function guardedEnvironment(
  folder: string,
  configHome: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const home = configHome === undefined ? join(folder, 'helm') : resolve(configHome)
  const plugins = join(folder, 'plugins')
  await mkdir(plugins)
  const registries = configHome === undefined ? undefined : await registriesOf(configHome)
  if (registries !== undefined) await writeFile(join(folder, 'registries.json'), registries, { mode: 0o600 })
  return {
    HELM_CONFIG_HOME: home,
    HELM_CACHE_HOME: `${home}/.cache`,
    HELM_DATA_HOME: `${home}/.data`,
    HELM_PLUGINS: plugins,
    HELM_NAMESPACE: 'default',
    KUBECONFIG: join(folder, 'no-cluster'),
    ...(env.HELM_REGISTRY_CONFIG === undefined &&
      configHome !== undefined && { HELM_REGISTRY_CONFIG: join(folder, 'registries.json') }),
  }
}

/** The credentials for registries in a configuration; helpers are programs, and so are left out. */
async function registriesOf(configHome: string): Promise<string | undefined> {
  try {
    const { auths } = JSON.parse(await readFile(join(configHome, 'registry', 'config.json'), 'utf8'))
    return JSON.stringify({ auths })
  } catch {
    return undefined
  }
}

/** Links are followed, since Helm follows them too. */
async function linkOutOf(folder: string, allowed: readonly string[], seen: Set<string>): Promise<string | undefined> {
  if (seen.has(folder)) return undefined
  seen.add(folder)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      const found = await linkOutOf(path, allowed, seen)
      if (found !== undefined) return found
    } else if (entry.isSymbolicLink()) {
      const target = await realpath(path).catch(() => undefined)
      if (target === undefined) continue
      if (!allowed.some((root) => target === root || target.startsWith(root + sep))) return path
      if ((await stat(target)).isDirectory()) {
        const found = await linkOutOf(target, allowed, seen)
        if (found !== undefined) return found
      }
    }
  }
  return undefined
}
