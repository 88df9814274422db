import { resolve } from 'node:path'
import { affectedKustomizations, isDifferent } from '@kust/preview'
import type { RenderOptions } from '../../buildOptions.ts'
import { UsageError } from '../../flags.ts'
import type { Streams } from '../../streams.ts'
import { compareAll } from '../compareInThreads.ts'
import { withRevisions } from '../revisions.ts'
import { annotationsOf } from './annotationsOf.ts'
import type { Compared } from './present.ts'

export interface RevisionsOptions {
  readonly base: string
  readonly head: string | undefined
  readonly all: string | undefined
  readonly places: readonly string[]
  readonly options: RenderOptions
  readonly showSecrets: boolean
  readonly wantsPlaces: boolean
}

/** Compares two revisions of directories, or of all below one; what gets the same files is not rendered. */
export async function compareRevisions(given: RevisionsOptions, streams: Streams): Promise<Compared> {
  const { base, head, all, places, options: build, showSecrets } = given
  if (all !== undefined && places.length > 0)
    throw new UsageError(`--all takes one directory; found ${places.join(' and ')} too`)
  return withRevisions({ base, head, options: build }, async ({ before, after, root, names }) => {
    const within = all === undefined ? undefined : resolve(all)
    const { affected } = await affectedKustomizations(before, after, {
      build,
      mayOvercount: true,
      ...(within === undefined
        ? { targets: (places.length === 0 ? ['.'] : places).map((place) => resolve(place)) }
        : { isWanted: (folder) => folder === within || folder.startsWith(`${within === '/' ? '' : within}/`) }),
    })
    const compared = await compareAll(affected, { before, after, names, options: build, showSecrets }, streams)
    const environments = compared.map(({ environment }) => environment!)
    const annotations = []
    for (const [i, environment] of environments.entries()) {
      if (!given.wantsPlaces || !isDifferent(environment)) continue
      const where = { folder: affected[i]!.folder, fileSystem: after.fileSystem, root, options: build }
      annotations.push(...(await annotationsOf(environment, where)))
    }
    return { environments, annotations }
  })
}
