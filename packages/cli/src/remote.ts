import type { RemoteHost } from '@kust/core'
import type { DisposableRemoteHost, RemoteHostOptions } from '@kust/core/node'
import type { Flag, ParsedFlags } from './flags.ts'
import type { Hosts } from './hosts.ts'

export const remoteFlags: Readonly<Record<string, Flag>> = {
  'cache-dir': {
    kind: 'string',
    help: 'Keep copies of remote repositories here, so that a pinned commit is fetched once',
  },
  offline: { kind: 'boolean', help: 'Use no network; remote repositories come from --cache-dir or not at all' },
  limit: { kind: 'strings', help: 'NAME=NUMBER: change a limit, such as maxFileBytes (docs/security.md lists them)' },
}

/** What `--cache-dir`, `--offline` and `--limit` ask for. */
export function remoteHostOptions(
  values: ParsedFlags['values'],
  { git, http }: RemoteHostOptions['limits'] & object = {},
): RemoteHostOptions {
  const directory = values['cache-dir']
  return {
    ...(typeof directory === 'string' && directory !== '' && { cacheDirectory: directory }),
    offline: values.offline === true,
    limits: { ...(git && { git }), ...(http && { http }) },
  }
}

/** A host that is loaded and opened when something is first asked of it. */
export function lazyRemoteHost(hosts: Hosts, options: RemoteHostOptions): RemoteHost {
  let opened: Promise<DisposableRemoteHost> | undefined
  const open = (): Promise<DisposableRemoteHost> => {
    opened ??= import('@kust/core/node/hosts').then(({ remoteHost }) => hosts.add(remoteHost(options)))
    return opened
  }
  return {
    fetchFile: async (url) => (await open()).fetchFile(url),
    findClone: async (request) => (await open()).findClone?.(request),
    clone: async (request) => (await open()).clone(request),
  }
}
