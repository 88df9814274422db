import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { type BuildResult, createEngine, type Engine } from '@kust/core'
import { diskFileSystem, foldersBelow } from '@kust/core/node/disk'
import type { Hosts } from '../../hosts.ts'
import { describe, printable, type Streams } from '../../streams.ts'
import { checkMany, leavesBelow, type ManyOptions } from '../buildMany.ts'
import { outputsOf, writeOutputs } from './outputs.ts'
import { type Change, changesSince, type Noticing, noticing, type Sightings, see } from './sightings.ts'
import { createWatcher } from './watcher.ts'

interface Watching extends ManyOptions {
  readonly streams: Streams
  readonly noticing: Noticing
  readonly engine: Engine
  targets: readonly string[]
  /** What the list of targets follows from. */
  listing: Sightings | undefined
  readonly rendered: Map<string, Rendered>
  written: ReadonlyMap<string, string>
  /** Warnings and mistakes as they were told last; they are not repeated. */
  told: string
}

/** What came of one target, and what it looked at. */
interface Rendered {
  /** Undefined if there was a mistake. */
  readonly result: BuildResult | undefined
  /** The warnings, and the mistake, as users see them. */
  readonly texts: readonly string[]
  readonly sightings: Sightings
}

/**
 * Renders, and renders again what a change of any file reaches, until a signal ends it. A mistake is told, what was
 * written stays, and watching goes on.
 */
export async function buildWatching(options: ManyOptions, streams: Streams, hosts: Hosts): Promise<number> {
  checkMany(options)
  if (options.all !== undefined) await leavesBelow(options.all)
  const disk = noticing(diskFileSystem())
  const engine = createEngine({ fileSystem: disk.fileSystem })
  const start = { listing: undefined, rendered: new Map(), written: new Map(), told: '' }
  const watching: Watching = { ...options, streams, noticing: disk, engine, ...start }
  let isBusy = false
  let isWanted = false
  const look = async (): Promise<void> => {
    isWanted = true
    if (isBusy) return
    isBusy = true
    while (isWanted) {
      // What changed during a build, or before its folders were watched, is seen by looking once more.
      isWanted = await update(watching)
      watcher.setPaths(pathsOf(watching))
    }
    isBusy = false
  }
  const watcher = createWatcher(() => void look())
  await new Promise<void>((ended) => {
    hosts.add({
      dispose() {
        watcher.close()
        ended()
      },
    })
    void look()
  })
  return 0
}

/** Renders what changes have reached, and says so; whether there were any. */
async function update(watching: Watching): Promise<boolean> {
  const start = performance.now()
  const changes = new Map<string, Change>()
  const stale = (sightings: Sightings | undefined, looked: Map<string, string>): boolean => {
    const found = sightings === undefined ? [] : changesSince(sightings, looked)
    for (const change of found) changes.set(change.path, change)
    return sightings === undefined || found.length > 0
  }
  const looked = new Map<string, string>()
  const problems: string[] = []
  const before = watching.rendered.size
  if (watching.all !== undefined && stale(watching.listing, looked)) {
    await list(watching, watching.all).catch((error: unknown) => problems.push(describe(error)))
  }
  const { targets, rendered } = watching
  const wanted = new Set(targets)
  for (const target of rendered.keys()) if (!wanted.has(target)) rendered.delete(target)
  const isFewer = targets.length < before
  const due = targets.filter((target) => stale(rendered.get(target)?.sightings, looked))
  if (due.length === 0 && problems.length === 0 && !isFewer) return false
  for (const target of due) rendered.set(target, await render(watching, target))
  let outcome: string
  try {
    outcome = write(watching)
  } catch (error) {
    problems.push(describe(error))
    outcome = 'not written'
  }
  tell(watching, problems)
  watching.streams.err(
    printable(`[${clock()}] ${outcome} in ${Math.round(performance.now() - start)} ms${reasons(changes)}\n`),
  )
  return due.length > 0
}

/** Finds the targets below a folder, and notes what decides which they are. */
async function list(watching: Watching, all: string): Promise<void> {
  const { fileSystem, during } = watching.noticing
  const listing: Sightings = new Map()
  const root = resolve(all)
  for (const folder of existsSync(root) ? foldersBelow(root) : [root]) see(listing, folder, true)
  watching.listing = listing
  const { result, sightings } = await during(() => leavesBelow(all, fileSystem))
  for (const [path, sighting] of sightings) if (!listing.has(path)) listing.set(path, sighting)
  watching.targets = result
}

async function render({ engine, options, noticing: { during } }: Watching, target: string): Promise<Rendered> {
  const texts: string[] = []
  const onWarning = ({ message }: { readonly message: string }): void => void texts.push(`${printable(message)}\n`)
  const { result, sightings } = await during(() =>
    engine.build(target, { ...options, onWarning }).catch((error: unknown) => {
      texts.push(describe(error))
      return undefined
    }),
  )
  return { result, texts, sightings }
}

/** Writes what there is to write, if there is no mistake anywhere; says what it did. */
function write(watching: Watching): string {
  const { targets, rendered, output, streams } = watching
  const results = targets.flatMap((target) => rendered.get(target)?.result ?? [])
  const failed = targets.length - results.length
  if (failed > 0) return targets.length === 1 ? 'failed' : `${failed} of ${targets.length} failed, nothing written`
  const outputs = outputsOf(results, watching)
  const touched = writeOutputs(watching.written, outputs, streams.out)
  watching.written = outputs
  if (touched === 0) return 'rendered, the same as before,'
  return output === '' ? 'rendered' : `rendered, ${count(touched, 'file')} written,`
}

function tell(watching: Watching, problems: readonly string[]): void {
  const { targets, rendered, streams } = watching
  const texts = [...targets.flatMap((target) => rendered.get(target)?.texts ?? []), ...problems]
  const text = [...new Set(texts)].join('')
  if (text !== watching.told) streams.err(text)
  watching.told = text
}

function* pathsOf({ targets, rendered, listing }: Watching): Generator<string> {
  for (const target of targets) yield* rendered.get(target)?.sightings.keys() ?? []
  // A folder that is listed is watched itself.
  for (const [path, { isListing }] of listing ?? []) yield isListing ? `${path}/.` : path
}

const shownChanges = 3

function reasons(changes: ReadonlyMap<string, Change>): string {
  if (changes.size === 0) return '; Ctrl-C ends watching'
  const told = [...changes.values()].map(
    ({ path, what }) => `${relative(process.cwd(), path) || '.'} ${what === 'changed' ? 'changed' : `is ${what}`}`,
  )
  const more = told.length > shownChanges ? [`${told.length - shownChanges} more`] : []
  return `: ${[...told.slice(0, shownChanges), ...more].join(', ')}`
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}

function clock(): string {
  return new Date().toTimeString().slice(0, 8)
}
