import type { Awaitable, FileSystem } from './fileSystem.ts'

/**
 * Where a build gets what lies on other machines. A host answers a question in the same way for as long as it
 * lives, and asks the network once for it, however many builds want to know.
 *
 * What cannot be had is a `KustError`. After one of `fetchFile`, a build takes the URL for a repository, as upstream
 * does, unless a limit was reached (`http-timeout`, `http-too-large`).
 */
export interface RemoteHost {
  /** The bytes behind an http or https URL. */
  fetchFile(url: string): Awaitable<Uint8Array>
  /** A copy that is at hand, so that neither this nor another way to read the URL need ask the network. */
  findClone?(request: CloneRequest): Awaitable<Clone | undefined>
  /** A copy of a repository as it is in one commit; the same object for the same request. */
  clone(request: CloneRequest): Awaitable<Clone>
}

/** What of a `RepoSpec` matters for the copy. */
export interface CloneRequest {
  readonly cloneUrl: string
  /** A branch, tag or commit; empty for the default branch. */
  readonly ref: string
  readonly submodules: boolean
  /** For each step of the work. */
  readonly timeoutMs: number
}

/**
 * A copy of a repository. Its links are as they were committed, so they can point anywhere: a path counts as part
 * of the copy only if `fileSystem` resolves it to one in or below `root`.
 */
export interface Clone {
  readonly fileSystem: FileSystem
  /** The folder of the repository on that file system, with links followed. */
  readonly root: string
  /** The id of the commit. */
  readonly commit: string
}

export interface HttpLimits {
  /** From the request to the last byte, redirects included. */
  readonly timeoutMs: number
  /** Of one file, after decompression. */
  readonly maxBytes: number
  readonly maxRedirects: number
}

/** Upstream follows ten redirects; it knows neither of the other limits. */
export const defaultHttpLimits: HttpLimits = {
  timeoutMs: 60_000,
  maxBytes: 64 * 1024 * 1024,
  maxRedirects: 10,
}

export interface GitLimits {
  /** The most that a URL's `timeout` can ask for, for each git command. */
  readonly maxTimeoutMs: number
  /** Of one repository with its submodules: git's own data and the files. */
  readonly maxBytes: number
  readonly maxFiles: number
}

/** Upstream knows none of these. The largest repositories of manifests stay far below them. */
export const defaultGitLimits: GitLimits = {
  maxTimeoutMs: 3_600_000,
  maxBytes: 2 * 1024 * 1024 * 1024,
  maxFiles: 250_000,
}
