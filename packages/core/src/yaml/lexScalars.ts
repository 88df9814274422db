/** The scalars of libyaml: how each style is delimited, unescaped and folded. */

import {
  badBlockHeader,
  badEscape,
  badIndentIndicator,
  documentMarkInQuotes,
  surrogateEscape,
  tabIndents,
  unclosedQuote,
} from '../diagnostics/errors/yaml.ts'
import {
  atDocumentMark,
  type Cursor,
  column,
  here,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  peek,
  readBreak,
} from './cursor.ts'

/** Reads a quoted scalar from its opening to behind its closing quote. */
export function lexQuoted(c: Cursor): string {
  const start = here(c)
  const quote = peek(c)
  const single = quote === 0x27
  let value = ''
  c.pos++
  for (;;) {
    if (atDocumentMark(c)) throw documentMarkInQuotes(here(c))
    if (c.pos >= c.end) throw unclosedQuote(start)
    let from = c.pos
    let escapedBreak = false
    for (let code = peek(c); !isBlankOrEnd(code); code = peek(c)) {
      if (code === quote) {
        if (!single || peek(c, 1) !== quote) break
        c.pos++
        value += c.text.slice(from, c.pos)
        from = ++c.pos
      } else if (code === 0x5c && !single) {
        value += c.text.slice(from, c.pos)
        if (isBreak(peek(c, 1))) {
          c.pos++
          readBreak(c)
          escapedBreak = true
          from = c.pos
          break
        }
        value += lexEscape(c)
        from = c.pos
      } else {
        c.pos++
      }
    }
    value += c.text.slice(from, c.pos)
    if (peek(c) === quote) {
      c.pos++
      return value
    }
    value += foldBlanks(c, escapedBreak)
  }
}

/** What blanks and line breaks between two words of a quoted scalar come to. */
function foldBlanks(c: Cursor, escapedBreak: boolean): string {
  const from = c.pos
  let broken = escapedBreak
  let first = ''
  let further = ''
  for (let code = peek(c); isBlank(code) || isBreak(code); code = peek(c)) {
    if (isBlank(code)) c.pos++
    else if (broken) further += readBreak(c)
    else {
      first = readBreak(c)
      broken = true
    }
  }
  return broken ? folded(first, further) : c.text.slice(from, c.pos)
}

/** One line feed becomes a space and several lose one; other breaks, and an escaped one, fold nothing. */
function folded(first: string, further: string): string {
  if (first !== '\n') return first + further
  return further === '' ? ' ' : further
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
}

const escapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

function lexEscape(c: Cursor): string {
  const letter = c.pos + 1 < c.end ? c.text[c.pos + 1]! : ''
  if (Object.hasOwn(escapes, letter)) {
    c.pos += 2
    return escapes[letter]!
  }
  if (!Object.hasOwn(escapeLengths, letter)) throw badEscape(letter, here(c))
  const length = escapeLengths[letter]!
  const digits = c.text.slice(c.pos + 2, Math.min(c.pos + 2 + length, c.end))
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) throw badEscape(letter + digits, here(c))
  const code = Number.parseInt(digits, 16)
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) throw surrogateEscape(letter + digits, here(c))
  c.pos += 2 + length
  return String.fromCodePoint(code)
}

export interface PlainScalar {
  readonly value: string
  /** Behind its last character; the cursor is further on, behind the blanks and breaks that follow. */
  readonly end: number
  /** Whether those include a line break. */
  readonly broken: boolean
}

/** Reads an unquoted scalar, of which further lines must be indented by `indent` outside of flow collections. */
export function lexPlain(c: Cursor, indent: number, inFlow: boolean): PlainScalar {
  let value = ''
  let gap = ''
  let end = c.pos
  let broken = false
  while (!atDocumentMark(c) && peek(c) !== 0x23) {
    const from = c.pos
    while (!endsPlain(c, inFlow)) c.pos++
    if (c.pos > from) {
      value += gap + c.text.slice(from, c.pos)
      end = c.pos
      broken = false
    }
    let code = peek(c)
    if (!isBlank(code) && !isBreak(code)) break
    const gapStart = c.pos
    let first = ''
    let further = ''
    broken = false
    for (; isBlank(code) || isBreak(code); code = peek(c)) {
      if (isBlank(code)) {
        if (broken && code === 0x09 && column(c) < indent) throw tabIndents(here(c))
        c.pos++
      } else if (broken) further += readBreak(c)
      else {
        first = readBreak(c)
        broken = true
      }
    }
    gap = broken ? folded(first, further) : c.text.slice(gapStart, c.pos)
    if (!inFlow && column(c) < indent) break
  }
  return { value, end, broken }
}

function endsPlain(c: Cursor, inFlow: boolean): boolean {
  const code = peek(c)
  if (isBlankOrEnd(code)) return true
  if (code === 0x3a) return isBlankOrEnd(peek(c, 1))
  return inFlow && endsPlainInFlow(code)
}

/** `,` `?` `[` `]` `{` `}`; a question mark ends scalars in flow collections, unlike in YAML 1.2. */
function endsPlainInFlow(code: number): boolean {
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d
}

export interface BlockScalar {
  readonly value: string
  /** Behind the `|` or `>` and its indicators. */
  readonly headerEnd: number
  /** Behind the line of the header. */
  readonly start: number
}

/** Reads a block scalar; the cursor then stands behind the indentation of the line that follows. */
export function lexBlock(c: Cursor, parentIndent: number): BlockScalar {
  const literal = peek(c) === 0x7c
  const header = here(c)
  c.pos++
  let chomping = 0
  let increment = 0
  for (let n = 0; n < 2; n++) {
    const code = peek(c)
    if ((code === 0x2b || code === 0x2d) && chomping === 0) {
      chomping = code === 0x2b ? 1 : -1
    } else if (code >= 0x30 && code <= 0x39 && increment === 0) {
      if (code === 0x30) throw badIndentIndicator(here(c))
      increment = code - 0x30
    } else break
    c.pos++
  }
  const headerEnd = c.pos
  while (isBlank(peek(c))) c.pos++
  if (peek(c) === 0x23) while (!isBreakOrEnd(peek(c))) c.pos++
  if (!isBreakOrEnd(peek(c))) throw badBlockHeader(c.text.charAt(header.offset), here(c))
  readBreak(c)
  const start = c.pos

  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment
  let value = ''
  let lastBreak = ''
  let breaks = ''
  let startedBlank = false
  const passEmptyLines = (): void => {
    let widest = 0
    breaks = ''
    for (;;) {
      while ((indent === 0 || column(c) < indent) && peek(c) === 0x20) c.pos++
      widest = Math.max(widest, column(c))
      if ((indent === 0 || column(c) < indent) && peek(c) === 0x09) throw tabIndents(here(c))
      if (!isBreak(peek(c))) break
      breaks += readBreak(c)
    }
    if (indent === 0) indent = Math.max(widest, parentIndent + 1, 1)
  }
  passEmptyLines()
  while (column(c) === indent && c.pos < c.end) {
    const startsBlank = isBlank(peek(c))
    if (!literal && !startedBlank && !startsBlank && lastBreak === '\n') {
      if (breaks === '') value += ' '
    } else value += lastBreak
    value += breaks
    startedBlank = startsBlank
    const from = c.pos
    while (!isBreakOrEnd(peek(c))) c.pos++
    value += c.text.slice(from, c.pos)
    lastBreak = readBreak(c)
    passEmptyLines()
  }
  if (chomping >= 0) value += lastBreak
  if (chomping > 0) value += breaks
  return { value, headerEnd, start }
}
