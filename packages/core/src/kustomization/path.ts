/** Paths with `/`, as on every file system that a build sees. */

export function isAbsolute(path: string): boolean {
  return path.startsWith('/')
}

/** A part that may have to go; a hidden file has none, but is rare. */
const unclean = /\/(?:[./]|$)/

/** Drops `.`, empty and `..` parts; an empty path is `.`. */
export function cleanPath(path: string): string {
  const absolute = isAbsolute(path)
  if (absolute && !unclean.test(path)) return path
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (!absolute) parts.push('..')
  }
  const joined = parts.join('/')
  return absolute ? `/${joined}` : joined || '.'
}

export function joinPath(...paths: readonly string[]): string {
  const present = paths.filter((p) => p !== '')
  return present.length === 0 ? '' : cleanPath(present.join('/'))
}

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash <= 0 ? '/' : path.slice(0, slash)
}

/** The last part of a path, as Go's `path.Base`: trailing slashes do not count. */
export function baseName(path: string): string {
  if (path === '') return '.'
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

/** The way from one clean absolute folder to a path; `.` if they are the same. */
export function relativePath(from: string, to: string): string {
  const fromParts = from.split('/').filter(Boolean)
  const toParts = to.split('/').filter(Boolean)
  let shared = 0
  while (shared < fromParts.length && fromParts[shared] === toParts[shared]) shared++
  return [...fromParts.slice(shared).map(() => '..'), ...toParts.slice(shared)].join('/') || '.'
}

/** Whether a clean absolute path is a folder or lies below it. */
export function isInOrBelow(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`)
}
