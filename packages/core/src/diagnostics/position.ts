import type { Place, SourceText, YamlNode } from '../yaml/node.ts'

/** A place as users count: the file, line and column from 1; columns count UTF-16 units as editors do. */
export interface Position {
  readonly source: SourceText
  readonly line: number
  readonly column: number
}

/** Finds the line and column of an offset in a text. */
type LineFinder = (source: SourceText, offset: number) => { line: number; column: number }

/** The position of a place in the file that the user wrote, also for text inside a scalar of that file. */
export function positionOf({ source, offset }: Place, lineAt: LineFinder = lineAndColumn): Position | undefined {
  if (source === undefined) return undefined
  const inner = lineAt(source, offset)
  if (source.within === undefined) return { source, ...inner }
  const { place, lines } = source.within
  const outer = positionOf(place, lineAt)
  if (outer === undefined || lines === undefined) return outer
  return { source: outer.source, line: lines.first + inner.line - 1, column: lines.indent + inner.column }
}

function lineAndColumn({ text }: SourceText, offset: number): { line: number; column: number } {
  const end = Math.min(offset, text.length)
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    line++
    start = at + 1
  }
  return { line, column: end - start + 1 }
}

/** For many positions: goes through each text once. */
export function lineIndex(): LineFinder {
  const startsOf = new Map<SourceText, readonly number[]>()
  return (source, offset) => {
    let starts = startsOf.get(source)
    if (starts === undefined) {
      starts = lineStarts(source.text)
      startsOf.set(source, starts)
    }
    const end = Math.min(offset, source.text.length)
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= end) low = middle
      else high = middle
    }
    return { line: low + 1, column: end - starts[low]! + 1 }
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The text of a scalar as a source of its own, which knows where its lines stand if it is a literal block. */
export function embeddedSource(text: string, node: YamlNode): SourceText {
  const path = node.source?.path ?? ''
  const normal = text.replaceAll('\r\n', '\n')
  return { path, text: normal, within: { place: node, lines: literalLines(normal, node) } }
}

function literalLines(text: string, node: YamlNode): { first: number; indent: number } | undefined {
  const at = positionOf(node)
  if (at === undefined || node.kind !== 'scalar' || node.style !== 'literal') return undefined
  const rows = at.source.text.split('\n')
  const inner = text.split('\n')
  const shown = inner.findIndex((line) => line.trim() !== '')
  if (shown < 0) return undefined
  // Upstream trims some texts, so the first line may not be the first of the block.
  for (let line = at.line; line < rows.length; line++) {
    const row = rows[line]!
    const start = row.indexOf(inner[shown]!)
    if (start >= 0 && row.slice(0, start).trim() === '') return { first: line + 1 - shown, indent: start }
    if (row.trim() !== '') return undefined
  }
  return undefined
}
