import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import type { FileSystem, FolderEntry, ResolvedPath } from '../load/fileSystem.ts'

/** The disk, read synchronously: for the many small files of a build that is the fastest way. */
export function diskFileSystem(options: { readonly workingDirectory?: string } = {}): FileSystem {
  return {
    workingDirectory: options.workingDirectory ?? process.cwd(),
    readsNoLinks: true,
    resolve(path: string): ResolvedPath | undefined {
      try {
        // Most paths that are looked for are not there, and an error takes longer than an answer.
        const stat = statSync(path, { throwIfNoEntry: false })
        if (stat === undefined) return undefined
        return { path: realpathSync.native(path), kind: stat.isDirectory() ? 'directory' : 'file' }
      } catch {
        return undefined
      }
    },
    readFolder(path: string): FolderEntry[] {
      return readdirSync(path, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        kind: entry.isDirectory() ? 'directory' : entry.isSymbolicLink() ? 'link' : 'file',
      }))
    },
    readFile(path: string, maxBytes: number): Uint8Array | undefined {
      let file: number | undefined
      try {
        file = openSync(path, openFlags)
        const stat = fstatSync(file)
        // A pipe or a device may never end.
        if (!stat.isFile()) return undefined
        // Between `resolve` and now, some folder may have been replaced by a link to another.
        if (!isOpenAt(file, stat, path)) return undefined
        return stat.size > maxBytes ? new Uint8Array(maxBytes + 1) : readBytes(file, stat.size)
      } catch {
        return undefined
      } finally {
        if (file !== undefined) closeSync(file)
      }
    },
  }
}

/** The bytes of an open file. What says that it has none, as files of the kernel do, may have some. */
function readBytes(file: number, size: number): Uint8Array {
  if (size === 0) return readFileSync(file)
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  for (let count = 1; at < size && count > 0; at += count) count = readSync(file, bytes, at, size - at, null)
  return at === size ? bytes : bytes.subarray(0, at)
}

/** Whether an open file is the one at a path that leads through no link. Linux tells where an open file lies. */
function isOpenAt(file: number, { dev, ino }: Stats, path: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/self/fd/${file}`) === path
    } catch {
      // No /proc here.
    }
  }
  const there = lstatSync(path)
  return there.dev === dev && there.ino === ino && realpathSync.native(path) === path
}

/** Not through a link, which `resolve` would have followed, and without waiting for somebody to write into a pipe. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
