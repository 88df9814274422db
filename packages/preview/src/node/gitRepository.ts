import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { snapshot } from '@kust/core'
import { gitReadFailed, notARepository, notARevision, unknownRevision } from '../errors.ts'
import { type ComparableFileSystem, type TreeEntry, treeFileSystem } from '../revisions/treeFileSystem.ts'
import { comparableDisk } from './comparableDisk.ts'
import { objectReader } from './objectReader.ts'
import { type GitProgram, gitProgram, runGit } from './runGit.ts'

/** One state of a repository: a commit, or the work tree as it is. */
export interface Revision {
  /** What people call it. */
  readonly name: string
  /** The hash of the commit; undefined for the work tree. */
  readonly commit: string | undefined
  /** At one moment. All of it is seen at the path of the work tree. */
  readonly fileSystem: ComparableFileSystem
  /** Absolute paths of files; in the work tree also those that git does not know yet and does not ignore. */
  files(): Promise<readonly string[]>
}

export interface GitRepository {
  /** The folder of the work tree, without links. */
  readonly root: string
  /** What a name of a commit stands for, read from git's objects: no file is written, the work tree is not looked at. */
  revision(name: string): Promise<Revision>
  workTree(): Revision
  dispose(): void
}

export interface RepositoryOptions {
  /** `git` unless told. */
  readonly program?: string
}

/** The repository that a folder is in. */
export async function openRepository(directory: string, { program }: RepositoryOptions = {}): Promise<GitRepository> {
  const git = gitProgram(directory, program)
  const { output } = await runGit(git, ['rev-parse', '--show-toplevel', '--show-object-format'])
  const [, top, format] = /^(.+)\n(sha1|sha256)\n$/s.exec(output?.toString('utf8') ?? '') ?? []
  if (top === undefined) throw notARepository(directory)
  const root = realpathSync(top)
  const inRoot = { ...git, directory: root }
  const objects = objectReader(inRoot)
  const disk = comparableDisk(format as 'sha1' | 'sha256')
  return {
    root,
    async revision(name) {
      const commit = await commitOf(inRoot, name)
      const entries = await entriesOf(inRoot, commit, objects.read)
      const fileSystem = treeFileSystem({ root, entries, readObject: objects.read, outside: disk })
      const files = async (): Promise<string[]> => [...entries.keys()].map((path) => join(root, path))
      return { name, commit, fileSystem: frozen(fileSystem), files }
    },
    workTree: () => ({
      name: 'the work tree',
      commit: undefined,
      fileSystem: frozen(disk),
      files: () => workTreeFiles(inRoot),
    }),
    dispose: () => objects.dispose(),
  }
}

/** The commit that a name stands for; a name is never taken for an option. */
async function commitOf(git: GitProgram, name: string): Promise<string> {
  if (name === '' || name.startsWith('-') || name.includes('\0')) throw notARevision(name)
  const { output } = await runGit(git, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`])
  const commit = output?.toString('utf8').trim()
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) throw unknownRevision(name)
  return commit
}

const maxLinkBytes = 4096

async function entriesOf(
  git: GitProgram,
  commit: string,
  readObject: (object: string, maxBytes: number) => Promise<Uint8Array>,
): Promise<Map<string, TreeEntry>> {
  const { output, said } = await runGit(git, ['ls-tree', '-r', '-z', '--full-tree', commit])
  if (output === undefined) throw gitReadFailed('ls-tree', said)
  const entries = new Map<string, TreeEntry>()
  for (const line of output.toString('utf8').split('\0')) {
    const [, mode, object, path] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
    if (path === undefined) continue
    if (mode === '160000') entries.set(path, { kind: 'submodule' })
    else if (mode === '120000') {
      const target = Buffer.from(await readObject(object!, maxLinkBytes)).toString('utf8')
      entries.set(path, { kind: 'link', target })
    } else entries.set(path, { kind: 'file', object: object! })
  }
  return entries
}

async function workTreeFiles(git: GitProgram): Promise<string[]> {
  const { output, said } = await runGit(git, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  if (output === undefined) throw gitReadFailed('ls-files', said)
  const paths = output.toString('utf8').split('\0').filter(Boolean)
  return [...new Set(paths)].map((path) => join(git.directory, path))
}

/** Asks for each path once. */
function frozen(fileSystem: ComparableFileSystem): ComparableFileSystem {
  const known = new Map<string, ReturnType<ComparableFileSystem['fingerprint']>>()
  return {
    ...snapshot(fileSystem),
    fingerprint(path) {
      if (!known.has(path)) known.set(path, fileSystem.fingerprint(path))
      return known.get(path)!
    },
  }
}
