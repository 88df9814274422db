import { disposed, gitRefRefused, gitUrlRefused, offline } from '../diagnostics/errors/remote.ts'
import type { Clone, CloneRequest, GitLimits, RemoteHost } from '../load/remoteHost.ts'
import { defaultGitLimits } from '../load/remoteHost.ts'
import { fromCache } from './cloneCache.ts'
import { remove } from './cloneFolder.ts'
import { fetchClone } from './fetchClone.ts'
import { kill, type Life } from './gitProcess.ts'
import { openWorkspace, type Workspace } from './gitWorkspace.ts'

export interface GitHostOptions {
  readonly limits?: Partial<GitLimits>
  /**
   * Where copies are kept from one process to the next, by repository and commit. A URL whose ref is a commit id is
   * then fetched once; branches and tags can move, and are always asked for.
   */
  readonly cacheDirectory?: string
  /** Takes copies from the cache alone, branches and tags as they were last seen; `file://` is no network. */
  readonly offline?: boolean
  /** The environment to take programs and credentials from; the process's own unless told. */
  readonly env?: NodeJS.ProcessEnv
  /** The git command; `git` on the path unless told. */
  readonly program?: string
}

export interface GitHost extends Pick<RemoteHost, 'clone' | 'findClone'> {
  findClone(request: CloneRequest): Promise<Clone | undefined>
  clone(request: CloneRequest): Promise<Clone>
  /**
   * Ends what still runs and removes every copy outside the cache. Git runs in sessions of its own, so Ctrl-C does
   * not reach it: a command that is interrupted calls this.
   */
  dispose(): Promise<void>
}

/** Clones repositories with the git command, as upstream does; each repository and ref once. */
export function gitHost(options: GitHostOptions = {}): GitHost {
  const limits = { ...defaultGitLimits, ...options.limits }
  const clones = new Map<string, Promise<Clone>>()
  const life: Life = { running: new Set(), isDisposed: false }
  let workspace: Promise<Workspace> | undefined

  const cloneOnce = async (request: CloneRequest): Promise<Clone> => {
    const cached = await fromCache(options, request)
    if (cached !== undefined) return cached
    if (options.offline && !isLocal(request)) throw offline(request.cloneUrl)
    workspace ??= openWorkspace(options, life, request)
    workspace.catch(() => {
      workspace = undefined
    })
    return fetchClone({ workspace: await workspace, options, limits, request })
  }

  return {
    async findClone(request) {
      const key = keyOf(request)
      const clone = clones.get(key) ?? (await fromCache(options, request))
      if (clone === undefined || life.isDisposed) return undefined
      if (!clones.has(key)) clones.set(key, Promise.resolve(clone))
      return clones.get(key)!.catch(() => undefined)
    },
    async clone(request) {
      if (life.isDisposed) throw disposed(request.cloneUrl)
      refuseUnsafe(request)
      const key = keyOf(request)
      let clone = clones.get(key)
      if (clone === undefined) {
        clone = cloneOnce(request)
        clones.set(key, clone)
        clone.catch(() => clones.delete(key))
      }
      return clone
    },
    async dispose() {
      life.isDisposed = true
      for (const child of life.running) kill(child)
      await Promise.allSettled(clones.values())
      const opened = await workspace?.catch(() => undefined)
      if (opened !== undefined) await remove(opened.folder)
    },
  }
}

function keyOf({ cloneUrl, ref, submodules }: CloneRequest): string {
  return JSON.stringify([cloneUrl, ref, submodules])
}

/**
 * Refuses what git could take for anything but a repository on a host, and refs that are no names. Git checks most
 * of this itself; upstream relies on that, and hands it refs that are options.
 */
function refuseUnsafe({ cloneUrl, ref }: CloneRequest): void {
  if (/[\0-\x1f\x7f]/.test(cloneUrl)) throw gitUrlRefused(cloneUrl, 'it contains control characters')
  const scheme = /^(https?|ssh|file):\/\//.exec(cloneUrl)?.[0]
  const place = cloneUrl.slice(scheme?.length ?? 0)
  // What git takes for the name of a program that knows the way, as in `ext::sh -c`.
  if (scheme === undefined && /^[^/@]*::/.test(place)) throw gitUrlRefused(cloneUrl, 'it names a program')
  if (scheme === undefined && /^[^/:]*:\/\//.test(place)) {
    throw gitUrlRefused(cloneUrl, 'repositories are fetched by https, http, ssh and from file://')
  }
  if (scheme === undefined && !/^[^/:]+:/.test(place)) {
    throw gitUrlRefused(
      cloneUrl,
      'git takes it for a path on this machine; a colon ends the host, as in user@host:path',
    )
  }
  const authority = scheme === undefined ? /^[^:]*/.exec(place)![0] : /^[^/]*/.exec(place)![0]
  const host = scheme === 'file://' ? place : authority.slice(authority.lastIndexOf('@') + 1)
  if (host === '') throw gitUrlRefused(cloneUrl, 'it names no host')
  const looksLikeOption = /^(-|%2d)/i
  const path = scheme === undefined ? place.slice(place.indexOf(':') + 1) : ''
  if ([cloneUrl, place, host, path].some((part) => looksLikeOption.test(part))) {
    throw gitUrlRefused(cloneUrl, 'a part that begins with - can be taken for an option')
  }
  if (ref !== '' && !isRefName(ref)) throw gitRefRefused(cloneUrl, ref)
}

/** By git's own rules for names. They exclude options, and refspecs, which say where to write what is fetched. */
function isRefName(ref: string): boolean {
  return !/^[-+]|[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$|\.lock(\/|$)|(^|\/)\./.test(ref)
}

export function isLocal({ cloneUrl }: Pick<CloneRequest, 'cloneUrl'>): boolean {
  return cloneUrl.startsWith('file://')
}
