/** A position in a text, and the characters that libyaml tells apart. */

import type { Place, SourceText } from './node.ts'

/** Moves through `source.text` up to `end`; `lineStart` is where the current line starts. */
export interface Cursor {
  readonly source: SourceText
  readonly text: string
  readonly end: number
  pos: number
  line: number
  lineStart: number
}

/** The character code at the cursor or behind it; 0 at the end, which no valid text contains. */
export function peek(c: Cursor, ahead = 0): number {
  const at = c.pos + ahead
  return at < c.end ? c.text.charCodeAt(at) : 0
}

export function column(c: Cursor): number {
  return c.pos - c.lineStart
}

export function here(c: Cursor): Place {
  return { source: c.source, offset: c.pos }
}

export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/** YAML 1.1 ends lines at CR, NEL, LS and PS too. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029
}

export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code)
}

export function isBlankOrEnd(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0 || isBreak(code)
}

/** Passes the line break at the cursor and returns it as it counts in a scalar. */
export function readBreak(c: Cursor): string {
  const code = peek(c)
  if (!isBreak(code)) return ''
  c.pos += code === 0x0d && peek(c, 1) === 0x0a ? 2 : 1
  c.line++
  c.lineStart = c.pos
  return code === 0x2028 ? '\u2028' : code === 0x2029 ? '\u2029' : '\n'
}

/** Whether `---` (of three times `code`) or `...` stands at the cursor, in the first column. */
export function atDocumentMark(c: Cursor, code = peek(c)): boolean {
  return (
    c.pos === c.lineStart &&
    (code === 0x2d || code === 0x2e) &&
    peek(c) === code &&
    peek(c, 1) === code &&
    peek(c, 2) === code &&
    isBlankOrEnd(peek(c, 3))
  )
}
