/** The text of one scalar in a printed resource: number form, quoting style and folding of go-yaml v2. */

import { controlCharacter, lineBreakCharacter, numberNotFinite } from '../diagnostics/errors/print.ts'
import { goFloatText } from './goFloat.ts'
import type { Place, ScalarNode } from './node.ts'
import { isString11, scalarValue } from './resolveScalar.ts'

/** Lines are folded at the first single space behind this column. */
export const bestWidth = 80

/**
 * The text of a scalar that starts at `column`; its further lines stand at `indent`. A literal block that ends
 * in a line break brings that break along (see `endsLine`).
 */
export function printScalar(node: ScalarNode, column: number, indent: number, inFlow: boolean): string {
  const value = scalarValue(node, inFlow)
  if (typeof value === 'string') return printString(value, column, indent, node)
  if (typeof value !== 'number') return String(value)
  if (!Number.isFinite(value)) throw numberNotFinite(node.value, node)
  return printNumber(value)
}

/** A number: integers in the range of int64 and uint64 in digits, all else as Go's `%g` does. */
export function printNumber(n: number): string {
  // -0 becomes 0 here, as upstream takes JSON's -0 for an integer.
  if (Number.isSafeInteger(n)) return String(n + 0)
  const text = String(n)
  if (integerForm.test(text)) {
    const integer = BigInt(text)
    if (integer >= -(2n ** 63n) && integer < 2n ** 64n) return text
  }
  return goFloatText(n)
}

const integerForm = /^-?[0-9]+$/

/** A string that starts at `column`; `place` is for errors. */
export function printString(value: string, column: number, indent: number, place: Place): string {
  let text = value
  let traits = analyze(text)
  if ((traits & odd) !== 0) {
    text = readBack(text, place)
    traits = analyze(text)
  }
  switch (styleOf(text, traits)) {
    case 'plain':
      // A space this early in the line cannot be behind the width.
      return column + text.length <= bestWidth || (traits & spaces) === 0 ? text : foldPlain(text, column, indent)
    case 'single':
      return singleQuoted(text, column, indent, traits)
    case 'double':
      return doubleQuoted(text, column, indent)
    default:
      return literal(text, indent)
  }
}

/** A key and whether it may stand before a colon as it is; if not, it is printed like a value after `? `. */
export function printKey(key: string, place: Place): string | undefined {
  let traits = analyze(key)
  let text = key
  if ((traits & odd) !== 0) {
    // Upstream reads a key over two lines as two keys, and fails.
    if (key.includes('\u0085')) throw lineBreakCharacter(place)
    text = readBack(key, place)
    traits = analyze(text)
  }
  if ((traits & multiline) !== 0 || !fitsSimpleKey(text)) return undefined
  switch (styleOf(text, traits)) {
    case 'plain':
      return text
    case 'single':
      return `'${text.replaceAll("'", "''")}'`
    default:
      return doubleQuoted(text, Number.NEGATIVE_INFINITY, 0)
  }
}

/** Whether printed text brings its own line break, as a literal block does that ends in one. */
export function endsLine(text: string): boolean {
  return isBreak(text.charCodeAt(text.length - 1))
}

// What `analyze` finds, as bits.
const noPlain = 1
const noSingle = 2
const noLiteral = 4
const multiline = 8
const newline = 16
const spaces = 32
/** Characters that do not come through upstream's JSON step as they are. */
const odd = 64

/** By ASCII code: what a character amounts to anywhere but at the ends, or `look` if its neighbours decide. */
const look = 128
const asciiTraits = new Uint8Array(128)
asciiTraits.fill(look, 0, 0x20)
asciiTraits[0x20] = spaces
for (const c of ':#\x7f') asciiTraits[c.charCodeAt(0)] = look

/** Characters that no plain scalar may start with. */
const indicators = new Uint8Array(128)
for (const c of '#,[]{}&*!|>\'"%@`') indicators[c.charCodeAt(0)] = 1

/** What of its characters decides a string's style (the emitter's scalar analysis, without flow context). */
function analyze(s: string): number {
  const { length } = s
  if (length === 0) return 0
  let traits = startsWithIndicator(s) || s.charCodeAt(0) === 0x20 ? noPlain : 0
  if (s.charCodeAt(length - 1) === 0x20) traits |= noPlain | noLiteral
  // Searching long text is faster than looking at each character, above all before this loop is compiled.
  if (length > 24 && printableLines.test(s)) {
    if (s.includes(' ')) traits |= spaces
    if (s.includes('\n')) {
      traits |= newline | noPlain | multiline
      if (s.includes('\n ')) traits |= noSingle
      if (s.includes(' \n')) traits |= noSingle | noLiteral
      return traits
    }
    return s.includes(': ') || s.includes(' #') || s.charCodeAt(length - 1) === 0x3a ? traits | noPlain : traits
  }
  for (let i = 0; i < length; i++) {
    const c = s.charCodeAt(i)
    if (c < 128) {
      const known = asciiTraits[c]!
      if (known !== look) {
        traits |= known
        continue
      }
    } else if (c >= 0xa0 && c < 0xd800 && c !== 0x2028 && c !== 0x2029) {
      continue
    }
    traits |= traitsAt(s, i, c)
  }
  return traits
}

const printableLines = /^[\n -~]+$/

function startsWithIndicator(s: string): boolean {
  const c = s.charCodeAt(0)
  if (c >= 128) return false
  if (indicators[c] === 1) return true
  // `?` and `-` are indicators before a blank or the end; `:` is looked at like any other colon.
  if (c === 0x2d || c === 0x3f) return s.length === 1 || isBlank(s.charCodeAt(1)) || (c === 0x2d && s.startsWith('---'))
  return c === 0x2e && s.startsWith('...')
}

function traitsAt(s: string, i: number, c: number): number {
  switch (c) {
    case 0x3a: // :
      return i + 1 === s.length || isBlank(s.charCodeAt(i + 1)) ? noPlain : 0
    case 0x23: // #
      return i > 0 && isBlankOrBreak(s.charCodeAt(i - 1)) ? noPlain : 0
    case 0x0a:
      return newline | breakTraits(s, i)
    case 0x0d:
      return noPlain | noSingle | noLiteral | multiline
    case 0x2028:
    case 0x2029:
      return breakTraits(s, i)
    case 0xfeff:
      return noPlain | noSingle | noLiteral
  }
  if (c < 0x20) return noPlain | noSingle | noLiteral
  if (c <= 0x9f || c >= 0xfffe) return noPlain | noSingle | noLiteral | odd | (c === 0x85 ? multiline : 0)
  if (c >= 0xd800 && c <= 0xdfff) return noPlain | noSingle | noLiteral | (isPaired(s, i, c) ? 0 : odd)
  return 0
}

function breakTraits(s: string, i: number): number {
  let traits = noPlain | multiline
  if (s.charCodeAt(i + 1) === 0x20) traits |= noSingle
  if (s.charCodeAt(i - 1) === 0x20) traits |= noSingle | noLiteral
  return traits
}

type Style = 'plain' | 'single' | 'double' | 'literal'

function styleOf(text: string, traits: number): Style {
  if ((traits & newline) !== 0) return (traits & noLiteral) === 0 ? 'literal' : 'double'
  if (!isString11(text) || isBase60(text)) return 'double'
  if ((traits & noPlain) === 0) return 'plain'
  return (traits & noSingle) === 0 ? 'single' : 'double'
}

const base60Form = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/

/** `12:30` is a number in YAML 1.1, which go-yaml never reads but quotes for other readers. */
function isBase60(text: string): boolean {
  const c = text.charCodeAt(0)
  if (!((c >= 0x30 && c <= 0x39) || c === 0x2b || c === 0x2d)) return false
  return text.includes(':') && base60Form.test(text)
}

function fitsSimpleKey(key: string): boolean {
  // At most 128 bytes; a UTF-16 unit takes one to three.
  if (key.length * 3 <= 128) return true
  if (key.length > 128) return false
  let bytes = 0
  for (let i = 0; i < key.length; i++) {
    const c = key.charCodeAt(i)
    bytes += c < 0x80 ? 1 : c < 0x800 || (c >= 0xd800 && c <= 0xdfff) ? 2 : 3
  }
  return bytes <= 128
}

/** The spaces before a line at `indent`. */
export function pad(indent: number): string {
  return indent < pads.length ? pads[indent]! : ' '.repeat(indent)
}

const pads: readonly string[] = Array.from({ length: 64 }, (_, n) => ' '.repeat(n))

/** A plain string that starts at `column`, folded, its further lines at `indent`. */
export function foldPlain(text: string, column: number, indent: number): string {
  let out = ''
  let from = 0
  let start = column
  // No character of a plain scalar is beyond U+FFFF, so units count columns.
  for (let i = text.indexOf(' ', Math.max(1, bestWidth + 1 - start)); i >= 0; ) {
    if (text.charCodeAt(i - 1) !== 0x20 && text.charCodeAt(i + 1) !== 0x20) {
      out += `${text.slice(from, i)}\n${pad(indent)}`
      from = i + 1
      start = indent
      i = text.indexOf(' ', from + Math.max(1, bestWidth + 1 - start))
    } else {
      i = text.indexOf(' ', i + 1)
    }
  }
  return from === 0 ? text : out + text.slice(from)
}

function singleQuoted(text: string, column: number, indent: number, traits: number): string {
  const simple = text.includes("'") ? text.replaceAll("'", "''") : text
  if ((traits & multiline) === 0 && (column + simple.length < bestWidth || (traits & spaces) === 0))
    return `'${simple}'`
  let out = "'"
  let at = column + 1
  const last = text.length - 1
  let afterBreak = false
  for (let i = 0; i <= last; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x20) {
      const single = text.charCodeAt(i - 1) !== 0x20 && text.charCodeAt(i + 1) !== 0x20
      if (single && at > bestWidth && i > 0 && i < last) {
        out += `\n${pad(indent)}`
        at = indent
      } else {
        out += ' '
        at++
      }
    } else if (isBreak(c)) {
      // U+2028 and U+2029 stand as they are, with indentation behind, which readers then take for text.
      out += text[i]!
      at = 0
      afterBreak = true
    } else {
      if (afterBreak) {
        out += pad(indent)
        at = indent
        afterBreak = false
      }
      out += c === 0x27 ? "''" : text[i]!
      at += c === 0x27 ? 2 : 1
    }
  }
  return `${out}'`
}

const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x00, '\\0'],
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x1b, '\\e'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
  [0x85, '\\N'],
  [0xa0, '\\_'],
  [0x2028, '\\L'],
  [0x2029, '\\P'],
])

/** Double quotes fold too: at a space behind the width, with `\` if a second space follows. */
function doubleQuoted(text: string, column: number, indent: number): string {
  let out = '"'
  let at = column + 1
  const last = text.length - 1
  // go-yaml takes the first character for the current one when it looks for a byte order mark.
  const escapeAll = text.charCodeAt(0) === 0xfeff
  let afterSpace = false
  // Runs without anything special are copied whole.
  let from = 0
  for (let i = 0; i <= last; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x20 && !escapeAll) {
      if (!afterSpace && i > 0 && i < last && at + i - from > bestWidth) {
        out += `${text.slice(from, i)}\n${pad(indent)}`
        at = indent
        if (text.charCodeAt(i + 1) === 0x20) {
          out += '\\'
          at++
        }
        from = i + 1
      }
      afterSpace = true
    } else if (escapeAll || isEscaped(c)) {
      out += text.slice(from, i)
      at += i - from
      const codePoint = text.codePointAt(i)!
      if (codePoint > 0xffff) i++
      const escaped = escapeOf(codePoint)
      out += escaped
      at += escaped.length
      from = i + 1
      afterSpace = false
    } else {
      afterSpace = false
    }
  }
  return `${out}${text.slice(from)}"`
}

function isEscaped(c: number): boolean {
  if (c < 0x7f) return c < 0x20 || c === 0x22 || c === 0x5c
  if (c < 0x2028) return c < 0xa0
  return c <= 0x2029 || (c >= 0xd800 && c <= 0xdfff) || c === 0xfeff || c >= 0xfffe
}

function escapeOf(codePoint: number): string {
  const short = shortEscapes.get(codePoint)
  if (short !== undefined) return short
  const hex = codePoint.toString(16).toUpperCase()
  if (codePoint <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** A literal block with its header; blocks are never folded. */
function literal(text: string, indent: number): string {
  const first = text.charCodeAt(0)
  const hint = first === 0x20 || isBreak(first) ? '2' : ''
  const { length } = text
  const chomping = !isBreak(text.charCodeAt(length - 1))
    ? '-'
    : length === 1 || isBreak(text.charCodeAt(length - 2))
      ? '+'
      : ''
  return `|${hint}${chomping}\n${text.replace(lineStarts, pad(indent))}`
}

/** Of lines that are not empty; nothing that stands in a block breaks lines otherwise. */
const lineStarts = /^(?=[^\n\u2028\u2029])/gm

/**
 * A string with odd characters as it comes out of upstream's JSON step, whose text is read as YAML: U+0085 is a
 * line break there and folds with the spaces around it, other control characters fail.
 */
function readBack(s: string, place: Place): string {
  const bad = forbidden.exec(s)
  if (bad !== null) throw controlCharacter(bad[0].charCodeAt(0), place)
  if (documentMarker.test(s)) throw lineBreakCharacter(place)
  const wellFormed = s.replace(surrogates, (c) => (c.length === 2 ? c : '\ufffd'))
  return wellFormed.replace(nextLines, (run) => '\n'.repeat(run.split('\u0085').length - 2) || ' ')
}

const forbidden = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/

/** At the start of a line, even inside quotes, these end the document. */
const documentMarker = /\u0085(?:---|\.\.\.)[ \u0085]/

const surrogates = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g

const nextLines = / *\u0085[ \u0085]*/g

function isPaired(s: string, i: number, c: number): boolean {
  if (c < 0xdc00) {
    const next = s.charCodeAt(i + 1)
    return next >= 0xdc00 && next <= 0xdfff
  }
  const previous = i > 0 ? s.charCodeAt(i - 1) : 0
  return previous >= 0xd800 && previous <= 0xdbff
}

function isBlank(c: number): boolean {
  return c === 0x20 || c === 0x09
}

function isBreak(c: number): boolean {
  return c === 0x0a || c === 0x0d || c === 0x85 || c === 0x2028 || c === 0x2029
}

function isBlankOrBreak(c: number): boolean {
  return isBlank(c) || isBreak(c)
}
