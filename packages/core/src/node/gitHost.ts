import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  cloneTooLarge,
  disposed,
  gitFailed,
  gitNotFound,
  gitRefRefused,
  gitTimeout,
  gitTooOld,
  gitUrlRefused,
  offline,
} from '../diagnostics/errors/remote.ts'
import type { Clone, CloneRequest, GitLimits, RemoteHost } from '../load/remoteHost.ts'
import { defaultGitLimits } from '../load/remoteHost.ts'
import { diskFileSystem } from './diskFileSystem.ts'

export interface GitHostOptions {
  readonly limits?: Partial<GitLimits>
  /**
   * Where copies are kept from one process to the next, by repository and commit. A URL whose ref is a commit id is
   * then fetched once; branches and tags can move, and are always asked for.
   */
  readonly cacheDirectory?: string
  /** Takes copies from the cache alone, branches and tags as they were last seen; `file://` is no network. */
  readonly offline?: boolean
  /** The environment to take programs and credentials from; the process's own unless told. */
  readonly env?: NodeJS.ProcessEnv
  /** The git command; `git` on the path unless told. */
  readonly program?: string
}

export interface GitHost extends Pick<RemoteHost, 'clone'> {
  clone(request: CloneRequest): Promise<Clone>
  /**
   * Ends what still runs and removes every copy outside the cache. Git runs in sessions of its own, so Ctrl-C does
   * not reach it: a command that is interrupted calls this.
   */
  dispose(): Promise<void>
}

/** Clones repositories with the git command, as upstream does; each repository and ref once. */
export function gitHost(options: GitHostOptions = {}): GitHost {
  const limits = { ...defaultGitLimits, ...options.limits }
  const clones = new Map<string, Promise<Clone>>()
  const life: Life = { running: new Set(), isDisposed: false }
  let workspace: Promise<Workspace> | undefined

  const cloneOnce = async (request: CloneRequest): Promise<Clone> => {
    const cached = await fromCache(options, request)
    if (cached !== undefined) return cached
    if (options.offline && !isLocal(request)) throw offline(request.cloneUrl)
    workspace ??= openWorkspace(options, life, request)
    workspace.catch(() => {
      workspace = undefined
    })
    return fetchClone({ workspace: await workspace, options, limits, request })
  }

  return {
    async clone(request) {
      if (life.isDisposed) throw disposed(request.cloneUrl)
      refuseUnsafe(request)
      const key = JSON.stringify([request.cloneUrl, request.ref, request.submodules])
      let clone = clones.get(key)
      if (clone === undefined) {
        clone = cloneOnce(request)
        clones.set(key, clone)
        clone.catch(() => clones.delete(key))
      }
      return clone
    },
    async dispose() {
      life.isDisposed = true
      for (const child of life.running) kill(child)
      await Promise.allSettled(clones.values())
      const opened = await workspace?.catch(() => undefined)
      if (opened !== undefined) await remove(opened.folder)
    },
  }
}

/**
 * Refuses what git could take for anything but a repository on a host, and refs that are no names. Git checks most
 * of this itself; upstream relies on that, and hands it refs that are options.
 */
function refuseUnsafe({ cloneUrl, ref }: CloneRequest): void {
  if (/[\0-\x1f\x7f]/.test(cloneUrl)) throw gitUrlRefused(cloneUrl, 'it contains control characters')
  const scheme = /^(https?|ssh|file):\/\//.exec(cloneUrl)?.[0]
  const place = cloneUrl.slice(scheme?.length ?? 0)
  // What git takes for the name of a program that knows the way, as in `ext::sh -c`.
  if (scheme === undefined && /^[^/@]*::/.test(place)) throw gitUrlRefused(cloneUrl, 'it names a program')
  if (scheme === undefined && /^[^/:]*:\/\//.test(place)) {
    throw gitUrlRefused(cloneUrl, 'repositories are fetched by https, http, ssh and from file://')
  }
  if (scheme === undefined && !/^[^/:]+:/.test(place)) {
    throw gitUrlRefused(
      cloneUrl,
      'git takes it for a path on this machine; a colon ends the host, as in user@host:path',
    )
  }
  const authority = scheme === undefined ? /^[^:]*/.exec(place)![0] : /^[^/]*/.exec(place)![0]
  const host = scheme === 'file://' ? place : authority.slice(authority.lastIndexOf('@') + 1)
  if (host === '') throw gitUrlRefused(cloneUrl, 'it names no host')
  const looksLikeOption = /^(-|%2d)/i
  const path = scheme === undefined ? place.slice(place.indexOf(':') + 1) : ''
  if ([cloneUrl, place, host, path].some((part) => looksLikeOption.test(part))) {
    throw gitUrlRefused(cloneUrl, 'a part that begins with - can be taken for an option')
  }
  if (ref !== '' && !isRefName(ref)) throw gitRefRefused(cloneUrl, ref)
}

/** By git's own rules for names. They exclude options, and refspecs, which say where to write what is fetched. */
function isRefName(ref: string): boolean {
  return !/^[-+]|[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$|\.lock(\/|$)|(^|\/)\./.test(ref)
}

function isLocal({ cloneUrl }: CloneRequest): boolean {
  return cloneUrl.startsWith('file://')
}

// ---- the copy

interface Job {
  readonly workspace: Workspace
  readonly options: GitHostOptions
  readonly limits: GitLimits
  readonly request: CloneRequest
}

/** The steps of upstream's cloner, with a look at the size between them. */
async function fetchClone(job: Job): Promise<Clone> {
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

function cloneAt(root: string, commit: string): Clone {
  return { fileSystem: diskFileSystem({ workingDirectory: root }), root, commit }
}

interface Size {
  readonly bytes: number
  readonly files: number
}

function refuseLarge({ cloneUrl }: CloneRequest, limits: GitLimits, size: Size): void {
  if (size.files > limits.maxFiles) throw cloneTooLarge(cloneUrl, limits.maxFiles, 'files')
  if (size.bytes > limits.maxBytes) throw cloneTooLarge(cloneUrl, limits.maxBytes, 'bytes')
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

/** What lies in a folder, links not followed; counts no further than the limits. */
async function measure(folder: string, limits: GitLimits): Promise<Size> {
  const size = { bytes: 0, files: 0 }
  const folders = [folder]
  while (folders.length > 0 && size.files <= limits.maxFiles && size.bytes <= limits.maxBytes) {
    const at = folders.pop()!
    // While git works, what was there a moment ago may be gone.
    for (const entry of await readdir(at, { withFileTypes: true }).catch(() => [])) {
      const path = join(at, entry.name)
      if (entry.isDirectory()) folders.push(path)
      else {
        size.files++
        size.bytes += (await lstat(path).catch(() => undefined))?.size ?? 0
      }
    }
  }
  return size
}

/**
 * Git's own data is no part of what was committed, and it holds the URL, perhaps with a password: no generator in
 * the repository shall read it. (Upstream leaves it where it is.)
 */
async function removeGitData(folder: string, recursive: boolean): Promise<void> {
  await remove(join(folder, '.git'))
  if (!recursive) return
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeGitData(join(folder, entry.name), true)
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 })
}

// ---- the cache

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
async function fromCache(options: GitHostOptions, request: CloneRequest): Promise<Clone | undefined> {
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
async function keep(cache: string, request: CloneRequest, folder: string, commit: string): Promise<Clone> {
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

// ---- the git command

/** What every call of git in the life of a host shares. */
interface Workspace {
  /** Private, and removed with all that is in it. */
  readonly folder: string
  readonly program: string
  readonly env: NodeJS.ProcessEnv
  readonly life: Life
}

interface Life {
  readonly running: Set<ChildProcess>
  isDisposed: boolean
}

/** The first git that can be told to read no settings but ours. */
const neededVersion = [2, 32] as const

async function openWorkspace(options: GitHostOptions, life: Life, request: CloneRequest): Promise<Workspace> {
  const { program = 'git', env = process.env } = options
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kust-')))
  try {
    const empty = join(folder, 'empty')
    await mkdir(empty)
    // Git speaks one language on all machines, as kust does, and asks nobody.
    const clean = { ...cleanEnvironment(env), GIT_CEILING_DIRECTORIES: folder, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
    const ask = (args: readonly string[], from: NodeJS.ProcessEnv): Promise<string> =>
      askGit({ program, env: from, life, folder: empty }, args, request)
    const [version, settings] = await Promise.all([
      ask(['version'], clean),
      // The one time that the user's own settings are read, from wherever the user has told git to read them.
      ask(['config', '--list', '--null'], { ...clean, ...configVariables(env) }),
    ])
    refuseOld(version)
    const { forGit, forServer } = networkSettings(settings)
    const config = join(folder, 'config')
    await writeFile(config, safeDirectories(forServer), { mode: 0o600 })
    const protocols = options.offline ? [] : remoteProtocols
    const guarded = {
      ...clean,
      ...allowedProtocols(env, protocols),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: config,
      GIT_ATTR_NOSYSTEM: '1',
      GIT_TEMPLATE_DIR: empty,
      ...commandSettings([...forGit, ...guardSettings(empty, protocols)]),
    }
    return { folder, program, env: guarded, life }
  } catch (error) {
    await remove(folder)
    throw error
  }
}

/** The standard output of a command that is no step of a clone. */
async function askGit(workspace: Workspace, args: readonly string[], { cloneUrl }: CloneRequest): Promise<string> {
  const timeoutMs = 10_000
  let output = ''
  const onOutput = (chunk: string): 'continue' => {
    output += chunk
    return 'continue'
  }
  const { end, said } = await run(workspace, args, timeoutMs, { onOutput })
  if (end === 'timeout') throw gitTimeout(cloneUrl, args[0]!, timeoutMs)
  if (workspace.life.isDisposed) throw disposed(cloneUrl)
  if (end !== 'success') throw gitFailed(cloneUrl, '', args[0]!, said)
  return output
}

function refuseOld(version: string): void {
  const [, found = '?', major = '0', minor = '0'] = /((\d+)\.(\d+)\S*)/.exec(version) ?? []
  const [neededMajor, neededMinor] = neededVersion
  if (Number(major) < neededMajor || (Number(major) === neededMajor && Number(minor) < neededMinor)) {
    throw gitTooOld(found, neededVersion.join('.'))
  }
}

/**
 * Of git's variables, those that say how to reach a host and who asks there. `GIT_SSH_COMMAND` and `GIT_ASKPASS` run
 * programs, but ones that the user has chosen, as with `PATH`; nothing in a repository can set them. All others, such
 * as `GIT_DIR`, `GIT_INDEX_FILE` or `GIT_TEMPLATE_DIR`, would have git work elsewhere or otherwise.
 */
const keptVariables =
  /^GIT_(EXEC_PATH|SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|SSL_[A-Z_]+|PROXY_SSL_[A-Z_]+|HTTP_PROXY_AUTHMETHOD|HTTP_USER_AGENT)$/

function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_/i.test(name) || keptVariables.test(name)))
}

/** The variables that say where settings are. */
function configVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /^GIT_CONFIG(_|$)/.test(name)))
}

/** The user's own list of protocols takes the place of our settings in git, so it is cut down to what they allow. */
function allowedProtocols({ GIT_ALLOW_PROTOCOL: own }: NodeJS.ProcessEnv, protocols: readonly string[]) {
  if (own === undefined) return {}
  const allowed = own.split(':').filter((protocol) => protocol === 'file' || protocols.includes(protocol))
  return { GIT_ALLOW_PROTOCOL: allowed.join(':') || 'none' }
}

type Setting = readonly [key: string, value: string]

/**
 * Of the user's settings, those about the way to a host: credentials, certificates, proxies, ssh, and other addresses
 * for the same host, which is how tokens and mirrors are set up. What would change files (line ends, filters such as
 * LFS, attributes, hooks, templates) is left out.
 */
const networkSetting = /^(credential\.|http\.|url\..*\.insteadof$|core\.(sshcommand|askpass)$|ssh\.variant$)/is

/** Reads `key\nvalue\0`, or `key\0` for a setting that is just switched on. */
function networkSettings(text: string): { forGit: Setting[]; forServer: Setting[] } {
  const settings = text
    .split('\0')
    .filter((line) => line !== '')
    .map((line): Setting => {
      const end = line.indexOf('\n')
      return end < 0 ? [line, 'true'] : [line.slice(0, end), line.slice(end + 1)]
    })
  return {
    forGit: settings.filter(([key]) => networkSetting.test(key)),
    forServer: settings.filter(([key]) => key === 'safe.directory'),
  }
}

/** For `file://`, git runs the other side too, which reads no settings but those in a file. */
function safeDirectories(settings: readonly Setting[]): string {
  const quote = (value: string): string => `"${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
  return ['[safe]', ...settings.map(([, value]) => `\tdirectory = ${quote(value)}`), ''].join('\n')
}

/** What upstream can name, and `git`, which it lets submodules name. */
const remoteProtocols = ['https', 'http', 'ssh', 'git']

/** These come last and so win. */
function guardSettings(empty: string, protocols: readonly string[]): Setting[] {
  return [
    ['protocol.allow', 'never'],
    ...protocols.map((protocol): Setting => [`protocol.${protocol}.allow`, 'always']),
    // From a URL, but not from a submodule: that is git's own default.
    ['protocol.file.allow', 'user'],
    ['core.hooksPath', empty],
    ['core.attributesFile', join(empty, 'attributes')],
    ['core.autocrlf', 'false'],
    ['core.eol', 'lf'],
    ['core.fsmonitor', 'false'],
    ['submodule.recurse', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    // No work in the background, in a folder that is about to be removed.
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    // Objects by themselves are slow to look up, which a tree that names one of them often can make use of.
    ['fetch.unpackLimit', '1'],
    ['init.defaultBranch', 'main'],
    ['advice.detachedHead', 'false'],
  ]
}

/** Settings as git takes them from its environment: they hold for submodules too, and no file has the secrets. */
function commandSettings(settings: readonly Setting[]): NodeJS.ProcessEnv {
  const variables = settings.flatMap(([key, value], i): [string, string][] => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(variables) }
}

interface Watch {
  /** A folder that may not grow beyond the limits. */
  readonly folder?: string
  /** Takes the standard output, and may have heard enough. */
  readonly onOutput?: (chunk: string) => 'continue' | 'stop'
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

interface RunResult {
  readonly end: 'success' | 'failure' | 'timeout' | 'too large'
  /** The last of what git wrote for people. */
  readonly said: string
}

interface RunOptions {
  readonly onOutput?: Watch['onOutput']
  readonly isTooLarge?: () => Promise<boolean>
}

const watchEveryMs = 200
const keptOutput = 16 * 1024

/** Runs git without a shell and without a terminal, so that neither it nor ssh can ask and wait. */
function run(
  { program, env, life: { running, isDisposed }, folder }: Workspace,
  args: readonly string[],
  timeoutMs: number,
  { onOutput, isTooLarge }: RunOptions,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    if (isDisposed) return resolve({ end: 'failure', said: '' })
    const child = spawn(program, args, {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A session of its own: it has no terminal, and can be killed with all that it started.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    running.add(child)
    let said = ''
    let end: RunResult['end'] | undefined
    const stop = (why: RunResult['end']): void => {
      end ??= why
      kill(child)
    }
    const listen = (chunk: string): void => {
      said = (said + chunk).slice(-keptOutput)
    }
    child.stderr.setEncoding('utf8').on('data', listen)
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      if (onOutput === undefined) listen(chunk)
      else if (end === undefined && onOutput(chunk) === 'stop') stop('success')
    })
    const timer = setTimeout(stop, timeoutMs, 'timeout')
    let watcher: NodeJS.Timeout | undefined
    const watch = (): void => {
      const started = Date.now()
      const look = async (): Promise<void> => {
        if (await isTooLarge!()) stop('too large')
        // Looking at many files takes time, which git needs too.
        else if (end === undefined && running.has(child))
          watcher = setTimeout(watch, watchEveryMs + 4 * (Date.now() - started))
      }
      look().catch(reject)
    }
    if (isTooLarge !== undefined) watcher = setTimeout(watch, watchEveryMs)
    const finish = (): void => {
      clearTimeout(timer)
      clearTimeout(watcher)
      running.delete(child)
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      finish()
      if (error.code === 'ENOENT') reject(gitNotFound(program))
      else resolve({ end: 'failure', said: error.message })
    })
    child.on('close', (code, signal) => {
      finish()
      if (signal !== null) listen(`\nkilled by ${signal}`)
      resolve({ end: end ?? (code === 0 ? 'success' : 'failure'), said })
    })
  })
}

/** Ends a command and all that it started. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill()
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
