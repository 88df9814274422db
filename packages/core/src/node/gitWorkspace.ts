import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { disposed, gitFailed, gitTimeout, gitTooOld } from '../diagnostics/errors/remote.ts'
import type { CloneRequest } from '../load/remoteHost.ts'
import { remove } from './cloneFolder.ts'
import type { GitHostOptions } from './gitHost.ts'
import { type Life, run } from './gitProcess.ts'
import {
  allowedProtocols,
  cleanEnvironment,
  commandSettings,
  configVariables,
  guardSettings,
  networkSettings,
  remoteProtocols,
  safeDirectories,
} from './gitSettings.ts'

/** What every call of git in the life of a host shares. */
export interface Workspace {
  /** Private, and removed with all that is in it. */
  readonly folder: string
  readonly program: string
  readonly env: NodeJS.ProcessEnv
  readonly life: Life
}

/** The first git that can be told to read no settings but ours. */
const neededVersion = [2, 32] as const

export async function openWorkspace(options: GitHostOptions, life: Life, request: CloneRequest): Promise<Workspace> {
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
