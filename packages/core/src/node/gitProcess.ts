import { type ChildProcess, spawn } from 'node:child_process'
import { gitNotFound } from '../diagnostics/errors/remote.ts'

/** Where and how git runs. */
export interface GitContext {
  readonly program: string
  readonly env: NodeJS.ProcessEnv
  readonly folder: string
  readonly life: Life
}

export interface Life {
  readonly running: Set<ChildProcess>
  isDisposed: boolean
}

interface RunResult {
  readonly end: 'success' | 'failure' | 'timeout' | 'too large'
  /** The last of what git wrote for people. */
  readonly said: string
}

/** Takes a part of the standard output, and may have heard enough. */
export type Listener = (chunk: string) => 'continue' | 'stop'

interface RunOptions {
  readonly onOutput?: Listener
  readonly isTooLarge?: () => Promise<boolean>
}

const watchEveryMs = 200
const keptOutput = 16 * 1024

/** Runs git without a shell and without a terminal, so that neither it nor ssh can ask and wait. */
export function run(
  { program, env, life: { running, isDisposed }, folder }: GitContext,
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
export function kill(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill()
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
