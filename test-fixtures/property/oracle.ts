import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TreeCase } from './arbitraries/tree.ts'
import { runReference } from './kubectl.mjs'

/** What the reference says about a tree. */
export interface Answer {
  readonly ok: boolean
  readonly yaml: string
  readonly error: string
}

export interface Oracle {
  ask(testCase: Pick<TreeCase, 'files' | 'target'>): Promise<Answer>
  close(): void
}

/** Asks the reference's libraries in the compiled oracle, which lives for many builds. */
export function goOracle(program: string): Oracle {
  let child: ChildProcess | undefined
  let waiting: ((answer: Answer) => void)[] = []
  const start = (): ChildProcess => {
    const started = spawn(program, [], { stdio: ['pipe', 'pipe', 'ignore'] })
    started.stdin!.on('error', () => {})
    createInterface({ input: started.stdout! }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as Answer))
    // A stack overflow of the reference ends the process; kubectl refuses such a tree in its own way.
    started.on('exit', () => {
      if (child !== started) return
      child = undefined
      const left = waiting
      waiting = []
      for (const [index, done] of left.entries())
        done({ ok: false, yaml: '', error: index === 0 ? 'crash' : 'lost in a crash' })
    })
    return started
  }
  return {
    ask: ({ files, target }) =>
      new Promise((done) => {
        child ??= start()
        waiting.push(done)
        child.stdin!.write(`${JSON.stringify({ id: 0, files, target })}\n`)
      }),
    close: () => {
      const ending = child
      child = undefined
      ending?.stdin?.end()
    },
  }
}

/** Asks kubectl itself, a process a build. */
export function kubectlOracle(): Oracle {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kust-property-')))
  let count = 0
  return {
    ask: async ({ files, target }) => {
      const root = join(folder, String(count++))
      writeTree(files, root)
      const { exitCode, stdout, stderr } = await runReference(root, target)
      rmSync(root, { recursive: true, force: true })
      return { ok: exitCode === 0, yaml: exitCode === 0 ? stdout.toString('utf8') : '', error: stderr }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Writes the files of a tree to the disk. */
export function writeTree(files: Readonly<Record<string, string>>, root: string): void {
  mkdirSync(root, { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
