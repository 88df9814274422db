/** A value, or a promise of one: a file system answers in the way that suits it. */
export type Awaitable<T> = T | Promise<T>

/**
 * Where a build reads from. Paths are absolute and use `/`.
 *
 * Implementations keep no state that a build could see change: a file read twice in one build is
 * asked for once.
 */
export interface FileSystem {
  /** What stands at a path after all symbolic links, or undefined if nothing does. */
  resolve(path: string): Awaitable<ResolvedPath | undefined>
  /**
   * The bytes of a file, by a path that `resolve` has given; undefined if it cannot be read. Nobody changes them later.
   * Of a file with more than `maxBytes`, any part that has more will do.
   */
  readFile(path: string, maxBytes: number): Awaitable<Uint8Array | undefined>
  /** Whether `readFile` gives nothing for a path that leads through a link: then files need not be resolved first. */
  readonly readsNoLinks?: boolean
  /** What stands in a folder, links not followed; only needed to copy folders of Helm charts. */
  readFolder?(path: string): Awaitable<readonly FolderEntry[]>
  /** The folder that relative targets start from. */
  readonly workingDirectory: string
}

export interface FolderEntry {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'link'
}

export interface ResolvedPath {
  /** The path with every symbolic link followed. */
  readonly path: string
  readonly kind: 'file' | 'directory'
}
