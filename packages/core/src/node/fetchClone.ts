import { mkdir, mkdtemp, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { disposed, gitFailed, gitTimeout } from '../diagnostics/errors/remote.ts'
import type { Clone, CloneRequest, GitLimits } from '../load/remoteHost.ts'
import { keep } from './cloneCache.ts'
import { cloneAt, measure, refuseLarge, remove, removeGitData, type Size } from './cloneFolder.ts'
import type { GitHostOptions } from './gitHost.ts'
import { type Listener, run } from './gitProcess.ts'
import type { Workspace } from './gitWorkspace.ts'

interface Job {
  readonly workspace: Workspace
  readonly options: GitHostOptions
  readonly limits: GitLimits
  readonly request: CloneRequest
}

/** The steps of upstream's cloner, with a look at the size between them. */
export async function fetchClone(job: Job): Promise<Clone> {
  const { workspace, options, limits, request } = job
  const { cloneUrl, ref, submodules } = request
  const parent = options.cacheDirectory ?? workspace.folder
  if (options.cacheDirectory !== undefined) await mkdir(parent, { recursive: true, mode: 0o700 })
  const folder = await realpath(await mkdtemp(join(parent, 'clone-')))
  try {
    const step: Step = (name, args, watch = {}) => runStep(job, folder, name, args, watch)
    await step('init', ['init', '--quiet', '--template='])
    // Relative URLs of submodules are relative to this.
    await step('remote add', ['remote', 'add', '--', 'origin', cloneUrl])
    const fetchArgs = ['fetch', '--quiet', '--depth=1', '--end-of-options', cloneUrl, ref === '' ? 'HEAD' : ref]
    await step('fetch', fetchArgs, { folder })
    const fetched = await measure(folder, limits)
    const tree = await measureTree(step, fetched, limits)
    refuseLarge(request, limits, { bytes: fetched.bytes + tree.bytes, files: tree.files })
    await step('checkout', ['checkout', '--quiet', '--detach', 'FETCH_HEAD', '--'])
    const commit = (await readFile(join(folder, '.git', 'HEAD'), 'utf8')).trim()
    if (submodules && tree.hasSubmodules) {
      await step('submodule update', ['submodule', '--quiet', 'update', '--init', '--recursive'], { folder })
      refuseLarge(request, limits, await measure(folder, limits))
    }
    await removeGitData(folder, submodules && tree.hasSubmodules)
    return options.cacheDirectory === undefined
      ? cloneAt(folder, commit)
      : await keep(options.cacheDirectory, request, folder, commit)
  } catch (error) {
    await remove(folder)
    throw error
  }
}

/**
 * What a checkout will write. A tree can name one tree many times, and so a small repository can stand for more files
 * than any disk or memory holds: this asks before git tries, and stops asking at the limit.
 */
async function measureTree(step: Step, fetched: Size, limits: GitLimits): Promise<Size & { hasSubmodules: boolean }> {
  const size = { bytes: 0, files: 0, hasSubmodules: false }
  let rest = ''
  const isEnough = (): boolean => size.files > limits.maxFiles || fetched.bytes + size.bytes > limits.maxBytes
  await step('ls-tree', ['ls-tree', '-r', '-l', '-z', '--full-tree', 'FETCH_HEAD'], {
    onOutput(chunk) {
      const lines = (rest + chunk).split('\0')
      rest = lines.pop()!
      for (const line of lines) {
        const [, mode, bytes] = /^(\d+) \S+ \S+ +(\d+|-)\t/.exec(line) ?? []
        size.files++
        size.bytes += Number(bytes) || 0
        if (mode === '160000') size.hasSubmodules = true
      }
      return isEnough() ? 'stop' : 'continue'
    },
  })
  return size
}

interface Watch {
  /** A folder that may not grow beyond the limits. */
  readonly folder?: string
  readonly onOutput?: Listener
}

type Step = (name: string, args: readonly string[], watch?: Watch) => Promise<void>

/** One git command in a copy; all that does not succeed is an error. */
async function runStep(job: Job, folder: string, name: string, args: readonly string[], watch: Watch): Promise<void> {
  const { workspace, limits, request } = job
  const { cloneUrl, ref } = request
  const timeoutMs = Math.min(request.timeoutMs, limits.maxTimeoutMs, 2 ** 31 - 1)
  const isTooLarge = async (): Promise<boolean> => {
    if (watch.folder === undefined) return false
    const size = await measure(watch.folder, limits)
    return size.bytes > limits.maxBytes || size.files > limits.maxFiles
  }
  const output = watch.onOutput === undefined ? {} : { onOutput: watch.onOutput }
  const result = await run({ ...workspace, folder }, args, timeoutMs, { ...output, isTooLarge })
  if (result.end === 'timeout') throw gitTimeout(cloneUrl, name, timeoutMs)
  if (result.end === 'too large') refuseLarge(request, limits, await measure(folder, limits))
  if (workspace.life.isDisposed) throw disposed(cloneUrl)
  if (result.end !== 'success') throw gitFailed(cloneUrl, ref, name, result.said.replaceAll(folder, '.'))
}
