import { spawn } from 'node:child_process'
import { objectMissing } from '../errors.ts'
import { type GitProgram, gitArguments } from './runGit.ts'

/** Reads objects of a repository by their hashes. */
export interface ObjectReader {
  /** The content of an object; of one with more than `maxBytes`, some part that has more. */
  read(object: string, maxBytes: number): Promise<Uint8Array>
  dispose(): void
}

interface Request {
  readonly object: string
  readonly maxBytes: number
  readonly done: (bytes: Uint8Array) => void
  readonly fail: (error: unknown) => void
}

/** One git for all objects: it answers in the order of the questions. It starts with the first of them. */
export function objectReader(git: GitProgram): ObjectReader {
  const waiting: Request[] = []
  let child: ReturnType<typeof start> | undefined
  let chunks: Buffer[] = []
  let received = 0
  // Of the answer that is arriving: how many bytes are still to come, the line break behind it included.
  let body: { readonly size: number; left: number } | undefined

  function start() {
    const started = spawn(git.program, gitArguments(['cat-file', '--batch']), {
      cwd: git.directory,
      env: git.env,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    })
    started.stdout.on('data', take)
    started.stdin.on('error', failAll)
    started.on('error', failAll)
    started.on('close', () => failAll(new Error('git cat-file ended')))
    return started
  }

  function failAll(error: unknown): void {
    child = undefined
    for (const { fail } of waiting.splice(0)) fail(error)
  }

  function take(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (body === undefined) {
        const end = chunk.indexOf(10, at)
        chunks.push(chunk.subarray(at, end < 0 ? chunk.length : end))
        if (end < 0) return
        at = end + 1
        takeHead(Buffer.concat(chunks).toString('latin1'))
        chunks = []
        received = 0
      } else {
        const part = chunk.subarray(at, at + body.left)
        at += part.length
        body.left -= part.length
        // What is too large is read to its end, and not kept.
        if (received <= waiting[0]!.maxBytes) chunks.push(part)
        received += part.length
        if (body.left > 0) return
        const { size } = body
        const { maxBytes, done } = waiting.shift()!
        body = undefined
        done(size > maxBytes ? new Uint8Array(maxBytes + 1) : new Uint8Array(Buffer.concat(chunks).subarray(0, size)))
        chunks = []
      }
    }
  }

  function takeHead(line: string): void {
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(line)?.[1]
    if (size !== undefined) body = { size: Number(size), left: Number(size) + 1 }
    else {
      const { object, fail } = waiting.shift()!
      fail(objectMissing(object))
    }
  }

  return {
    read(object, maxBytes) {
      return new Promise((done, fail) => {
        child ??= start()
        waiting.push({ object, maxBytes, done, fail })
        child.stdin.write(`${object}\n`)
      })
    },
    dispose() {
      child?.stdin.end()
      child?.kill()
      child = undefined
    },
  }
}
