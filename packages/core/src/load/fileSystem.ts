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
  /** The bytes of a file, by a path that `resolve` has given; undefined if it cannot be read. Nobody changes them later. */
  readFile(path: string): Awaitable<Uint8Array | undefined>
  /** The folder that relative targets start from. */
  readonly workingDirectory: string
}

export interface ResolvedPath {
  /** The path with every symbolic link followed. */
  readonly path: string
  readonly kind: 'file' | 'directory'
}
