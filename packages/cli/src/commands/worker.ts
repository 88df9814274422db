import { parentPort } from 'node:worker_threads'
import { type Job, type Rendered, renderer } from './render.ts'

/** Renders what the main thread asks for, until that has had enough. */
export function serve(): void {
  let render: ReturnType<typeof renderer> | undefined
  parentPort!.on('message', async ({ targets, options }: Job) => {
    render ??= renderer(options)
    const rendered: Rendered[] = []
    for (const target of targets) rendered.push(await render(target))
    parentPort!.postMessage(rendered)
  })
}
