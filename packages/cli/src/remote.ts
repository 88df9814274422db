import type { RemoteHost } from '@kust/core'
import { type DisposableRemoteHost, type RemoteHostOptions, remoteHost } from '@kust/core/node'
import type { Flag, ParsedFlags } from './flags.ts'

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

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs something that may fetch, and leaves no copy and no git behind, also when a signal ends it. What fetches nothing
 * starts nothing, and signals end it at once.
 */
export async function withRemoteHost<T>(options: RemoteHostOptions, run: (host: RemoteHost) => Promise<T>): Promise<T> {
  let opened: DisposableRemoteHost | undefined
  const interrupt = async (signal: NodeJS.Signals): Promise<void> => {
    await close()
    process.kill(process.pid, signal)
  }
  const open = (): DisposableRemoteHost => {
    if (opened === undefined) {
      opened = remoteHost(options)
      for (const signal of signals) process.on(signal, interrupt)
    }
    return opened
  }
  const close = async (): Promise<void> => {
    await opened?.dispose()
    for (const signal of signals) process.off(signal, interrupt)
  }
  try {
    return await run({
      fetchFile: (url) => open().fetchFile(url),
      findClone: (request) => open().findClone?.(request),
      clone: (request) => open().clone(request),
    })
  } finally {
    await close()
  }
}
