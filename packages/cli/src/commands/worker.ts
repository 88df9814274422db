import { parentPort } from 'node:worker_threads'
import type { Comparer, ComparisonJob } from './compareInThreads.ts'
import { type Job, type Rendered, renderer } from './render.ts'

/** Does what the main thread asks for, until that has had enough. */
export function serve(): void {
  let render: ReturnType<typeof renderer> | undefined
  let compare: Promise<Comparer> | undefined
  parentPort!.on('message', async (job: Job | ComparisonJob) => {
    if ('kustomizations' in job) {
      compare ??= import('./compareInThreads.ts').then(({ comparer }) => comparer(job))
      parentPort!.postMessage(await (await compare)(job.kustomizations))
      return
    }
    const { targets, options } = job
    render ??= renderer(options)
    const rendered: Rendered[] = []
    for (const target of targets) rendered.push(await render(target))
    parentPort!.postMessage(rendered)
  })
}
