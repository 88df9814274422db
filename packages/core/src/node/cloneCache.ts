import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clone, CloneRequest } from '../load/remoteHost.ts'
import { cloneAt, remove } from './cloneFolder.ts'
import { type GitHostOptions, isLocal } from './gitHost.ts'

/** `<cache>/<repository>/<commit>` is a copy; `<cache>/<repository>/refs/<ref>` says what commit a ref was last. */
function cachePaths(cache: string, { cloneUrl, ref, submodules }: CloneRequest) {
  // By the whole URL: whoever may not read a repository gets nothing out of knowing its commits.
  const repository = join(cache, hash(cloneUrl))
  return {
    commit: (id: string) => join(repository, submodules ? id : `${id}-without-submodules`),
    ref: join(repository, 'refs', hash(ref)),
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40)
}

const commitId = /^([0-9a-f]{40}|[0-9a-f]{64})$/

/** A copy that nothing need be asked for. */
export async function fromCache(options: GitHostOptions, request: CloneRequest): Promise<Clone | undefined> {
  if (options.cacheDirectory === undefined) return undefined
  const paths = cachePaths(options.cacheDirectory, request)
  let commit = request.ref.toLowerCase()
  if (options.offline && !isLocal(request) && !commitId.test(commit)) {
    commit = (await readFile(paths.ref, 'utf8').catch(() => '')).trim()
  }
  if (!commitId.test(commit) || !existsSync(paths.commit(commit))) return undefined
  return cloneAt(await realpath(paths.commit(commit)), commit)
}

/** Moves a finished copy to its place, unless another process was faster. */
export async function keep(cache: string, request: CloneRequest, folder: string, commit: string): Promise<Clone> {
  const paths = cachePaths(cache, request)
  await mkdir(dirname(paths.ref), { recursive: true, mode: 0o700 })
  const place = paths.commit(commit)
  if (!existsSync(place)) {
    await rename(folder, place).catch((error: unknown) => {
      if (!existsSync(place)) throw error
    })
  }
  await remove(folder)
  const written = `${paths.ref}-${randomUUID()}`
  await writeFile(written, `${commit}\n`)
  await rename(written, paths.ref)
  return cloneAt(await realpath(place), commit)
}
