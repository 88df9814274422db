import { type BuildOptions, type BuildResult, buildWith, type Memory, readWith } from './build.ts'
import type { FileSystem } from './load/fileSystem.ts'
import { type FileAccess, type LoadedFile, loadedFile } from './load/reader.ts'
import { keepingManifestReader } from './resource/readManifests.ts'

/**
 * An engine for many builds: of many overlays, or of the same ones after each change of a file.
 *
 * Every build asks the file system for every path anew, so it sees each change, also that a file has come or gone.
 * What it does not do anew is read YAML: a file whose bytes are those of an earlier build is the same object as
 * then, and with it what was made of it: its text, its decoded kustomization, its manifests. Nothing else is kept.
 * Accumulated bases are not, as they depend on more than files (the schema and the origins of the build that
 * they are for), and making one again from trees that have been read costs less than a millisecond.
 */
export interface Engine {
  /** As `build` does, and with the same result. */
  build(target: string, options?: Omit<BuildOptions, 'fileSystem'>): Promise<BuildResult>
  /**
   * Every path that `build` would ask for, at a fraction of its cost. Rejects for what cannot be loaded; a mistake
   * that a build would find later, it need not find.
   */
  filesOf(target: string, options?: Omit<BuildOptions, 'fileSystem'>): Promise<readonly FileAccess[]>
}

export interface EngineOptions {
  readonly fileSystem: FileSystem
  /** How many bytes of files are kept at most, those used last; 64 MB unless told. Their trees take ten times that. */
  readonly keptBytes?: number
}

export function createEngine({ fileSystem, ...options }: EngineOptions): Engine {
  const memory = memoryOfMany(options)
  return {
    build: (target, buildOptions) => buildWith(memory, target, { ...buildOptions, fileSystem }),
    filesOf: (target, buildOptions) => readWith(memory, target, { ...buildOptions, fileSystem }),
  }
}

export function memoryOfMany({ keptBytes = 64_000_000 }: Pick<EngineOptions, 'keptBytes'>): Memory {
  const readManifests = keepingManifestReader()
  return { fileOf: keepingFiles(keptBytes), decoded: new WeakMap(), manifestReader: () => readManifests }
}

function keepingFiles(keptBytes: number): Memory['fileOf'] {
  // In the order of their last use; what is tied to a file goes with it.
  const files = new Map<string, LoadedFile>()
  let total = 0
  const forget = (path: string, file: LoadedFile): void => {
    files.delete(path)
    total -= file.bytes.length
  }
  return (path, bytes) => {
    let file = files.get(path)
    if (file !== undefined) forget(path, file)
    if (file === undefined || !sameBytes(file.bytes, bytes)) file = loadedFile(path, bytes)
    files.set(path, file)
    total += bytes.length
    for (const [oldest, old] of files) {
      if (total <= keptBytes) break
      forget(oldest, old)
    }
    return file
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
