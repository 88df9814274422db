import { type ChildProcess, spawn } from 'node:child_process'

export interface RunRequest {
  readonly program: string
  readonly args: readonly string[]
  readonly directory: string
  readonly env: NodeJS.ProcessEnv
  /** For the standard input; there is none without it. */
  readonly input?: string
  readonly timeoutMs: number
  /** Of the standard output. */
  readonly maxOutputBytes: number
}

export interface RunResult {
  readonly end: 'exit' | 'signal' | 'timeout' | 'too large' | 'not started'
  /** The exit status; 0 is success. */
  readonly status: number
  readonly output: Buffer
  /** The last of what was written to the standard error. */
  readonly said: string
}

/** What runs, so that it can be ended from outside. */
export type Running = Set<ChildProcess>

const keptOutput = 64 * 1024

/** Runs a program without a shell; it ends within its limits, with all that it started. */
export function runProgram(request: RunRequest, running: Running): Promise<RunResult> {
  const { program, args, directory, env, input, timeoutMs, maxOutputBytes } = request
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: directory,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A session of its own can be ended with all that it started.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    running.add(child)
    const chunks: Buffer[] = []
    let size = 0
    let said = ''
    let timer: NodeJS.Timeout | undefined
    const finish = (end: RunResult['end'], status: number): void => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ end, status, output: Buffer.concat(chunks), said })
    }
    const stop = (end: RunResult['end']): void => {
      endProgram(child)
      child.stdout.destroy()
      child.stderr.destroy()
      finish(end, -1)
    }
    timer = setTimeout(stop, Math.min(timeoutMs, 2 ** 31 - 1), 'timeout')
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxOutputBytes) stop('too large')
      else chunks.push(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-keptOutput)
    })
    child.on('error', (error) => {
      said += error.message
      finish('not started', -1)
    })
    child.on('close', (status, signal) => {
      if (signal !== null) said += `\nended by ${signal}`
      finish(signal === null ? 'exit' : 'signal', status ?? -1)
    })
    // A program need not read what it is given.
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
  })
}

/** Ends a program and all that it started. */
export function endProgram(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill()
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
