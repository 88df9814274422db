/** What works for a command outside of its process, or leaves things on the disk while it does. */
export interface Host {
  /** Ends what runs, and removes what is left. */
  dispose(): void | Promise<void>
}

export interface Hosts {
  /** Takes care of a host: it is disposed of when the command is done, or when a signal ends it. */
  add<T extends Host>(host: T): T
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Does work with hosts. Without any, signals end the command at once, as ever. */
export async function withHosts<T>(work: (hosts: Hosts) => Promise<T>): Promise<T> {
  const all: Host[] = []
  const disposeAll = async (): Promise<void> => {
    await Promise.all(all.map((host) => host.dispose()))
    for (const signal of signals) process.off(signal, interrupted)
  }
  let isInterrupted = false
  const interrupted = async (signal: NodeJS.Signals): Promise<void> => {
    isInterrupted = true
    await disposeAll()
    process.kill(process.pid, signal)
  }
  const add = <H extends Host>(host: H): H => {
    if (all.length === 0) for (const signal of signals) process.on(signal, interrupted)
    all.push(host)
    return host
  }
  try {
    return await work({ add })
  } finally {
    await disposeAll()
    // Then the signal has the last word, and not what failed for lack of what it has ended.
    if (isInterrupted) await new Promise(() => {})
  }
}
