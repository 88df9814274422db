import { readFileSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { type BuiltResource, build, parseManifests } from '@kust/core'
import { diskFileSystem } from '@kust/core/node/disk'
import { diffResources } from '@kust/preview'
import type { RenderOptions } from '../../buildOptions.ts'
import { UsageError } from '../../flags.ts'
import { annotationsOf } from './annotationsOf.ts'
import type { Compared } from './present.ts'

export interface SourcesOptions {
  readonly places: readonly string[]
  readonly live: string | undefined
  readonly options: RenderOptions
  readonly showSecrets: boolean
  readonly wantsPlaces: boolean
}

/** Compares two directories or files of manifests, or what a cluster holds and what would be applied. */
export async function compareSources({ places, live, options, ...wanted }: SourcesOptions): Promise<Compared> {
  const [from, to, ...more] = live === undefined ? places : [live, ...(places.length === 0 ? ['.'] : places)]
  if (from === undefined || to === undefined || more.length > 0) {
    throw new UsageError(`diff takes two directories or files, or --base and directories; found ${places.length}`)
  }
  if (from === '-' && to === '-') throw new UsageError('only one side can be standard input')
  const before = live === undefined ? await resourcesOf(from, options) : await manifestsIn(from)
  const after = await resourcesOf(to, options)
  const name = live === undefined ? `${from}..${to}` : to
  const { showSecrets } = wanted
  const resources = diffResources(before, after, { showSecrets, live: live !== undefined, acrossNamespaces: true })
  const environment = { name, change: 'changed', resources, errors: {} } as const
  if (!wanted.wantsPlaces || resources.length === 0) return { environments: [environment], annotations: [] }
  const annotations = isDirectory(to)
    ? await annotationsOf(environment, {
        folder: resolve(to),
        fileSystem: diskFileSystem(),
        root: process.cwd(),
        options,
      })
    : []
  return { environments: [environment], annotations }
}

async function resourcesOf(place: string, options: RenderOptions): Promise<readonly BuiltResource[]> {
  if (place === '-' || statSync(place, { throwIfNoEntry: false })?.isFile()) return manifestsIn(place)
  return (await build(place, { ...options, fileSystem: diskFileSystem() })).resources
}

function manifestsIn(file: string): Promise<BuiltResource[]> {
  return parseManifests(textOf(file), file === '-' ? 'standard input' : resolve(file))
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`${relative('', file) || file} cannot be read: ${code}`)
  }
}

function isDirectory(place: string): boolean {
  return place !== '-' && statSync(place, { throwIfNoEntry: false })?.isDirectory() === true
}
