import { fileTooLarge } from '../diagnostics/errors/load.ts'
import type { SourceText } from '../yaml/node.ts'
import { decodeUtf8, sourceText } from '../yaml/readYaml.ts'
import type { FileSystem, ResolvedPath } from './fileSystem.ts'

/** A path that a build asked for, and what it found there. */
export interface FileAccess {
  /** Absolute on the file system of the build; for what comes from elsewhere, a URL that names it. */
  readonly path: string
  readonly found: 'file' | 'directory' | 'nothing'
  /** Set for what comes from elsewhere. */
  readonly remote?: RemotePin
}

/** What exactly a build has got from another machine; URLs are without passwords. */
export type RemotePin =
  | { readonly kind: 'repository'; readonly url: string; readonly ref: string; readonly commit: string }
  | { readonly kind: 'file'; readonly url: string; readonly sha256: string }

/** A file as it was read; the text is decoded when it is first asked for. */
export interface LoadedFile {
  /** The path with every symbolic link followed, as `nameOf` of its reader tells it to people. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly source: SourceText
}

/** Reads each file once and remembers every path that was asked for. */
export interface Reader {
  readonly fileSystem: FileSystem
  readonly accesses: ReadonlyMap<string, FileAccess>
  /** What a path is called in errors and reports. */
  nameOf(path: string): string
  resolve(path: string): Promise<ResolvedPath | undefined>
  /** The file at a resolved path, or undefined if it cannot be read. */
  readFile(path: string): Promise<LoadedFile | undefined>
}

export interface ReaderOptions {
  readonly maxFileBytes: number
  /** May know a file of this content from an earlier build. */
  readonly fileOf?: (path: string, bytes: Uint8Array) => LoadedFile
  /** For the copy of a repository. */
  readonly nameOf?: (path: string) => string
  readonly remote?: RemotePin
}

/** A reader for one build. */
export function createReader(fileSystem: FileSystem, options: ReaderOptions): Reader {
  const { maxFileBytes, fileOf = loadedFile, nameOf = (path) => path, remote } = options
  const accesses = new Map<string, FileAccess>()
  const resolved = new Map<string, ResolvedPath | undefined>()
  const files = new Map<string, LoadedFile | undefined>()
  const record = (path: string, found: FileAccess['found']): void => {
    const name = nameOf(path)
    accesses.set(name, { path: name, found, ...(remote !== undefined && { remote }) })
  }
  return {
    fileSystem,
    accesses,
    nameOf,
    async resolve(path) {
      if (!resolved.has(path)) {
        const found = await fileSystem.resolve(path)
        resolved.set(path, found)
        record(path, found?.kind ?? 'nothing')
        if (found !== undefined) record(found.path, found.kind)
      }
      return resolved.get(path)
    },
    async readFile(path) {
      if (!files.has(path)) {
        const bytes = await fileSystem.readFile(path, maxFileBytes)
        if (bytes !== undefined) refuseLarge(nameOf(path), bytes, maxFileBytes)
        files.set(path, bytes === undefined ? undefined : fileOf(nameOf(path), bytes))
        record(path, bytes === undefined ? 'nothing' : 'file')
      }
      return files.get(path)
    },
  }
}

export function refuseLarge(path: string, { length }: Uint8Array, maxBytes: number): void {
  if (length > maxBytes) throw fileTooLarge(path, maxBytes)
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
