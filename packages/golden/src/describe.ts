import { relative } from 'node:path'
import type { KustError } from '@kust/core'
import type { Blame } from './blame.ts'
import type { OverlayResult } from './goldens.ts'
import { type MarkedLine, masked } from './secrets.ts'

export interface DescribeOptions {
  /** Whether values of Secrets are shown; `***` stands for them unless told. */
  readonly showSecrets?: boolean
  /** Where paths are seen from; the working directory unless told. */
  readonly from?: string
  /** Colours a removed or added line, and a place; plain unless told. */
  readonly paint?: (text: string, as: 'removed' | 'added' | 'place') => string
}

/** What is wrong with an overlay, in some lines; empty if nothing is. */
export function describeResult(result: OverlayResult, options: DescribeOptions = {}): string {
  const { overlay } = result
  const golden = pathFrom(options.from, overlay.golden)
  if (result.status === 'missing') return `${overlay.dir} has no golden yet (${golden})\n`
  if (result.status === 'differs') {
    return `${overlay.dir} renders to something else than ${golden} holds:\n${describeHunks(result.hunks, options)}`
  }
  return result.status === 'error' ? `${overlay.dir} cannot be rendered: ${describeMistake(result.error, options)}` : ''
}

/** Hunks of a difference, with a sign and a line number before each line and who did it behind. */
export function describeHunks(
  hunks: readonly (readonly (MarkedLine & { readonly blame?: Blame | undefined })[])[],
  { showSecrets = false, from, paint = (text) => text }: DescribeOptions = {},
): string {
  return hunks
    .map((hunk) => {
      const lines = hunk.map((line) => printable(showSecrets || !line.isSecret ? line.text : masked(line.text)))
      const numbers = hunk.map(({ oldLine, newLine }) => String(newLine ?? oldLine))
      const digits = Math.max(...numbers.map(({ length }) => length))
      const width = Math.min(72, Math.max(...lines.map(({ length }) => length)))
      return hunk
        .map(({ kind, blame }, i) => {
          const sign = { same: ' ', removed: '-', added: '+' }[kind]
          const row = `${sign} ${numbers[i]!.padStart(digits)} | ${lines[i]}`.trimEnd()
          const painted = kind === 'same' ? row : paint(row, kind)
          if (blame === undefined) return `${painted}\n`
          const gap = ' '.repeat(Math.max(0, width + digits + 5 - row.length))
          return `${painted}${gap}  ${paint(`<- ${describeBlame(blame, from)}`, 'place')}\n`
        })
        .join('')
    })
    .join('  ...\n')
}

export function describeBlame({ file, line, by }: Blame, from?: string): string {
  return printable(`${pathFrom(from, file)}:${line} (${by})`)
}

function describeMistake({ code, message, file, line, column, frame }: KustError, { from }: DescribeOptions): string {
  const place =
    file === undefined ? [] : [[pathFrom(from, file), line, column].filter((part) => part !== undefined).join(':')]
  const rows = [`${message} [${code}]`, ...place.map((text) => `  --> ${text}`), ...(frame?.split('\n') ?? [])]
  return printable(`${rows.join('\n')}\n`)
}

/** A path as seen from a folder, if that is shorter; always with `/`. */
export function pathFrom(folder: string | undefined, path: string): string {
  if (path.includes('://')) return path
  const seen = relative(folder ?? process.cwd(), path)
  return (seen !== '' && seen.length < path.length ? seen : path).replaceAll('\\', '/')
}

/** Text of unknown origin as a terminal can show it. */
function printable(text: string): string {
  return text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}
