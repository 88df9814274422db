import type { RemoteHost } from '@kust/core'
import { type DisposableRemoteHost, type RemoteHostOptions, remoteHost } from '@kust/core/node'
import type { ParsedFlags } from './flags.ts'

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
