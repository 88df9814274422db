import { diffArrays } from 'diff'

/** A line of one text or both; numbers count from 1. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
  /** Where it stands in the old text; undefined if it was added. */
  readonly oldLine: number | undefined
  /** Where it stands in the new text; undefined if it was removed. */
  readonly newLine: number | undefined
}

const contextLines = 3

/** Texts with more differences than this are shown as all removed and all added: looking for less takes too long. */
const maxEdits = 5000

/** What differs between two texts, in hunks with some lines around; none if they are the same. */
export function diffLines(before: string, after: string): DiffLine[][] {
  const lines = numbered(before, after)
  const hunks: DiffLine[][] = []
  let end = 0
  lines.forEach(({ kind }, i) => {
    if (kind === 'same') return
    const from = Math.max(end, i - contextLines)
    const to = Math.min(lines.length, i + contextLines + 1)
    const touches = hunks.length > 0 && i - contextLines <= end
    if (touches) hunks.at(-1)!.push(...lines.slice(end, to))
    else hunks.push(lines.slice(from, to))
    end = Math.max(end, to)
  })
  return hunks
}

function numbered(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const changes = diffArrays(old, now, { maxEditLength: maxEdits }) ?? [
    { removed: true, added: false, value: old },
    { removed: false, added: true, value: now },
  ]
  let oldLine = 0
  let newLine = 0
  return changes.flatMap(({ removed, added, value }) =>
    value.map((text): DiffLine => {
      if (!added) oldLine++
      if (!removed) newLine++
      if (removed) return { kind: 'removed', text, oldLine, newLine: undefined }
      if (added) return { kind: 'added', text, oldLine: undefined, newLine }
      return { kind: 'same', text, oldLine, newLine }
    }),
  )
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
