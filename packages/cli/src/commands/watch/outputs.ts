import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BuildResult } from '@kust/core'
import { outputFiles } from '../buildMany.ts'
import { fileNames } from '../outputFiles.ts'

export interface OutputOptions {
  readonly targets: readonly string[]
  readonly all: string | undefined
  readonly output: string
}

/** The files that `kust build` would write, with their text; standard output is the file with no name. */
export function outputsOf(
  results: readonly BuildResult[],
  { targets, all, output }: OutputOptions,
): ReadonlyMap<string, string> {
  if (output === '') return new Map([['', results.map(({ yaml }) => yaml).join('---\n')]])
  if (all !== undefined || targets.length > 1) {
    const files = outputFiles(targets, all)
    return new Map(results.map(({ yaml }, i) => [join(output, files[i]!), yaml]))
  }
  const [result] = results
  if (!statSync(output, { throwIfNoEntry: false })?.isDirectory()) return new Map([[output, result!.yaml]])
  return new Map([...fileNames(result!.resources)].map(([name, { yaml }]) => [join(output, name), yaml]))
}

/**
 * Writes what differs from what was written before, and removes what was written before and is no more. Gives how many
 * files it touched.
 */
export function writeOutputs(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  out: (text: string) => void,
): number {
  const differing = [...now].filter(([file, text]) => before.get(file) !== text)
  for (const [file, text] of differing) {
    if (file === '') {
      // What follows is a new document for who reads the stream.
      out(before.has('') ? `---\n${text}` : text)
    } else {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
  }
  const gone = [...before.keys()].filter((file) => !now.has(file))
  for (const file of gone) rmSync(file, { force: true })
  return differing.length + gone.length
}
