import type { Place } from '../yaml/node.ts'
import { positionOf } from './position.ts'

/** A few source lines around a place, numbered, with a caret under the column. */
export function codeFrame(text: string, line: number, column: number): string {
  const lines = text.split('\n', line + 1)
  const first = Math.max(1, line - 2)
  const last = Math.min(lines.length, line + 1)
  const width = String(last).length
  const rows: string[] = []
  for (let n = first; n <= last; n++) {
    const { shown, shift } = windowOf(lines[n - 1]!, n === line ? column : 1)
    rows.push(`${n === line ? '>' : ' '} ${String(n).padStart(width)} | ${shown}`.trimEnd())
    if (n === line) rows.push(`  ${' '.repeat(width)} | ${' '.repeat(column - 1 - shift)}^`)
  }
  return rows.join('\n')
}

/** At most 120 characters of a line, around the column; control characters become spaces. */
function windowOf(text: string, column: number): { shown: string; shift: number } {
  const shift = column > 100 ? column - 60 : 0
  return { shown: text.slice(shift, shift + 120).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' '), shift }
}

/** For messages: ` (base/web.yaml:12)`, or nothing for what has no place. */
export function describePlace(place: Place): string {
  const position = positionOf(place)
  return position === undefined ? '' : ` (${position.source.path}:${position.line})`
}
