import type { BuildOptions, LoadRestrictor } from '@kust/core'
import type { DisposableHelmHost, DisposablePluginHost } from '@kust/core/node'
import { type Flag, type ParsedFlags, UsageError } from './flags.ts'
import { withHosts } from './hosts.ts'
import { parseLimits } from './limits.ts'
import { lazyRemoteHost, remoteFlags, remoteHostOptions } from './remote.ts'

/** How a command has kustomizations rendered; where from, it says itself. */
export type RenderOptions = Omit<BuildOptions, 'fileSystem' | 'onWarning'>

/** The flags of every command that renders: those of `kubectl kustomize`, as far as they can have an effect. */
export const buildFlags: Readonly<Record<string, Flag>> = {
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
}

/** Does work with the options that flags ask for; what runs for them, or lies on the disk, ends with it. */
export function withBuildOptions<T>(
  values: ParsedFlags['values'],
  work: (options: RenderOptions) => Promise<T>,
): Promise<T> {
  const limits = parseLimits(values.limit)
  return withHosts(async (hosts) => {
    const helm = await helmOf(values)
    const plugins = await pluginsOf(values)
    return work({
      loadRestrictor: loadRestrictor(values['load-restrictor']),
      reorder: reorder(values.reorder),
      enableManagedByLabel: values['enable-managedby-label'] === true,
      limits: limits.build,
      remote: lazyRemoteHost(hosts, remoteHostOptions(values, limits)),
      ...(helm !== undefined && { helm: hosts.add(helm) }),
      ...(plugins !== undefined && { plugins: hosts.add(plugins) }),
    })
  })
}

/** As upstream, plugins enable Helm too. */
async function helmOf(values: ParsedFlags['values']): Promise<DisposableHelmHost | undefined> {
  if (values['enable-helm'] !== true && values['enable-alpha-plugins'] !== true) return undefined
  const command = text(values['helm-command'])
  const kubeVersion = text(values['helm-kube-version'])
  const timeoutMs = milliseconds('helm-timeout', values['helm-timeout'])
  const { helmHost } = await import('@kust/core/node/hosts')
  return helmHost({
    ...(command !== undefined && { command }),
    ...(kubeVersion !== undefined && { kubeVersion }),
    apiVersions: texts(values['helm-api-versions']),
    debug: values['helm-debug'] === true,
    ...(timeoutMs !== undefined && { limits: { timeoutMs } }),
  })
}

async function pluginsOf(values: ParsedFlags['values']): Promise<DisposablePluginHost | undefined> {
  if (values['enable-alpha-plugins'] !== true) return undefined
  const timeoutMs = milliseconds('function-timeout', values['function-timeout'])
  const { pluginHost } = await import('@kust/core/node/hosts')
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
