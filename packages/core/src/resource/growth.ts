import { tooMuchCopied } from '../diagnostics/errors/resources.ts'
import type { YamlNode } from '../yaml/node.ts'

/**
 * Counts what patches, replacements and vars copy into the manifests of a build: a few lines can copy a value again and
 * again, and so ask for more than any memory holds.
 */
export interface Growth {
  /** Adds a number of bytes, or refuses. */
  add(bytes: number): void
}

export function createGrowth(maxCopiedBytes: number): Growth {
  let copied = 0
  return {
    add(bytes) {
      copied += bytes
      if (copied > maxCopiedBytes) throw tooMuchCopied(maxCopiedBytes)
    },
  }
}

/** About what a copy of a tree takes in memory. */
export function weightOf(node: YamlNode | undefined): number {
  const each = 64
  switch (node?.kind) {
    case 'mapping':
      return node.entries.reduce((sum, e) => sum + e.key.length + weightOf(e.value), each)
    case 'sequence':
      return node.items.reduce((sum, item) => sum + weightOf(item), each)
    case 'scalar':
      return each + node.value.length
    default:
      return 0
  }
}
