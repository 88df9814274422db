import {
  absoluteDirectory,
  cycle,
  emptyDirectory,
  fileNotFound,
  fileOutsideRoot,
  notADirectory,
  notAFile,
} from '../diagnostics/errors/load.ts'
import { fileUrlInRepository, outsideRepository, repositoryCycle } from '../diagnostics/errors/remote.ts'
import { KustError } from '../diagnostics/kustError.ts'
import { directoryOf, isAbsolute, isInOrBelow, joinPath } from '../kustomization/path.ts'
import type { ResolvedPath } from './fileSystem.ts'
import type { LoadedFile, Reader } from './reader.ts'
import type { Remotes, Repository } from './remotes.ts'
import { isHttpUrl, parseRepoSpec, type RepoSpec } from './repoSpec.ts'

/** Whether files outside a kustomization's own folder may be read. */
export type LoadRestrictor = 'LoadRestrictionsRootOnly' | 'LoadRestrictionsNone'

/** Reads the files that one kustomization names. */
export interface Loader {
  /** The folder of the kustomization, absolute, with links followed. */
  readonly root: string
  readonly reader: Reader
  readonly remotes: Remotes
  readonly restrictor: LoadRestrictor
  /** How many kustomizations led here, this one included. */
  readonly depth: number
  /** The loader of the kustomization that named this one. */
  readonly parent: Loader | undefined
  /** Set where a URL led into a repository; the loaders below it, down to the next, read from the same copy. */
  readonly repository: Repository | undefined
}

/** A loader for the target of a build: a folder, or a repository. */
export async function rootLoader(
  reader: Reader,
  remotes: Remotes,
  target: string,
  restrictor: LoadRestrictor,
): Promise<Loader> {
  const path = isAbsolute(target) ? joinPath(target) : joinPath(reader.fileSystem.workingDirectory, target)
  const spec = await repoSpecOf(reader, target, path)
  if (spec !== undefined) return repositoryLoader(undefined, await remotes.clone(spec), remotes)
  const found = await reader.resolve(path)
  if (found?.kind !== 'directory') throw notADirectory(target === '' ? '.' : target, found !== undefined)
  return { root: found.path, reader, remotes, restrictor, depth: 1, parent: undefined, repository: undefined }
}

/**
 * A loader for what a kustomization names: a repository, or a folder that is not absolute, and not one that the
 * kustomization stands in.
 */
export async function childLoader(loader: Loader, entry: string): Promise<Loader> {
  if (entry === '') throw emptyDirectory()
  const path = joinPath(loader.root, entry)
  const spec = await repoSpecOf(loader.reader, entry, path)
  if (spec !== undefined) {
    refuseRepository(loader, spec)
    return repositoryLoader(loader, await loader.remotes.clone(spec), loader.remotes)
  }
  refuseOutside(loader, entry, isAbsolute(entry) ? entry : path)
  if (isAbsolute(entry)) throw absoluteDirectory(entry)
  const { reader, remotes, restrictor } = loader
  const found = await reader.resolve(path)
  if (found?.kind !== 'directory') throw notADirectory(entry, found !== undefined)
  refuseFolder(loader, entry, found.path)
  const depth = loader.depth + 1
  return { root: found.path, reader, remotes, restrictor, depth, parent: loader, repository: undefined }
}

/**
 * As `childLoader`, for a repository of which there is a copy at hand: then nothing need be asked of anyone. Undefined
 * for all else.
 */
export async function childLoaderAtHand(loader: Loader, entry: string): Promise<Loader | undefined> {
  const spec = await repoSpecOf(loader.reader, entry, joinPath(loader.root, entry))
  const repository = spec === undefined ? undefined : await loader.remotes.findClone(spec)
  if (spec === undefined || repository === undefined) return undefined
  refuseRepository(loader, spec)
  return repositoryLoader(loader, repository, loader.remotes)
}

/** The repository that an entry names; undefined if it is a path. */
async function repoSpecOf(reader: Reader, entry: string, path: string): Promise<RepoSpec | undefined> {
  try {
    return parseRepoSpec(entry)
  } catch (error) {
    // For upstream, a URL of a folder outside the repository is a path, and there may be a folder there.
    if (error instanceof KustError && (await reader.resolve(path)) !== undefined) return undefined
    throw error
  }
}

/** Enters the copy of a repository. Nothing in it reads outside its own folder, whatever the build may do. */
async function repositoryLoader(parent: Loader | undefined, repository: Repository, remotes: Remotes): Promise<Loader> {
  const { spec, root, reader } = repository
  const found = await reader.resolve(joinPath(root, spec.path))
  if (found?.kind !== 'directory') throw notADirectory(spec.raw, found !== undefined)
  if (!isInOrBelow(found.path, root)) throw outsideRepository(spec.raw, spec.cloneUrl)
  const depth = (parent?.depth ?? 0) + 1
  return { root: found.path, reader, remotes, restrictor: 'LoadRestrictionsRootOnly', depth, parent, repository }
}

/** Upstream's rule against cycles: a URL may not begin one that led here. */
function refuseRepository(loader: Loader, spec: RepoSpec): void {
  const isLocal = ({ cloneUrl }: RepoSpec): boolean => cloneUrl.startsWith('file://')
  for (let at: Loader | undefined = loader; at !== undefined; at = at.parent) {
    if (at.repository === undefined) continue
    const known = at.repository.spec
    if (known.raw.startsWith(spec.raw)) throw repositoryCycle(spec.raw, known.raw)
    // Upstream lets whoever can write to a repository read those on the machine that builds.
    if (isLocal(spec) && !isLocal(known)) throw fileUrlInRepository(spec.raw, known.cloneUrl)
  }
}

/** A folder may not contain what led to it, as far as that is on the same file system. */
function refuseFolder(loader: Loader, entry: string, found: string): void {
  refuseOutside(loader, entry, found)
  for (let at: Loader | undefined = loader; at?.reader === loader.reader; at = at.parent) {
    if (isInOrBelow(at.root, found)) throw cycle(entry, namesOfRoots(loader), loader.reader.nameOf(found))
    // The folders that led here may be of the same copy, but came from a URL: see `refuseRepository`.
    if (at.repository !== undefined) return
  }
}

/** What stands in a repository can only name what stands in it: nothing else is even looked for. */
function refuseOutside(loader: Loader, entry: string, path: string): void {
  let at: Loader | undefined = loader
  while (at !== undefined && at.repository === undefined) at = at.parent
  if (at?.repository !== undefined && !isInOrBelow(path, at.repository.root)) {
    throw outsideRepository(entry, at.repository.spec.cloneUrl)
  }
}

/** The file that a kustomization names, by URL or if the load restrictor lets it be read. */
export async function loadFile(loader: Loader, entry: string): Promise<LoadedFile> {
  if (isHttpUrl(entry)) return loader.remotes.fetchFile(entry)
  const atOnce = await readAtOnce(loader, entry)
  if (atOnce !== undefined) return atOnce
  const found = await resolveFile(loader, entry)
  if (found === undefined) {
    // Whether there is such a file outside is nobody's concern.
    throw isBeyond(loader, isAbsolute(entry) ? joinPath(entry) : joinPath(loader.root, entry))
      ? fileOutsideRoot(entry, loader.reader.nameOf(loader.root))
      : fileNotFound(entry)
  }
  if (found.kind === 'directory') throw notAFile(entry)
  const file = await loader.reader.readFile(found.path)
  if (file === undefined) throw fileNotFound(entry)
  return file
}

/** A file below the root, which most are; undefined if it is anything else, or has to be resolved. */
async function readAtOnce({ root, reader }: Loader, entry: string): Promise<LoadedFile | undefined> {
  if (reader.fileSystem.readsNoLinks !== true || isAbsolute(entry)) return undefined
  const path = joinPath(root, entry)
  return isInOrBelow(path, root) ? reader.readFile(path) : undefined
}

/** What a file entry names, or undefined if there is nothing; outside the root is an error. */
export async function resolveFile(loader: Loader, entry: string): Promise<ResolvedPath | undefined> {
  const path = isAbsolute(entry) ? joinPath(entry) : joinPath(loader.root, entry)
  refuseOutside(loader, entry, path)
  const found = await loader.reader.resolve(path)
  if (found?.kind !== 'file') return found
  if (isBeyond(loader, found.path)) throw fileOutsideRoot(entry, loader.reader.nameOf(loader.root))
  return found
}

/** Whether a file is one that the load restrictor forbids. */
function isBeyond({ restrictor, root }: Loader, path: string): boolean {
  return restrictor === 'LoadRestrictionsRootOnly' && !isInOrBelow(directoryOf(path), root)
}

/** The folders from the target of the build down to this loader's. */
function namesOfRoots(loader: Loader): string[] {
  const name = loader.reader.nameOf(loader.root)
  return loader.parent === undefined ? [name] : [...namesOfRoots(loader.parent), name]
}
