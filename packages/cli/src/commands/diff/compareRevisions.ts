import { relative, resolve } from 'node:path'
import { affectedKustomizations, bothSides, environmentDiff } from '@kust/preview'
import type { RenderOptions } from '../../buildOptions.ts'
import { UsageError } from '../../flags.ts'
import { describe } from '../../streams.ts'
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
export async function compareRevisions(given: RevisionsOptions): Promise<Compared> {
  const { base, head, all, places, options: build, showSecrets } = given
  if (all !== undefined && places.length > 0)
    throw new UsageError(`--all takes one directory; found ${places.join(' and ')} too`)
  return withRevisions({ base, head, options: build }, async ({ before, after, root }) => {
    const within = all === undefined ? undefined : resolve(all)
    const { affected } = await affectedKustomizations(before, after, {
      build,
      ...(within === undefined
        ? { targets: (places.length === 0 ? ['.'] : places).map((place) => resolve(place)) }
        : { isWanted: (folder) => folder === within || folder.startsWith(`${within === '/' ? '' : within}/`) }),
    })
    const render = bothSides(before, after, build)
    const environments = []
    const annotations = []
    for (const kustomization of affected) {
      const nameOf = (folder: string): string => relative('', folder) || '.'
      const options = { showSecrets, nameOf, describeError: describe }
      const environment = environmentDiff(kustomization, await render(kustomization), options)
      environments.push(environment)
      if (!given.wantsPlaces || environment.resources.length === 0) continue
      const { folder } = kustomization
      annotations.push(
        ...(await annotationsOf(environment, { folder, fileSystem: after.fileSystem, root, options: build })),
      )
    }
    return { environments, annotations }
  })
}
