import { withChain } from '../diagnostics/context.ts'
import { tooManyKustomizations } from '../diagnostics/errors/kustomization.ts'
import { notADirectory } from '../diagnostics/errors/load.ts'
import {
  localizedFilesInTheWay,
  localizeNeedsRef,
  outsideScope,
  scopeOfRemote,
  scopeWithoutTarget,
} from '../diagnostics/errors/localize.ts'
import { withoutSecrets } from '../diagnostics/errors/remote.ts'
import { KustError } from '../diagnostics/kustError.ts'
import { isAbsolute, isInOrBelow, joinPath, relativePath } from '../kustomization/path.ts'
import { loadLibraries } from '../libraries/index.ts'
import type { FileSystem } from '../load/fileSystem.ts'
import { type BuildLimits, defaultBuildLimits } from '../load/limits.ts'
import { childLoader, type Loader, loadFile, resolveFile, rootLoader } from '../load/loader.ts'
import { type DecodedFile, decodeFile, findKustomizationFile } from '../load/loadKustomization.ts'
import { createReader } from '../load/reader.ts'
import type { RemoteHost } from '../load/remoteHost.ts'
import { createRemotes } from '../load/remotes.ts'
import { isHttpUrl, tryParseRepoSpec } from '../load/repoSpec.ts'
import { readManifests } from '../resource/readManifests.ts'
import { utf8Encode } from '../yaml/base64.ts'
import type { SourceText } from '../yaml/node.ts'
import { defaultDestination, localizedFiles, pathOfRepository, pathOfUrl } from './localizedPaths.ts'
import { localizeFields } from './localizeFields.ts'
import { printKustomization } from './printKustomization.ts'

export interface LocalizeOptions {
  readonly fileSystem: FileSystem
  /** What fetches; without it, what names other machines is refused. */
  readonly remote?: RemoteHost
  /** The folder that bounds what the target may name on the disk; the target itself unless told. */
  readonly scope?: string
  readonly limits?: Partial<BuildLimits>
}

export interface LocalizeResult {
  /** The copy: contents by path, relative to the folder that is to hold it. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Folders that hold no file. */
  readonly emptyFolders: readonly string[]
  /** The folder in the copy that stands for the target; empty for the copy itself. */
  readonly target: string
  /** What upstream calls the copy unless it is told. */
  readonly defaultDestination: string
}

/** What is the same for a whole localization. */
export interface Localization {
  readonly files: Map<string, Uint8Array>
  readonly emptyFolders: Set<string>
  readonly limits: BuildLimits
  readonly decoded: Map<SourceText, DecodedFile>
  /** Folders that are done, by where they come from and where they go. */
  readonly done: Set<string>
  readonly scope: string
}

/** One kustomization on its way into the copy. */
export interface Root {
  readonly loader: Loader
  /** Its folder in the copy. */
  readonly destination: string
  /** Whether no URL led here: then the scope bounds it. */
  readonly isLocal: boolean
  readonly localization: Localization
}

/**
 * Makes a copy of a kustomization with all that it names, in which references to other machines lead to copies of what
 * was there; as `kustomize localize`. Nothing is written. Rejects with a `KustError` for every mistake of a user.
 */
export async function localize(target: string, options: LocalizeOptions): Promise<LocalizeResult> {
  await loadLibraries()
  const limits = { ...defaultBuildLimits, ...options.limits }
  const reader = createReader(options.fileSystem, limits)
  const remotes = createRemotes(options.remote, limits)
  try {
    if (tryParseRepoSpec(target)?.ref === '') throw localizeNeedsRef(target)
    const loader = await rootLoader(reader, remotes, target, 'LoadRestrictionsRootOnly')
    const scope = await scopeOf(loader, options.scope ?? '')
    const localization: Localization = {
      files: new Map(),
      emptyFolders: new Set(),
      limits,
      decoded: new Map(),
      done: new Set(),
      scope,
    }
    const destination = joinPath('.', relativePath(scope, loader.root))
    await localizeKustomization({ loader, destination, isLocal: true, localization })
    const { files, emptyFolders } = localization
    return {
      files,
      emptyFolders: [...emptyFolders],
      target: destination === '.' ? '' : destination,
      defaultDestination: defaultDestination(loader),
    }
  } catch (error) {
    throw error instanceof KustError ? error.locate({ file: withoutSecrets(target) }) : error
  }
}

/** Bounds the folders that may be named: a repository, or what the user says. */
async function scopeOf({ root, reader, repository }: Loader, scope: string): Promise<string> {
  if (repository !== undefined) {
    if (scope !== '') throw scopeOfRemote(scope)
    return repository.root
  }
  if (scope === '') return root
  const found = await reader.resolve(
    isAbsolute(scope) ? joinPath(scope) : joinPath(reader.fileSystem.workingDirectory, scope),
  )
  if (found?.kind !== 'directory') throw notADirectory(scope, found !== undefined)
  if (!isInOrBelow(root, found.path)) throw scopeWithoutTarget(scope, root)
  return found.path
}

async function localizeKustomization(root: Root): Promise<void> {
  const { loader, destination, localization } = root
  const { done, limits, files } = localization
  const key = JSON.stringify([loader.reader.nameOf(loader.root), destination])
  if (done.has(key)) return
  done.add(key)
  if (done.size > limits.maxKustomizations) throw tooManyKustomizations(limits.maxKustomizations)
  const { file, fileName } = await findKustomizationFile(loader)
  await withChain(file.path, async () => {
    const { node, written } = decodeFile(file.source, localization)
    const localized = await localizeFields(root, written, node)
    files.set(joinPath(destination, fileName), utf8Encode(printKustomization(localized)))
  })
}

/** Copies a file; the path by which the copy is named. An empty path names none. */
export async function localizeFile(root: Root, path: string): Promise<string> {
  return path === '' ? '' : copyFile(root, path, (await loadFile(root.loader, path)).bytes)
}

/** Puts the content of a file in the place for it. */
export async function copyFile(root: Root, path: string, content: Uint8Array): Promise<string> {
  const { loader, destination, localization } = root
  let place: string
  if (isHttpUrl(path)) {
    await refuseInTheWay(loader, path)
    place = pathOfUrl(path)
  } else {
    // By the real path: links are not made again, and the folders around the copy are others.
    place = relativePath(loader.root, (await resolveFile(loader, path))!.path)
  }
  localization.files.set(joinPath(destination, place), content)
  return place
}

/** Copies a folder or repository with a kustomization, and all that it names. */
export async function localizeRoot(root: Root, path: string): Promise<string> {
  if (path === '') return ''
  const { loader, destination, isLocal, localization } = root
  if (tryParseRepoSpec(path)?.ref === '') throw localizeNeedsRef(path)
  const child = await childLoader(loader, path)
  let place: string
  if (child.repository !== undefined) {
    await refuseInTheWay(loader, path)
    place = pathOfRepository(child)
  } else {
    if (isLocal && !isInOrBelow(child.root, localization.scope)) throw outsideScope(path, localization.scope)
    place = relativePath(loader.root, child.root)
  }
  await localizeKustomization({
    loader: child,
    destination: joinPath(destination, place),
    isLocal: isLocal && child.repository === undefined,
    localization,
  })
  return place
}

/**
 * Copies what `resources` names: a file of manifests, or else a folder or repository. The page of a repository is a
 * file too, but holds no manifests.
 */
export async function localizeResource(root: Root, path: string): Promise<string> {
  try {
    const file = await loadFile(root.loader, path)
    readManifests(file.source)
    return await copyFile(root, path, file.bytes)
  } catch (error) {
    if (!(error instanceof KustError) || error.code === 'localized-files-in-the-way') throw error
    if (error.code !== 'not-a-file' && tryParseRepoSpec(path) === undefined) throw error
  }
  return localizeRoot(root, path)
}

/** Copies of what came from elsewhere must not mix with what is there. */
async function refuseInTheWay({ reader, root }: Loader, entry: string): Promise<void> {
  if ((await reader.resolve(joinPath(root, localizedFiles))) !== undefined) {
    throw localizedFilesInTheWay(entry, reader.nameOf(root))
  }
}
