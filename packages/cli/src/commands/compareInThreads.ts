import { relative } from 'node:path'
import {
  type AffectedKustomization,
  bothSides,
  type EnvironmentDiff,
  environmentDiff,
  rendersDifferently,
  type Side,
} from '@kust/preview'
import { openRepository } from '@kust/preview/node'
import type { RenderOptions } from '../buildOptions.ts'
import { describe, type Streams } from '../streams.ts'
import type { RevisionNames } from './revisions.ts'
import { threadsFor, workInThreads } from './workers.ts'

/** What a thread is asked: to compare the kustomizations of two revisions. */
export interface ComparisonJob {
  readonly kustomizations: readonly AffectedKustomization[]
  readonly names: RevisionNames
  readonly options: RenderOptions
  /** Whether Secrets are shown; undefined if all that is wanted is whether anything differs. */
  readonly showSecrets: boolean | undefined
}

export interface Comparison {
  readonly isDifferent: boolean
  readonly environment: EnvironmentDiff | undefined
  /** Whether it only failed because threads may not fetch. */
  readonly needsRemote: boolean
}

export interface ComparisonOptions extends Omit<ComparisonJob, 'kustomizations' | 'showSecrets'> {
  readonly before: Pick<Side, 'fileSystem'>
  readonly after: Pick<Side, 'fileSystem'>
  readonly showSecrets?: boolean
}

/** Renders both sides of kustomizations: here, or in threads where there are many; each thread reads from git itself. */
export async function compareAll(
  kustomizations: readonly AffectedKustomization[],
  { before, after, names, options, showSecrets }: ComparisonOptions,
  { program }: Streams,
): Promise<Comparison[]> {
  const compare = comparison(before, after, { options, showSecrets })
  // Each is rendered twice.
  const threads = program === undefined ? 1 : threadsFor(2 * kustomizations.length)
  if (threads === 1) return inOrder(kustomizations, compare)
  const { remote: _, ...cloneable } = options
  const jobOf = (batch: readonly AffectedKustomization[]): ComparisonJob => {
    return { kustomizations: batch, names, options: cloneable, showSecrets }
  }
  const compared = await workInThreads<AffectedKustomization, Comparison>(program!, threads, kustomizations, jobOf)
  for (const [i, { needsRemote }] of compared.entries()) {
    if (needsRemote) compared[i] = await compare(kustomizations[i]!)
  }
  return compared
}

export type Comparer = (kustomizations: readonly AffectedKustomization[]) => Promise<Comparison[]>

/** Compares in a thread of its own, with a git of its own that ends with it. */
export async function comparer({ names, options, showSecrets }: ComparisonJob): Promise<Comparer> {
  const repository = await openRepository(process.cwd())
  const before = await repository.revision(names.base)
  const after = names.head === undefined ? repository.workTree() : await repository.revision(names.head)
  const compare = comparison(before, after, { options, showSecrets })
  return (kustomizations) => inOrder(kustomizations, compare)
}

function comparison(
  before: Pick<Side, 'fileSystem'>,
  after: Pick<Side, 'fileSystem'>,
  { options, showSecrets }: Pick<ComparisonJob, 'options' | 'showSecrets'>,
): (kustomization: AffectedKustomization) => Promise<Comparison> {
  const render = bothSides(before, after, options)
  const nameOf = (folder: string): string => relative('', folder) || '.'
  return async (kustomization) => {
    const sides = await render(kustomization)
    return {
      isDifferent: rendersDifferently(sides),
      environment:
        showSecrets === undefined
          ? undefined
          : environmentDiff(kustomization, sides, { showSecrets, nameOf, describeError: describe }),
      needsRemote: sides.some(({ error }) => error?.code === 'no-remote-host'),
    }
  }
}

async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}
