/**
 * The lexical rules of libyaml, on which upstream's YAML readers are built: what ends a scalar, what may be a
 * key, where a tab may stand, where a document ends. They differ from YAML 1.2, and so from the lexer of the
 * `yaml` package, in many small points. The text comes out as lexemes for that package's parser, which finds
 * the structure.
 */

import {
  badBracket,
  badEntry,
  badKey,
  badName,
  badStart,
  badValue,
  directiveWithoutDocument,
  keyOnSeveralLines,
  keyTooLong,
  keyWithoutColon,
  noStructure,
  nothingHere,
  tooDeep,
  unclosedBracket,
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
import { lexBlock, lexPlain, lexQuoted } from './lexScalars.ts'
import { defaultHandles, lexDirective, lexTag, resolveTag } from './lexTags.ts'
import type { ScalarStyle, SourceText } from './node.ts'
import type { Dialect } from './readYaml.ts'

/** Mappings and lists may nest this deep upstream. */
export const maxDepth = 10_000

export interface LexedScalar {
  readonly value: string
  readonly style: ScalarStyle
}

export interface LexedDocument {
  /** For the parser; comments are blanks. Together they are as long as the text from `base` on. */
  readonly lexemes: readonly string[]
  readonly base: number
  /** The scalars by the offset of their first character, or of their header. */
  readonly scalars: ReadonlyMap<number, LexedScalar>
  /** The tags in full by the offset of their `!`. */
  readonly tags: ReadonlyMap<number, string>
  /** The colons that no key on their line belongs to. */
  readonly loneColons: ReadonlySet<number>
  /** Behind the last lexeme. */
  readonly end: number
}

/** Text that may turn out to be a key, if a colon follows on the same line. */
interface SimpleKey {
  possible: boolean
  required: boolean
  token: number
  offset: number
  line: number
}

/** What the parser expects before the text of an unquoted or block scalar. */
const scalarMark = '\u001f'

/** How far upstream looks ahead for the colon of a key, and for the next comment. */
const longestKey = 1024
const commentReach = 512

/** The lexemes of the first document in a part of a source; undefined if there is none. */
export function lexDocument(
  source: SourceText,
  start: number,
  end: number,
  dialect: Dialect,
): LexedDocument | undefined {
  const { text } = source
  const c: Cursor = { source, text, end, pos: start, line: 0, lineStart: start }
  const lexemes: string[] = []
  const scalars = new Map<number, LexedScalar>()
  const tags = new Map<number, string>()
  const handles = new Map<string, string>()
  const loneColons = new Set<number>()

  let tokens = 0
  let keyAllowed = true
  let indent = -1
  const indents: number[] = []
  /** The offsets of the open brackets. */
  const brackets: number[] = []
  /** The possible key of each flow level, outermost first. */
  const keys: SimpleKey[] = [{ possible: false, required: false, token: 0, offset: 0, line: 0 }]
  let rootComplete = false
  /** Whether block collections ended before the current token. */
  let dedented = false
  /** Whether the last token can have a comment of its own on its line. */
  let commentable = false
  let ahead = false
  let documentEnd = end

  if (!passPrologue()) return undefined
  const base = c.pos
  let fed = base
  for (;;) {
    passBlanks()
    if (atEndOfDocument()) break
    lexToken()
  }
  documentEnd = c.pos
  const { length } = lexemes
  lookAhead()
  return { lexemes: lexemes.slice(0, length), base, scalars, tags, loneColons, end: documentEnd }

  /** Passes directives and `---`; false if the text ends before any document. */
  function passPrologue(): boolean {
    let directives = false
    for (;;) {
      passBlanks()
      if (c.pos >= end) {
        if (directives) throw directiveWithoutDocument(here(c))
        return false
      }
      if (column(c) === 0 && peek(c) === 0x25) {
        lexDirective(c, handles)
        keyAllowed = false
        directives = true
      } else break
    }
    if (atDocumentMark(c, 0x2d)) {
      c.pos += 3
      keyAllowed = false
      defaultHandles(handles)
      return true
    }
    if (directives) throw directiveWithoutDocument(here(c))
    if (atDocumentMark(c, 0x2e)) throw nothingHere('...', here(c))
    c.pos = start
    c.line = 0
    c.lineStart = start
    keyAllowed = true
    defaultHandles(handles)
    return true
  }

  function atEndOfDocument(): boolean {
    if (c.pos >= end || isDirective() || atDocumentMark(c)) {
      if (brackets.length > 0) {
        const open = brackets.at(-1)!
        throw unclosedBracket(text.charAt(open), { source, offset: open })
      }
      unroll(-1)
      dropKey()
      return true
    }
    if (!rootComplete || indent >= 0 || brackets.length > 0) return false
    // Behind a scalar or a flow collection at the root comes its value, if it is a key, or nothing of interest;
    // behind a block collection, only what is indented less than it.
    return !(peek(c) === 0x3a && isBlankOrEnd(peek(c, 1)) && keys[0]!.possible && isInReach(keys[0]!))
  }

  function isDirective(): boolean {
    return column(c) === 0 && peek(c) === 0x25
  }

  /** Upstream's scanner is some tokens ahead of its parser, and what it finds wrong there counts. */
  function lookAhead(): void {
    ahead = true
    const needed = tokens + (dialect === 'v3' ? 3 : 1)
    const next = tokens
    while (tokens < needed || (keys[0]!.possible && keys[0]!.token <= next && isInReach(keys[0]!))) {
      passBlanks()
      if (c.pos >= end) {
        unroll(-1)
        dropKey()
        return
      }
      if (isDirective() || atDocumentMark(c)) {
        unroll(-1)
        dropKey()
        keyAllowed = false
        if (isDirective()) lexDirective(c, new Map())
        else c.pos += 3
        tokens++
      } else lexToken()
    }
  }

  /** Passes blanks, comments and line ends up to the next token and closes what is indented more. */
  function passBlanks(): void {
    dedented = false
    for (;;) {
      let code = peek(c)
      while (code === 0x20 || (code === 0x09 && (brackets.length > 0 || !keyAllowed))) {
        c.pos++
        code = peek(c)
      }
      if (code === 0x23) {
        passComments(commentable)
        code = peek(c)
      }
      if (!isBreak(code)) break
      readBreak(c)
      commentable = false
      if (brackets.length === 0) keyAllowed = true
    }
    if (brackets.length === 0 && indent > column(c)) {
      dedented = true
      unroll(column(c))
      if (indent < 0) rootComplete = true
    }
  }

  function passComments(endsLine: boolean): void {
    while (!isBreakOrEnd(peek(c))) c.pos++
    if (dialect === 'v2' || endsLine) return
    // v3 collects the comments on the lines that follow, whatever they are indented with.
    for (;;) {
      let at = 1
      while (at < commentReach && (isBlank(peek(c, at)) || isBreak(peek(c, at)))) at++
      if (at >= commentReach || peek(c, at) !== 0x23) return
      const comment = c.pos + at
      while (c.pos < comment) if (readBreak(c) === '') c.pos++
      while (!isBreakOrEnd(peek(c))) c.pos++
    }
  }

  function unroll(to: number): void {
    while (indent > to) {
      tokens++
      indent = indents.pop()!
    }
  }

  /** Opens a block mapping or list at a column to the right of the one around it. */
  function roll(to: number, offset: number): void {
    if (brackets.length > 0 || indent >= to) return
    indents.push(indent)
    indent = to
    tokens++
    if (indents.length > maxDepth) throw tooDeep(maxDepth, { source, offset })
  }

  function saveKey(): void {
    if (!keyAllowed) return
    dropKey()
    const key = keys.at(-1)!
    key.possible = true
    key.required = brackets.length === 0 && indent === column(c)
    key.token = tokens
    key.offset = c.pos
    key.line = c.line
  }

  function dropKey(): void {
    const key = keys.at(-1)!
    if (key.possible && key.required) throw keyWithoutColon({ source, offset: key.offset })
    key.possible = false
  }

  function isInReach(key: SimpleKey): boolean {
    if (key.line < c.line) return false
    if (c.pos - key.offset <= longestKey) return true
    let characters = 0
    for (const _ of text.slice(key.offset, Math.min(c.pos, key.offset + 2 * longestKey + 2))) characters++
    return characters <= longestKey
  }

  function lexToken(): void {
    commentable = true
    const code = peek(c)
    const inFlow = brackets.length > 0
    const isBare = isBlankOrEnd(peek(c, 1))
    switch (code) {
      case 0x5b: // [
      case 0x7b: // {
        saveKey()
        openBracket()
        break
      case 0x5d: // ]
      case 0x7d: // }
        dropKey()
        closeBracket()
        break
      case 0x2c: // ,
        if (!inFlow && !ahead) throw badStart(',', here(c))
        dropKey()
        keyAllowed = true
        feed(1)
        break
      case 0x2d: // -
        if (isBare) lexEntry()
        else lexPlainScalar()
        break
      case 0x3f: // ?
        if (inFlow || isBare) lexKey()
        else lexPlainScalar()
        break
      case 0x3a: // :
        if (inFlow || isBare) lexValue()
        else lexPlainScalar()
        break
      case 0x2a: // *
      case 0x26: // &
        lexName()
        break
      case 0x21: // !
        lexTagToken()
        break
      case 0x7c: // |
      case 0x3e: // >
        if (inFlow) throw badStart(text.charAt(c.pos), here(c))
        lexBlockScalar()
        break
      case 0x27: // '
      case 0x22: // "
        lexQuotedScalar()
        break
      case 0x09:
      case 0x23: // #
      case 0x25: // %
      case 0x40: // @
      case 0x60: // `
        throw badStart(text.charAt(c.pos), here(c))
      default:
        lexPlainScalar()
    }
  }

  function openBracket(): void {
    brackets.push(c.pos)
    keys.push({ possible: false, required: false, token: 0, offset: 0, line: 0 })
    if (brackets.length > maxDepth) throw tooDeep(maxDepth, here(c))
    keyAllowed = true
    feed(1)
  }

  function closeBracket(): void {
    const open = brackets.pop()
    if (open !== undefined) keys.pop()
    if (!ahead && (open === undefined || text.charCodeAt(open) + 2 !== peek(c))) {
      throw badBracket(text.charAt(c.pos), open === undefined ? undefined : text.charAt(open), here(c))
    }
    keyAllowed = false
    feed(1)
    if (brackets.length === 0) rootComplete = true
  }

  function lexEntry(): void {
    if (brackets.length === 0) {
      if (!keyAllowed) throw badEntry(here(c))
      roll(column(c), c.pos)
    } else if (!ahead) throw badEntry(here(c))
    dropKey()
    keyAllowed = true
    feed(1)
    commentable = false
  }

  function lexKey(): void {
    const inBlock = brackets.length === 0
    if (inBlock) {
      if (!keyAllowed) throw badKey(here(c))
      roll(column(c), c.pos)
    }
    dropKey()
    keyAllowed = inBlock
    feed(1)
    passLineComment()
  }

  function lexValue(): void {
    const key = keys.at(-1)!
    const inBlock = brackets.length === 0
    if (key.possible && isInReach(key)) {
      // Something stands between the root and the colon that makes it a key after all.
      if (ahead && key.offset < documentEnd) throw badValue(here(c))
      tokens++
      roll(key.offset - c.lineStart, key.offset)
      key.possible = false
      keyAllowed = false
      feed(1)
      return
    }
    const place = { source, offset: key.offset }
    if (key.possible && inBlock && key.offset < documentEnd && (key.required || !keyAllowed)) {
      throw key.line < c.line ? keyOnSeveralLines(place) : keyTooLong(longestKey, place)
    }
    if (key.possible && key.required) throw keyWithoutColon(place)
    key.possible = false
    if (inBlock) {
      if (!keyAllowed) throw badValue(here(c))
      roll(column(c), c.pos)
    }
    keyAllowed = inBlock
    loneColons.add(c.pos)
    feed(1)
    passLineComment()
  }

  /** v3 takes a comment behind an indicator even where a tab stands between them. */
  function passLineComment(): void {
    if (dialect === 'v2') return
    let at = 0
    while (at < commentReach && isBlank(peek(c, at))) at++
    if (peek(c, at) !== 0x23) return
    while (!isBreakOrEnd(peek(c))) c.pos++
  }

  function lexName(): void {
    saveKey()
    keyAllowed = false
    const from = c.pos
    let length = 1
    while (isWordCharacter(peek(c, length))) length++
    const next = peek(c, length)
    if (length === 1 || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) {
      throw badName(text.charAt(from), { source, offset: from + length })
    }
    if (text.charCodeAt(from) === 0x2a) completeScalar()
    feed(length)
  }

  function lexTagToken(): void {
    saveKey()
    keyAllowed = false
    const offset = c.pos
    feedGap(offset)
    const tag = lexTag(c)
    tokens++
    lexemes.push(text.slice(offset, c.pos))
    fed = c.pos
    if (!ahead) tags.set(offset, resolveTag(tag, handles, { source, offset }))
  }

  function lexQuotedScalar(): void {
    saveKey()
    keyAllowed = false
    const offset = c.pos
    feedGap(offset)
    const style = peek(c) === 0x27 ? 'single' : 'double'
    scalars.set(offset, { value: lexQuoted(c), style })
    lexemes.push(text.slice(offset, c.pos))
    tokens++
    fed = c.pos
    completeScalar()
  }

  function lexPlainScalar(): void {
    saveKey()
    keyAllowed = false
    const offset = c.pos
    feedGap(offset)
    const plain = lexPlain(c, indent + 1, brackets.length > 0)
    if (plain.broken) {
      keyAllowed = true
      commentable = false
    }
    scalars.set(offset, { value: plain.value, style: 'plain' })
    lexemes.push(scalarMark, text.slice(offset, plain.end))
    tokens++
    fed = plain.end
    completeScalar()
  }

  function lexBlockScalar(): void {
    dropKey()
    keyAllowed = true
    commentable = false
    const offset = c.pos
    if (dedented && !ahead) throw noStructure(text.charAt(offset), here(c))
    // libyaml does not mind in which column of a later line a block scalar starts, unlike the parser.
    if (offset > fed) lexemes.push(' '.repeat(offset - fed))
    const style = peek(c) === 0x7c ? 'literal' : 'folded'
    const block = lexBlock(c, indent)
    scalars.set(offset, { value: block.value, style })
    lexemes.push(text.slice(offset, block.headerEnd))
    fed = block.headerEnd
    feedGap(block.start)
    // The blanks before what follows belong to that.
    const blockEnd = c.pos >= end ? end : c.lineStart
    lexemes.push(scalarMark, text.slice(block.start, blockEnd))
    tokens++
    fed = blockEnd
    completeScalar()
  }

  function completeScalar(): void {
    if (brackets.length === 0) rootComplete = true
  }

  /** Hands on the next `length` characters as one lexeme, after the blanks before it. */
  function feed(length: number): void {
    feedGap(c.pos)
    c.pos += length
    lexemes.push(text.slice(fed, c.pos))
    fed = c.pos
    tokens++
  }

  /** Hands on what stands between two lexemes: of its line ends only the last matters, and no comment does. */
  function feedGap(to: number): void {
    let last = to - 1
    while (last >= fed && !isBreak(text.charCodeAt(last))) last--
    if (last >= fed) {
      if (last > fed) lexemes.push(' '.repeat(last - fed))
      lexemes.push('\n')
      fed = last + 1
    }
    if (to > fed) lexemes.push(' '.repeat(to - fed))
    fed = to
  }
}

/** Letters, digits, `_` and `-`: what anchors and tag handles consist of. */
function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d
  )
}
