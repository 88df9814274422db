import { baseName, cleanPath, directoryOf } from '../kustomization/path.ts'
import { utf8Encode } from '../yaml/base64.ts'
import type { FileSystem, FolderEntry, ResolvedPath } from './fileSystem.ts'

/** A file system of the given files: contents by path; relative paths stand below `/`. */
export function memoryFileSystem(files: Readonly<Record<string, string | Uint8Array>>): FileSystem {
  const contents = new Map<string, string | Uint8Array>()
  const directories = new Set(['/'])
  for (const [path, content] of Object.entries(files)) {
    const absolute = cleanPath(`/${path}`)
    contents.set(absolute, content)
    for (let dir = directoryOf(absolute); !directories.has(dir); dir = directoryOf(dir)) directories.add(dir)
  }
  return {
    workingDirectory: '/',
    resolve(path: string): ResolvedPath | undefined {
      const clean = cleanPath(path)
      if (contents.has(clean)) return path.endsWith('/') ? undefined : { path: clean, kind: 'file' }
      return directories.has(clean) ? { path: clean, kind: 'directory' } : undefined
    },
    readFolder(path: string): FolderEntry[] {
      const at = (full: string, kind: FolderEntry['kind']): FolderEntry[] =>
        full !== '/' && directoryOf(full) === path ? [{ name: baseName(full), kind }] : []
      return [
        ...[...directories].flatMap((full) => at(full, 'directory')),
        ...[...contents.keys()].flatMap((full) => at(full, 'file')),
      ]
    },
    readFile(path: string): Uint8Array | undefined {
      const content = contents.get(path)
      return typeof content === 'string' ? utf8Encode(content) : content
    },
  }
}
