import { createHash } from 'node:crypto'
import { diskFileSystem } from '@kust/core/node/disk'
import type { ComparableFileSystem } from '../revisions/treeFileSystem.ts'

/** The disk, whose files have the fingerprints that git gives them. */
export function comparableDisk(
  hash: 'sha1' | 'sha256' = 'sha1',
  workingDirectory = process.cwd(),
): ComparableFileSystem {
  const disk = diskFileSystem({ workingDirectory })
  return {
    ...disk,
    async fingerprint(path) {
      const bytes = await disk.readFile(path, Number.MAX_SAFE_INTEGER)
      if (bytes === undefined) return undefined
      return createHash(hash).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
    },
  }
}
