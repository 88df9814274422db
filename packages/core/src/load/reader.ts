import type { SourceText } from '../yaml/node.ts'
import { decodeUtf8, sourceText } from '../yaml/readYaml.ts'
import type { FileSystem, ResolvedPath } from './fileSystem.ts'

/** A path that a build asked for, and what it found there. */
export interface FileAccess {
  readonly path: string
  readonly found: 'file' | 'directory' | 'nothing'
}

/** A file as it was read; the text is decoded when it is first asked for. */
export interface LoadedFile {
  /** The path with every symbolic link followed. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly source: SourceText
}

/** Reads each file once and remembers every path that was asked for. */
export interface Reader {
  readonly fileSystem: FileSystem
  readonly accesses: ReadonlyMap<string, FileAccess>
  resolve(path: string): Promise<ResolvedPath | undefined>
  /** The file at a resolved path, or undefined if it cannot be read. */
  readFile(path: string): Promise<LoadedFile | undefined>
}

/** A reader for one build; `fileOf` may know a file of this content from an earlier one. */
export function createReader(fileSystem: FileSystem, fileOf = loadedFile): Reader {
  const accesses = new Map<string, FileAccess>()
  const resolved = new Map<string, ResolvedPath | undefined>()
  const files = new Map<string, LoadedFile | undefined>()
  return {
    fileSystem,
    accesses,
    async resolve(path) {
      if (!resolved.has(path)) {
        const found = await fileSystem.resolve(path)
        resolved.set(path, found)
        accesses.set(path, { path, found: found?.kind ?? 'nothing' })
        if (found !== undefined) accesses.set(found.path, { path: found.path, found: found.kind })
      }
      return resolved.get(path)
    },
    async readFile(path) {
      if (!files.has(path)) {
        const bytes = await fileSystem.readFile(path)
        files.set(path, bytes === undefined ? undefined : fileOf(path, bytes))
        accesses.set(path, { path, found: bytes === undefined ? 'nothing' : 'file' })
      }
      return files.get(path)
    },
  }
}

export function loadedFile(path: string, bytes: Uint8Array): LoadedFile {
  let source: SourceText | undefined
  return {
    path,
    bytes,
    get source(): SourceText {
      source ??= sourceText(path, decodeUtf8(path, bytes))
      return source
    },
  }
}
