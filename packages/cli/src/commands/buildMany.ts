import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { leafKustomizations } from '@kust/core'
import { diskFileSystem } from '@kust/core/node/disk'
import type { RenderOptions } from '../buildOptions.ts'
import { UsageError } from '../flags.ts'
import type { Streams } from '../streams.ts'
import { progressBar } from './progress.ts'
import { type Job, type Rendered, renderer } from './render.ts'
import { renderInThreads, threadsFor } from './workers.ts'

export interface ManyOptions {
  readonly targets: readonly string[]
  /** The folder below which every leaf is rendered, if that is asked for. */
  readonly all: string | undefined
  /** A folder; standard output if empty. */
  readonly output: string
  readonly options: RenderOptions
}

/**
 * Renders several kustomizations: to standard output one after the other, or to one file each below a folder. All
 * mistakes are told, and if there is one, nothing is written.
 */
export async function buildMany({ targets, all, output, options }: ManyOptions, streams: Streams): Promise<number> {
  if (all !== undefined && targets.length > 0)
    throw new UsageError(`--all takes one directory; found ${targets.join(' and ')} too`)
  if (output !== '' && statSync(output, { throwIfNoEntry: false })?.isFile()) {
    throw new UsageError(`--output is a directory when several kustomizations are rendered; ${output} is a file`)
  }
  streams.onLargeInput?.()
  const chosen = all === undefined ? targets : await leavesBelow(all)
  const rendered = await renderAll({ targets: chosen, options }, streams)
  const failed = rendered.filter(({ error }) => error !== undefined)
  tell(rendered, streams)
  if (failed.length > 0) {
    streams.err(`${failed.length} of ${rendered.length} kustomizations could not be rendered; nothing was written\n`)
    return 1
  }
  if (output === '') streams.out(rendered.map(({ yaml }) => yaml).join('---\n'))
  else writeFiles(output, chosen, all, rendered)
  return 0
}

async function leavesBelow(root: string): Promise<string[]> {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${root} is no directory`)
  const leaves = await leafKustomizations(diskFileSystem(), foldersBelow(resolve(root)))
  if (leaves.length === 0) throw new UsageError(`there is no kustomization below ${root}`)
  return leaves
}

/** A folder and all below it, but those of tools. */
function foldersBelow(folder: string): string[] {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
    .map(({ name }) => join(folder, name))
    .sort()
  return [folder, ...folders.flatMap(foldersBelow)]
}

async function renderAll(job: Job, streams: Streams): Promise<readonly Rendered[]> {
  const { length } = job.targets
  const progress = streams.isTerminal?.() ? progressBar(length, streams.err) : undefined
  // Hosts work for the thread that made them, and no other.
  const hasHosts = job.options.helm !== undefined || job.options.plugins !== undefined
  const threads = streams.program === undefined || hasHosts ? 1 : threadsFor(length)
  const onProgress = (done: number): void => progress?.show(done)
  const rendered =
    threads > 1 ? await renderApart(streams.program!, threads, job, onProgress) : await renderHere(job, onProgress)
  progress?.clear()
  return rendered
}

/** In threads; what needs to fetch is left to this one, which does so once for all. */
async function renderApart(
  program: string,
  threads: number,
  job: Job,
  onProgress: (done: number) => void,
): Promise<Rendered[]> {
  const { remote: _, ...options } = job.options
  const rendered = await renderInThreads(program, threads, { targets: job.targets, options }, onProgress)
  const render = renderer(job.options)
  for (const [i, { needsRemote }] of rendered.entries()) if (needsRemote) rendered[i] = await render(job.targets[i]!)
  return rendered
}

async function renderHere({ targets, options }: Job, onProgress: (done: number) => void): Promise<Rendered[]> {
  const render = renderer(options)
  const rendered: Rendered[] = []
  for (const target of targets) {
    rendered.push(await render(target))
    onProgress(rendered.length)
  }
  return rendered
}

/** What a base warns about or fails with, it does so for all its overlays; once is enough. */
function tell(rendered: readonly Rendered[], { err }: Streams): void {
  const texts = rendered.flatMap(({ warnings, error }) => (error === undefined ? warnings : [...warnings, error]))
  for (const text of new Set(texts)) err(text)
}

function writeFiles(
  output: string,
  targets: readonly string[],
  all: string | undefined,
  rendered: readonly Rendered[],
): void {
  const files = outputFiles(targets, all)
  for (const [i, { yaml }] of rendered.entries()) {
    const file = join(output, files[i]!)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, yaml)
  }
}

/**
 * A file for each target, named as its folder is seen from the root of all: `apps/web/overlays/prod.yaml`. The root is
 * that of `--all`, or else the folder that has all targets below it.
 */
export function outputFiles(targets: readonly string[], all: string | undefined): string[] {
  const folders = targets.map((target) => resolve(target))
  const root = all === undefined ? commonFolder(folders) : resolve(all)
  const files = folders.map((folder) => `${relative(root, folder) || 'kustomization'}.yaml`)
  const repeated = files.find((file, i) => files.indexOf(file) !== i)
  if (repeated !== undefined) throw new UsageError(`two directories would be written to ${repeated}`)
  return files
}

function commonFolder(folders: readonly string[]): string {
  const [first = [], ...others] = folders.map((folder) => dirname(folder).split(sep))
  const differs = first.findIndex((part, i) => others.some((parts) => parts[i] !== part))
  return (differs < 0 ? first : first.slice(0, differs)).join(sep) || sep
}
