import { structuredPatch } from 'diff'
import type { ResourceDiff } from '../diff/diffResources.ts'

/** Beyond this many differences, what was there counts as removed, and what is there as added. */
const maxEditLength = 2000

/** A part of two texts: a line number of each, from 1, and lines that begin with a space, `-` or `+`. */
export interface Hunk {
  readonly oldStart: number
  readonly oldLines: number
  readonly newStart: number
  readonly newLines: number
  readonly lines: readonly string[]
}

/** Where the texts of a resource differ, with some lines around it. */
export function hunksOf({ before, after }: ResourceDiff, context: number): readonly Hunk[] {
  const [a, b] = [before?.yaml ?? '', after?.yaml ?? '']
  return structuredPatch('', '', a, b, '', '', { context, maxEditLength })?.hunks ?? [wholeHunk(a, b)]
}

function wholeHunk(a: string, b: string): Hunk {
  const [removed, added] = [linesOf(a), linesOf(b)]
  return {
    oldStart: 1,
    oldLines: removed.length,
    newStart: 1,
    newLines: added.length,
    lines: [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)],
  }
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
