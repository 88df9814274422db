import { noRemoteHost, withoutSecrets } from '../diagnostics/errors/remote.ts'
import { isInOrBelow } from '../kustomization/path.ts'
import { portableSha256 } from '../libraries/sha256.ts'
import { createReader, type FileAccess, type LoadedFile, loadedFile, type Reader, refuseLarge } from './reader.ts'
import type { Clone, RemoteHost } from './remoteHost.ts'
import type { RepoSpec } from './repoSpec.ts'

/** What one build reads from other machines. */
export interface Remotes {
  /** The file behind an http(s) URL. */
  fetchFile(url: string): Promise<LoadedFile>
  /** A copy that is at hand already, so that nothing need be asked. */
  findClone(spec: RepoSpec): Promise<Repository | undefined>
  clone(spec: RepoSpec): Promise<Repository>
  /** All that was read so far. */
  accesses(): FileAccess[]
}

/** The copy of a repository, read as a file system of its own. */
export interface Repository {
  readonly spec: RepoSpec
  /** Its folder on that file system. */
  readonly root: string
  readonly reader: Reader
}

export interface RemotesOptions {
  readonly maxFileBytes: number
  /** May know a file of this content from an earlier build. */
  readonly fileOf?: (path: string, bytes: Uint8Array) => LoadedFile
}

export function createRemotes(host: RemoteHost | undefined, options: RemotesOptions): Remotes {
  const { maxFileBytes, fileOf = loadedFile } = options
  const files = new Map<string, LoadedFile>()
  const fetched: FileAccess[] = []
  const readers = new Map<Clone, Reader>()

  const repository = (spec: RepoSpec, clone: Clone): Repository => {
    let reader = readers.get(clone)
    if (reader === undefined) {
      reader = readerOf(spec, clone, options)
      readers.set(clone, reader)
    }
    return { spec, root: clone.root, reader }
  }

  return {
    async fetchFile(url) {
      const known = files.get(url)
      if (known !== undefined) return known
      if (host === undefined) throw noRemoteHost(url)
      const path = withoutSecrets(url)
      const bytes = await host.fetchFile(url)
      refuseLarge(path, bytes, maxFileBytes)
      const file = fileOf(path, bytes)
      files.set(url, file)
      fetched.push({
        path,
        found: 'file',
        remote: { kind: 'file', url: path, sha256: portableSha256(file.bytes) },
      })
      return file
    },
    async findClone(spec) {
      const clone = await host?.findClone?.(spec)
      return clone === undefined ? undefined : repository(spec, clone)
    },
    async clone(spec) {
      if (host === undefined) throw noRemoteHost(spec.raw)
      return repository(spec, await host.clone(spec))
    },
    accesses: () => [...fetched, ...[...readers.values()].flatMap((reader) => [...reader.accesses.values()])],
  }
}

/** Where a copy lies is nobody's concern: its files go by the URL that upstream would take for them. */
function readerOf({ cloneUrl, ref }: RepoSpec, { fileSystem, root, commit }: Clone, options: RemotesOptions): Reader {
  const url = withoutSecrets(cloneUrl)
  const query = ref === '' ? '' : `?ref=${ref}`
  return createReader(fileSystem, {
    ...options,
    nameOf: (path) => (isInOrBelow(path, root) ? `${url}/${path.slice(root.length) || '/'}${query}` : path),
    remote: { kind: 'repository', url, ref, commit },
  })
}
