import {
  absoluteDirectory,
  cycle,
  emptyDirectory,
  fileNotFound,
  fileOutsideRoot,
  notADirectory,
  notAFile,
  remoteNotSupported,
} from '../diagnostics/errors/load.ts'
import { directoryOf, isAbsolute, isInOrBelow, joinPath } from '../kustomization/path.ts'
import type { LoadedFile, Reader } from './reader.ts'
import { looksRemote } from './remote.ts'

/** Whether files outside a kustomization's own folder may be read. */
export type LoadRestrictor = 'LoadRestrictionsRootOnly' | 'LoadRestrictionsNone'

/** Reads the files that one kustomization names. */
export interface Loader {
  /** The folder of the kustomization, absolute, with links followed. */
  readonly root: string
  readonly reader: Reader
  readonly restrictor: LoadRestrictor
  /** The loader of the kustomization that named this one. */
  readonly parent: Loader | undefined
}

/** A loader for the target of a build. */
export async function rootLoader(reader: Reader, target: string, restrictor: LoadRestrictor): Promise<Loader> {
  if (looksRemote(target)) throw remoteNotSupported(target)
  const path = isAbsolute(target) ? joinPath(target) : joinPath(reader.fileSystem.workingDirectory, target)
  const found = await reader.resolve(path)
  if (found?.kind !== 'directory') throw notADirectory(target === '' ? '.' : target, found !== undefined)
  return { root: found.path, reader, restrictor, parent: undefined }
}

/** A loader for a folder that a kustomization names: not absolute, and not one that it stands in. */
export async function childLoader(loader: Loader, entry: string): Promise<Loader> {
  if (entry === '') throw emptyDirectory()
  if (looksRemote(entry)) throw remoteNotSupported(entry)
  if (isAbsolute(entry)) throw absoluteDirectory(entry)
  const found = await loader.reader.resolve(joinPath(loader.root, entry))
  if (found?.kind !== 'directory') throw notADirectory(entry, found !== undefined)
  for (let at: Loader | undefined = loader; at !== undefined; at = at.parent) {
    if (isInOrBelow(at.root, found.path)) throw cycle(entry, rootsOf(loader), found.path)
  }
  return { root: found.path, reader: loader.reader, restrictor: loader.restrictor, parent: loader }
}

/** The file that a kustomization names, if the load restrictor lets it be read. */
export async function loadFile(loader: Loader, entry: string): Promise<LoadedFile> {
  if (looksRemote(entry)) throw remoteNotSupported(entry)
  const found = await resolveFile(loader, entry)
  if (found === undefined) throw fileNotFound(entry)
  if (found.kind === 'directory') throw notAFile(entry)
  const file = await loader.reader.readFile(found.path)
  if (file === undefined) throw fileNotFound(entry)
  return file
}

/** What a file entry names, or undefined if there is nothing; outside the root is an error. */
export async function resolveFile(
  loader: Loader,
  entry: string,
): Promise<{ path: string; kind: 'file' | 'directory' } | undefined> {
  const path = isAbsolute(entry) ? joinPath(entry) : joinPath(loader.root, entry)
  const found = await loader.reader.resolve(path)
  if (found?.kind !== 'file') return found
  if (loader.restrictor === 'LoadRestrictionsRootOnly' && !isInOrBelow(directoryOf(found.path), loader.root)) {
    throw fileOutsideRoot(entry, loader.root)
  }
  return found
}

/** The folders from the target of the build down to this loader's. */
function rootsOf(loader: Loader): string[] {
  return loader.parent === undefined ? [loader.root] : [...rootsOf(loader.parent), loader.root]
}
