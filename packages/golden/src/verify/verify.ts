import { availableParallelism } from 'node:os'
import { createEngine, type Engine, KustError, snapshot } from '@kust/core'
import { diskFileSystem } from '@kust/core/node/disk'
import { type Running, runProgram } from '@kust/core/node/hosts'
import type { RenderOptions } from '../buildOptions.ts'
import { diffLines } from '../lineDiff.ts'
import { type MarkedLine, markSecrets } from '../secrets.ts'
import type { Reference } from './reference.ts'

/** How two programs render a target; in a difference, what the reference says counts as the old text. */
export type Verification = { readonly target: string } & (
  | { readonly status: 'identical' }
  | { readonly status: 'differs'; readonly hunks: readonly (readonly MarkedLine[])[] }
  | { readonly status: 'reference fails'; readonly message: string }
  | { readonly status: 'kust fails'; readonly error: KustError }
  | { readonly status: 'both refuse'; readonly message: string; readonly error: KustError }
)

export interface VerifyOptions {
  readonly reference: Reference
  readonly build: RenderOptions
  /** Flags for the reference that ask for the same as `build`. */
  readonly flags: readonly string[]
  /** What runs, for those who end it early. */
  readonly running: Running
  /** Told of each, in the order of the targets. */
  readonly onResult?: (result: Verification) => void
}

/** Renders targets with kust and with another program, and compares the bytes. */
export async function verify(targets: readonly string[], options: VerifyOptions): Promise<Verification[]> {
  const engine = createEngine({ fileSystem: snapshot(diskFileSystem()) })
  const results: Verification[] = []
  let next = 0
  let told = 0
  const work = async (): Promise<void> => {
    for (let i = next++; i < targets.length; i = next++) {
      results[i] = await compare(targets[i]!, engine, options)
      while (results[told] !== undefined) options.onResult?.(results[told++]!)
    }
  }
  await Promise.all(Array.from({ length: Math.min(targets.length, availableParallelism()) }, work))
  return results
}

async function compare(target: string, engine: Engine, options: VerifyOptions): Promise<Verification> {
  const [ours, theirs] = await Promise.all([render(target, engine, options), renderByReference(target, options)])
  if (ours instanceof KustError) {
    if (typeof theirs === 'string') return { target, status: 'kust fails', error: ours }
    return { target, status: 'both refuse', error: ours, message: theirs.message }
  }
  if (typeof theirs !== 'string') return { target, status: 'reference fails', message: theirs.message }
  if (ours === theirs) return { target, status: 'identical' }
  return { target, status: 'differs', hunks: markSecrets(diffLines(theirs, ours), theirs, ours) }
}

async function render(target: string, engine: Engine, { build }: VerifyOptions): Promise<string | KustError> {
  try {
    return (await engine.build(target, build)).yaml
  } catch (error) {
    if (error instanceof KustError) return error
    throw error
  }
}

interface Refusal {
  readonly message: string
}

async function renderByReference(
  target: string,
  { reference, flags, running }: VerifyOptions,
): Promise<string | Refusal> {
  const { end, status, output, said } = await runProgram(
    {
      program: reference.program,
      args: [reference.kind === 'kubectl' ? 'kustomize' : 'build', target, ...flags],
      directory: process.cwd(),
      env: process.env,
      timeoutMs: 600_000,
      maxOutputBytes: 1 << 30,
    },
    running,
  )
  if (end === 'exit' && status === 0) return output.toString()
  return { message: end === 'exit' ? said.trim() : `${said.trim()} (${end})`.trim() }
}
