import { diffLines, structuredPatch } from 'diff'
import type { ResourceDiff } from '../diff/diffResources.ts'

/** Beyond this many differences, what was there counts as removed, and what is there as added. */
const maxEditLength = 4000

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

/** How many lines came and went. */
export function lineCounts({ before, after }: ResourceDiff): { added: number; removed: number } {
  const [a, b] = [before?.yaml ?? '', after?.yaml ?? '']
  const counts = { added: 0, removed: 0 }
  const parts = diffLines(a, b, { maxEditLength })
  if (parts === undefined) return { added: linesOf(b).length, removed: linesOf(a).length }
  for (const { added, removed, count } of parts) {
    if (added) counts.added += count
    if (removed) counts.removed += count
  }
  return counts
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
