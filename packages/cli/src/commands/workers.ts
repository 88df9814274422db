import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Job, Rendered } from './render.ts'
import { workerArgument } from './workerArgument.ts'

/** Targets that a thread renders before it asks for more; neighbours often share their bases. */
export const batchSize = 25

/** Below this many targets for each, a thread starts up for longer than it works. */
const worthAThread = 100

export function threadsFor(targets: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(targets / worthAThread)))
}

/** Renders in threads. */
export function renderInThreads(
  program: string,
  threads: number,
  { targets, options }: Job,
  onProgress: (done: number) => void,
): Promise<Rendered[]> {
  return workInThreads(program, threads, targets, (batch): Job => ({ targets: batch, options }), onProgress)
}

/**
 * Has work done in threads, which get batches of items as they are done with earlier ones; each answers the job that is
 * made of a batch with a result for each of its items.
 */
export async function workInThreads<T, R>(
  program: string,
  threads: number,
  items: readonly T[],
  jobOf: (batch: readonly T[]) => unknown,
  onProgress: (done: number) => void = () => {},
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  let done = 0
  const workers: Worker[] = []
  const work = (): Promise<void> =>
    new Promise((finish, fail) => {
      const worker = new Worker(program, { argv: [workerArgument] })
      workers.push(worker)
      let from = 0
      const give = (): void => {
        from = next
        next += batchSize
        if (from >= items.length) {
          finish()
          return
        }
        worker.postMessage(jobOf(items.slice(from, from + batchSize)))
      }
      worker.on('message', (batch: readonly R[]) => {
        batch.forEach((one, i) => {
          results[from + i] = one
        })
        done += batch.length
        onProgress(done)
        give()
      })
      worker.on('error', fail)
      give()
    })
  try {
    await Promise.all(Array.from({ length: threads }, work))
  } finally {
    for (const worker of workers) worker.terminate()
  }
  return results
}
