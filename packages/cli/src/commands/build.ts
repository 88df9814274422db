import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildResult, type BuildWarning, build, type FileSystem, type LoadRestrictor } from '@kust/core'
import {
  type DisposableHelmHost,
  type DisposablePluginHost,
  diskFileSystem,
  helmHost,
  pluginHost,
} from '@kust/core/node'
import { type Flag, type ParsedFlags, parseFlags, UsageError } from '../flags.ts'
import { withHosts } from '../hosts.ts'
import { parseLimits } from '../limits.ts'
import { lazyRemoteHost, remoteFlags, remoteHostOptions } from '../remote.ts'
import { printable, type Streams } from '../streams.ts'
import { commandHelp } from './help.ts'
import { fileNames } from './outputFiles.ts'
import type { RenderOptions } from './render.ts'

/** The flags of `kubectl kustomize`, as far as they can have an effect. */
export const buildFlags: Readonly<Record<string, Flag>> = {
  output: {
    kind: 'string',
    short: 'o',
    help: 'Write to a file, or to one file per resource if it is an existing directory; of several to one file each',
  },
  all: { kind: 'string', help: 'Render every kustomization below a directory that no other one names' },
  'load-restrictor': {
    kind: 'string',
    help: 'LoadRestrictionsRootOnly (the default), or LoadRestrictionsNone to read files outside the root',
  },
  ...remoteFlags,
  'enable-helm': { kind: 'boolean', help: 'Inflate Helm charts' },
  'helm-command': { kind: 'string', help: 'The helm command (helm on the path by default)' },
  'helm-kube-version': { kind: 'string', help: 'The version of Kubernetes that charts see' },
  'helm-api-versions': { kind: 'strings', help: 'A version of an API that charts see; may be given several times' },
  'helm-debug': { kind: 'boolean', help: 'Have Helm say more when it fails' },
  'helm-timeout': { kind: 'string', help: 'How many seconds each run of Helm may take (300)' },
  'enable-alpha-plugins': { kind: 'boolean', help: 'Run functions in containers, and plugins' },
  'enable-exec': {
    kind: 'boolean',
    help: 'With plugins, run functions that are executables: not for what you do not trust',
  },
  'as-current-user': { kind: 'boolean', help: 'Have containers run as you, and not as nobody' },
  env: { kind: 'strings', short: 'e', help: 'A variable for functions: NAME=VALUE, or NAME for containers' },
  mount: { kind: 'strings', help: 'A mount for containers: type=bind,src=PATH,dst=PATH[,rw=true]' },
  network: { kind: 'boolean', help: 'Give the network to containers that ask for it' },
  'network-name': { kind: 'string', hidden: true, help: 'Without effect, as in the reference' },
  'function-timeout': { kind: 'string', help: 'How many seconds each function may take (120)' },
  'enable-managedby-label': { kind: 'boolean', hidden: true, help: 'Add the label app.kubernetes.io/managed-by' },
  reorder: { kind: 'string', hidden: true, help: 'legacy (the default) or none' },
  help: { kind: 'boolean', short: 'h', help: 'Show this help' },
}

/** Renders a kustomization to standard output, a file or a directory; all of it or nothing. */
export async function runBuild(args: readonly string[], streams: Streams): Promise<number> {
  const { values, arguments: targets } = parseFlags(args, buildFlags)
  if (values.help) {
    streams.out(
      commandHelp(
        'build [DIR...]',
        'Render the kustomization in a directory (the current one by default).',
        buildFlags,
      ),
    )
    return 0
  }
  const limits = parseLimits(values.limit)
  const output = typeof values.output === 'string' ? values.output : ''
  return withHosts(async (hosts) => {
    const helm = helmOf(values)
    const plugins = pluginsOf(values)
    const options: RenderOptions = {
      loadRestrictor: loadRestrictor(values['load-restrictor']),
      reorder: reorder(values.reorder),
      enableManagedByLabel: values['enable-managedby-label'] === true,
      limits: limits.build,
      remote: lazyRemoteHost(hosts, remoteHostOptions(values, limits)),
      ...(helm !== undefined && { helm: hosts.add(helm) }),
      ...(plugins !== undefined && { plugins: hosts.add(plugins) }),
    }
    if (typeof values.all === 'string' || targets.length > 1) {
      const { buildMany } = await import('./buildMany.ts')
      return buildMany({ targets, all: values.all as string | undefined, output, options }, streams)
    }
    const onWarning = ({ message }: BuildWarning): void => streams.err(`${printable(message)}\n`)
    const fileSystem = watchingSize(diskFileSystem(), streams.onLargeInput)
    const result = await build(targets[0] ?? '.', { ...options, fileSystem, onWarning })
    write(result, output, streams)
    return 0
  })
}

/** As upstream, plugins enable Helm too. */
function helmOf(values: ParsedFlags['values']): DisposableHelmHost | undefined {
  if (values['enable-helm'] !== true && values['enable-alpha-plugins'] !== true) return undefined
  const command = text(values['helm-command'])
  const kubeVersion = text(values['helm-kube-version'])
  const timeoutMs = milliseconds('helm-timeout', values['helm-timeout'])
  return helmHost({
    ...(command !== undefined && { command }),
    ...(kubeVersion !== undefined && { kubeVersion }),
    apiVersions: texts(values['helm-api-versions']),
    debug: values['helm-debug'] === true,
    ...(timeoutMs !== undefined && { limits: { timeoutMs } }),
  })
}

function pluginsOf(values: ParsedFlags['values']): DisposablePluginHost | undefined {
  if (values['enable-alpha-plugins'] !== true) return undefined
  const timeoutMs = milliseconds('function-timeout', values['function-timeout'])
  return pluginHost({
    exec: values['enable-exec'] === true,
    network: values.network === true,
    mounts: texts(values.mount),
    env: texts(values.env),
    asCurrentUser: values['as-current-user'] === true,
    ...(timeoutMs !== undefined && { limits: { timeoutMs } }),
  })
}

/** The value of a flag; an empty one counts as none. */
function text(value: ParsedFlags['values'][string]): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function texts(value: ParsedFlags['values'][string]): readonly string[] {
  return Array.isArray(value) ? value : []
}

function milliseconds(flag: string, value: ParsedFlags['values'][string]): number | undefined {
  const found = text(value)
  if (found === undefined) return undefined
  const seconds = Number(found)
  if (!(seconds > 0)) throw new UsageError(`--${flag} is a number of seconds; found \`${found}\``)
  return seconds * 1000
}

/** Input of more bytes than this takes longer to render than the program takes to start. */
const largeInput = 8192

function watchingSize(fileSystem: FileSystem, onLarge: (() => void) | undefined): FileSystem {
  if (onLarge === undefined) return fileSystem
  let left = largeInput
  return {
    ...fileSystem,
    async readFile(path, maxBytes) {
      const bytes = await fileSystem.readFile(path, maxBytes)
      const before = left
      left -= bytes?.length ?? 0
      if (before > 0 && left <= 0) onLarge()
      return bytes
    },
  }
}

function loadRestrictor(value: unknown): LoadRestrictor {
  const legal = ['LoadRestrictionsRootOnly', 'LoadRestrictionsNone'] as const
  if (value === undefined || value === '') return legal[0]
  const found = legal.find((restrictor) => restrictor === value)
  if (found === undefined)
    throw new UsageError(`--load-restrictor is ${legal.join(' or ')}; found \`${String(value)}\``)
  return found
}

function reorder(value: unknown): 'legacy' | 'none' {
  if (value === undefined || value === 'legacy' || value === 'none') return value ?? 'legacy'
  throw new UsageError(`--reorder is legacy or none; found \`${String(value)}\``)
}

function write(result: BuildResult, output: string, { out }: Streams): void {
  if (!output) {
    out(result.yaml)
  } else if (isDirectory(output)) {
    for (const [name, resource] of fileNames(result.resources)) writeFileSync(join(output, name), resource.yaml)
  } else {
    writeFileSync(output, result.yaml)
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
