/** What one build may use at most, so that a tree of a stranger cannot use up the machine. */
export interface BuildLimits {
  /** Of one file, from wherever it comes. */
  readonly maxFileBytes: number
  /** Of all files of manifests together, each counted as often as the tree of kustomizations names it. */
  readonly maxManifestBytes: number
  /** Kustomizations in the tree, each counted as often as it is named. */
  readonly maxKustomizations: number
  /** Kustomizations that lead to one, itself included. */
  readonly maxDepth: number
  /** What patches, replacements and vars copy into manifests, about as it lies in memory. */
  readonly maxCopiedBytes: number
  /** Of the text that comes out. */
  readonly maxOutputBytes: number
}

/** Upstream knows none of these. Real trees stay far below them. */
export const defaultBuildLimits: BuildLimits = {
  maxFileBytes: 32 * 1024 * 1024,
  maxManifestBytes: 256 * 1024 * 1024,
  maxKustomizations: 10_000,
  maxDepth: 250,
  maxCopiedBytes: 128 * 1024 * 1024,
  maxOutputBytes: 64 * 1024 * 1024,
}
