import type { Awaitable, FileSystem, ResolvedPath } from '@kust/core'

/** A file system that can tell whether a file has the content of another without it being read. */
export interface ComparableFileSystem extends FileSystem {
  /** A text that is equal for equal contents; undefined if the file cannot be read. The path is resolved. */
  fingerprint(path: string): Awaitable<string | undefined>
}

/** What stands at a path of a revision. */
export type TreeEntry =
  | { readonly kind: 'file'; readonly object: string }
  | { readonly kind: 'link'; readonly target: string }
  /** Another repository, of which a tree knows the commit only; it is empty, as in a fresh clone. */
  | { readonly kind: 'submodule' }

export interface Tree {
  /** The folder that the tree is seen at, absolute and without links. */
  readonly root: string
  /** By path relative to the root. */
  readonly entries: ReadonlyMap<string, TreeEntry>
  readonly readObject: (object: string, maxBytes: number) => Promise<Uint8Array | undefined>
  /** What lies outside of the root, which is the same for all revisions. */
  readonly outside: ComparableFileSystem
}

/** As many links as Linux follows on the way of one path. */
const maxLinks = 40

/** A tree of a revision, seen where its work tree is. */
export function treeFileSystem({ root, entries, readObject, outside }: Tree): ComparableFileSystem {
  const folders = new Map<string, Map<string, 'file' | 'directory' | 'link'>>([['', new Map()]])
  for (const [path, entry] of entries) addToFolders(path, entry.kind === 'submodule' ? 'directory' : entry.kind)

  function addToFolders(path: string, kind: 'file' | 'directory' | 'link'): void {
    const slash = path.lastIndexOf('/')
    const parent = slash < 0 ? '' : path.slice(0, slash)
    if (kind === 'directory' && !folders.has(path)) folders.set(path, new Map())
    if (!folders.has(parent)) addToFolders(parent, 'directory')
    folders.get(parent)!.set(path.slice(slash + 1), kind)
  }

  /** The path in the tree; undefined if it is not in it. */
  function inTree(path: string): string | undefined {
    if (path === root) return ''
    const prefix = root === '/' ? root : `${root}/`
    return path.startsWith(prefix) ? path.slice(prefix.length) : undefined
  }

  const absolute = (path: string): string => (path === '' ? root : `${root === '/' ? '' : root}/${path}`)

  async function resolve(path: string, links = 0): Promise<ResolvedPath | undefined> {
    const start = inTree(path)
    if (start === undefined) {
      // The disk may lead back, by a link outside or because the root is not at its real path here.
      const found = await outside.resolve(path)
      return found === undefined || inTree(found.path) === undefined || links > maxLinks
        ? found
        : resolve(found.path, links + 1)
    }
    const parts = start.split('/')
    let at = ''
    while (parts.length > 0) {
      const part = parts.shift()!
      if (part === '' || part === '.') continue
      if (part === '..') {
        if (at === '') return resolve(cleaned(`${root}/../${parts.join('/')}`), links + 1)
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
        continue
      }
      const next = at === '' ? part : `${at}/${part}`
      const entry = entries.get(next)
      if (entry?.kind === 'link') {
        if (++links > maxLinks) return undefined
        if (entry.target.startsWith('/')) return resolve(joined(entry.target, parts), links)
        parts.unshift(...entry.target.split('/'))
      } else if (folders.has(next)) at = next
      else if (entry !== undefined && parts.length === 0) return { path: absolute(next), kind: 'file' }
      else return undefined
    }
    return { path: absolute(at), kind: 'directory' }
  }

  const objectAt = (path: string): string | undefined => {
    const entry = entries.get(inTree(path) ?? '')
    return entry?.kind === 'file' ? entry.object : undefined
  }

  return {
    workingDirectory: outside.workingDirectory,
    resolve: (path) => resolve(path),
    readFile(path, maxBytes) {
      if (inTree(path) === undefined) return outside.readFile(path, maxBytes)
      const object = objectAt(path)
      return object === undefined ? undefined : readObject(object, maxBytes)
    },
    readFolder(path) {
      const at = inTree(path)
      if (at === undefined) return outside.readFolder?.(path) ?? []
      return [...(folders.get(at) ?? [])].map(([name, kind]) => ({ name, kind }))
    },
    fingerprint: (path) => (inTree(path) === undefined ? outside.fingerprint(path) : objectAt(path)),
  }
}

/** Drops `..` of an absolute path whose folders are real. */
function cleaned(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

function joined(path: string, rest: readonly string[]): string {
  return cleaned([path, ...rest].join('/'))
}
