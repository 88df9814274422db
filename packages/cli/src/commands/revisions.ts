import { kustomizationFolders, type Side } from '@kust/preview'
import { openRepository, type Revision } from '@kust/preview/node'
import type { RenderOptions } from '../buildOptions.ts'
import { UsageError } from '../flags.ts'

/** A comparison of two revisions; the second is the work tree unless it is named. */
export interface RevisionNames {
  readonly base: string
  readonly head: string | undefined
}

export interface Revisions {
  readonly before: Side
  readonly after: Side
  /** The folder of the work tree. */
  readonly root: string
  /** The same revisions by their hashes, which no branch moves meanwhile. */
  readonly names: RevisionNames
}

/** Does work with two revisions of the repository that the command runs in; the second may be the work tree. */
export async function withRevisions<T>(
  given: RevisionNames & { readonly options: RenderOptions },
  work: (revisions: Revisions) => Promise<T>,
): Promise<T> {
  const { base, head, options } = given
  if (options.helm !== undefined || options.plugins !== undefined) {
    throw new UsageError('charts and functions need files on the disk, and revisions are not there; check both out')
  }
  const repository = await openRepository(process.cwd())
  try {
    const before = await repository.revision(base)
    const after = head === undefined ? repository.workTree() : await repository.revision(head)
    const [old, now] = await Promise.all([before, after].map(sideOf))
    return await work({
      before: old!,
      after: now!,
      root: repository.root,
      names: { base: before.commit!, head: after.commit },
    })
  } finally {
    repository.dispose()
  }
}

async function sideOf({ fileSystem, files }: Revision): Promise<Side> {
  return { fileSystem, folders: kustomizationFolders(await files()) }
}
