import { type BuildResult, createEngine, KustError } from '@kust/core'
import { type DiffOptions, diffResources } from '../diff/diffResources.ts'
import type { EnvironmentDiff } from '../diff/preview.ts'
import type { AffectedKustomization, AffectedOptions, Side } from './affected.ts'

export interface CompareOptions extends Pick<DiffOptions, 'showSecrets'> {
  readonly build?: AffectedOptions['build']
  /** What a kustomization is called. */
  readonly nameOf: (folder: string) => string
  /** How a mistake is told. */
  readonly describeError: (error: KustError) => string
}

type Outcome = { readonly result: BuildResult | undefined; readonly error: KustError | undefined }

/** What one kustomization renders to on both sides; where there is none, that is nothing, and no mistake. */
export function bothSides(
  before: Pick<Side, 'fileSystem'>,
  after: Pick<Side, 'fileSystem'>,
  build: AffectedOptions['build'],
): (kustomization: Pick<AffectedKustomization, 'folder' | 'change'>) => Promise<[Outcome, Outcome]> {
  const engines = [before, after].map(({ fileSystem }) => createEngine({ fileSystem }))
  const render = async (side: 0 | 1, folder: string): Promise<Outcome> => {
    try {
      return { result: await engines[side]!.build(folder, build), error: undefined }
    } catch (error) {
      if (!(error instanceof KustError)) throw error
      return { result: undefined, error }
    }
  }
  const nothing: Outcome = { result: undefined, error: undefined }
  return async ({ folder, change }) => [
    change === 'added' ? nothing : await render(0, folder),
    change === 'removed' ? nothing : await render(1, folder),
  ]
}

/** Whether a kustomization renders to other bytes; also if it can be rendered on one side only. */
export function rendersDifferently([before, after]: readonly [Outcome, Outcome]): boolean {
  const failed = [before.error !== undefined, after.error !== undefined]
  return failed[0] !== failed[1] || before.result?.yaml !== after.result?.yaml
}

/** How what one kustomization renders to differs. */
export function environmentDiff(
  { folder, change }: Pick<AffectedKustomization, 'folder' | 'change'>,
  [before, after]: readonly [Outcome, Outcome],
  { showSecrets = false, nameOf, describeError }: CompareOptions,
): EnvironmentDiff {
  const errors = {
    ...(before.error && { before: describeError(before.error) }),
    ...(after.error && { after: describeError(after.error) }),
  }
  const named = { name: nameOf(folder), change }
  if (before.error !== undefined || after.error !== undefined) return { ...named, resources: [], errors }
  try {
    const [old, now] = [before.result?.resources ?? [], after.result?.resources ?? []]
    return { ...named, resources: diffResources(old, now, { showSecrets }), errors }
  } catch (error) {
    if (!(error instanceof KustError)) throw error
    return { ...named, resources: [], errors: { after: describeError(error) } }
  }
}
