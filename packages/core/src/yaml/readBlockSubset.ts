/**
 * The fast reader for what manifests are written in: block mappings and lists, scalars of every style, and
 * brackets that hold plain items. What it reads, it reads as `readWithLibrary` does; at the first sight of
 * anything else (anchors, tags, merge keys, odd tabs, mistakes) it gives the whole document up.
 *
 * It goes through the text once, by character codes; the regular expressions and small strings that would
 * make it shorter are what makes other readers slow. Long lines and their indentation it leaves to the engine's
 * own search, which is fast from the first call on, when loops have not been compiled yet.
 */

import type { Cursor } from './cursor.ts'
import { lexBlock, lexQuoted } from './lexScalars.ts'
import {
  type MapEntry,
  type MappingNode,
  type ScalarNode,
  type ScalarStyle,
  type SequenceNode,
  type SourceText,
  unreadMapping,
  type YamlNode,
} from './node.ts'
import { passPrintedBlock } from './printedBlock.ts'
import { pad } from './printScalar.ts'
import type { Dialect } from './readYaml.ts'
import { isString11, plainTag } from './resolveScalar.ts'

/** Returned for a document that the general reader has to read. */
export const notMine = Symbol('not of the block subset')

/** Thrown inside to leave all levels at once. */
const giveUp = new Error('not of the block subset')

/** In place of the entries of a list and the items of a mapping; nothing is ever added. */
const none: never[] = []

/** Functions may nest this deep; the general reader has no such limit. */
const maxLevels = 1000

/** Which mappings are left unread if their text tells what is printed for them. */
export interface UnreadFrom {
  /** Those further left are often looked into, and seldom large. */
  readonly column: number
  /** Of so many characters at least. */
  readonly length: number
}

const noSource: SourceText = { path: '', text: '' }

/** The schemas of CRDs start there. */
const schemas: UnreadFrom = { column: 8, length: 1024 }

/** Well below the 1024 characters in which libyaml must find a key's colon. */
const longestKey = 1000

/** Reads the first document in a part of a source. */
type Read = (
  source: SourceText,
  start: number,
  end: number,
  dialect: Dialect,
  unreadFrom?: UnreadFrom,
) => YamlNode | undefined | typeof notMine

/**
 * The first document in a part of a source, undefined if there is none. The text must be free of control
 * characters and of line ends other than line feeds.
 *
 * There is one reader for all texts, of which it reads one at a time: to make its many functions anew for each of
 * thousands of small documents takes as long as to read these.
 */
export const readBlockSubset: Read = blockReader()

function blockReader(): Read {
  let source: SourceText = noSource
  let text = ''
  let start = 0
  let end = 0
  let dialect: Dialect = 'v3'
  let unreadFrom = schemas
  let pos = 0
  let lineStart = 0
  /** The column of the content at `pos`; -1 at the end of the text. */
  let column = -1
  let markAllowed = true
  let levels = 0
  // What `scanKey` found; `pos` is then behind the colon.
  let keyText = ''
  let keyOffset = 0
  let keyTag = ''
  // Where `passPlainLine` found the text of a line to end.
  let plainEnd = 0
  // The next colon and the next hash sign behind where they were last looked for.
  let part = ''
  let colonAt = -1
  let hashAt = -1
  /** The indentation of the last line, in spaces: the next line often has the same. */
  let margin = ''
  /** The column in which keys or dashes of the current collection are printed. */
  let printedColumn = 0
  /** Where the text was last seen not to stand as it is printed. */
  let notPrintedAt = 0

  return (givenSource, from, to, givenDialect, givenUnreadFrom = schemas) => {
    source = givenSource
    text = source.text
    start = from
    end = to
    dialect = givenDialect
    unreadFrom = givenUnreadFrom
    pos = start
    lineStart = start
    column = -1
    markAllowed = true
    levels = 0
    part = text.slice(start, end)
    colonAt = -1
    hashAt = -1
    margin = ''
    printedColumn = 0
    notPrintedAt = start
    try {
      return readRoot()
    } catch {
      // A mistake in the text is for the general reader to report.
      return notMine
    } finally {
      // Texts are not kept alive.
      source = noSource
      text = ''
      part = ''
      keyText = ''
    }
  }

  function readRoot(): YamlNode | undefined {
    nextLine()
    if (markAllowed && column === 0 && isMark(0x2d)) {
      pos += 3
      markAllowed = false
      endLine()
      if (column < 0) throw giveUp
    }
    markAllowed = false
    if (column < 0) return undefined
    const c = codeAt(pos)
    let root: YamlNode
    if (c === 0x5b || c === 0x7b) {
      root = readFlow()
      endLine()
    } else if (c === 0x2d && isBlankAt(pos + 1)) {
      root = readSequence(column)
    } else if (scanKey()) {
      root = readMapping(column)
    } else {
      // A text of one line: the path of a patch where there could also be the patch.
      if (c === 0x22 || c === 0x27 || lineEndFrom(pos) < end - 1) throw giveUp
      root = readPlain(-1)
    }
    if (column >= 0) throw giveUp
    return root
  }

  /** The code at an index; the end of the text counts as the end of a line. */
  function codeAt(at: number): number {
    return at < end ? text.charCodeAt(at) : 0x0a
  }

  function isBlankAt(at: number): boolean {
    const c = codeAt(at)
    return c === 0x20 || c === 0x0a || c === 0x09
  }

  function isMark(c: number): boolean {
    return codeAt(pos) === c && codeAt(pos + 1) === c && codeAt(pos + 2) === c && isBlankAt(pos + 3)
  }

  /** The end of the line at an index, where its line feed stands. */
  function lineEndFrom(at: number): number {
    const found = text.indexOf('\n', at)
    return found < 0 || found > end ? end : found
  }

  /** The first index behind the spaces at the start of a line. */
  function behindIndent(line: number): number {
    let at = margin !== '' && text.startsWith(margin, line) ? line + margin.length : line
    while (at < end && text.charCodeAt(at) === 0x20) at++
    if (at - line !== margin.length) margin = text.slice(line, Math.min(at, end))
    return at
  }

  /** Whether neither a colon nor a hash sign stands between two indices. */
  function isOnlyText(from: number, to: number): boolean {
    if (colonAt < from) {
      colonAt = part.indexOf(':', from - start) + start
      if (colonAt < start) colonAt = end
    }
    if (colonAt < to) return false
    if (hashAt < from) {
      hashAt = part.indexOf('#', from - start) + start
      if (hashAt < start) hashAt = end
    }
    return hashAt >= to
  }

  /** Moves from the start of a line to the next content, past empty lines and comments. */
  function nextLine(): void {
    for (;;) {
      lineStart = pos
      pos = behindIndent(pos)
      const c = codeAt(pos)
      if (pos >= end) {
        column = -1
        return
      }
      if (c === 0x0a) {
        pos++
      } else if (c === 0x23) {
        pos = lineEndFrom(pos) + 1
      } else if (c === 0x09) {
        throw giveUp
      } else {
        column = pos - lineStart
        if (column === 0 && (c === 0x2d || c === 0x2e || c === 0x25)) {
          if (c === 0x25 || (isMark(c) && !(markAllowed && c === 0x2d))) throw giveUp
        }
        return
      }
    }
  }

  /** Passes the blanks and the comment behind a value and moves on to the next content. */
  function endLine(): void {
    let c = codeAt(pos)
    if (c === 0x20 || c === 0x09) {
      do c = codeAt(++pos)
      while (c === 0x20 || c === 0x09)
      if (c === 0x23) {
        pos = lineEndFrom(pos)
        c = 0x0a
      }
    }
    if (c !== 0x0a) throw giveUp
    pos++
    nextLine()
  }

  /** Reads `key:` at `pos`, if that is what stands there; if not, nothing has moved. */
  function scanKey(): boolean {
    const from = pos
    const first = codeAt(pos)
    if (first === 0x22 || first === 0x27) return scanQuotedKey(first)
    if (!startsPlain(first, from)) throw giveUp
    let at = from
    let c = first
    for (;;) {
      if (c === 0x3a) {
        if (isBlankAt(at + 1)) break
      } else if (c === 0x0a) {
        return false
      } else if (c === 0x23 && isBlankAt(at - 1)) {
        return false
      }
      c = codeAt(++at)
    }
    if (at - from > longestKey) throw giveUp
    let last = at
    while (isBlankAt(last - 1)) last--
    keyText = text.slice(from, last)
    keyOffset = from
    keyTag = plainTag(keyText)
    // Upstream doubles null keys, and keys spelled `<<` are about merging.
    if (keyTag === '!!null' || keyTag === '!!merge' || !keepsText(keyText)) throw giveUp
    pos = at + 1
    return true
  }

  /** The general reader writes other keys anew: `n` is `false` in a kustomization file. */
  function keepsText(key: string): boolean {
    return dialect === 'v3' || isString11(key)
  }

  function scanQuotedKey(quote: number): boolean {
    const from = pos
    const value = readQuoted(quote)
    let at = pos
    let c = codeAt(at)
    while (c === 0x20 || c === 0x09) c = codeAt(++at)
    if (c !== 0x3a || !isBlankAt(at + 1)) {
      pos = from
      return false
    }
    if (at - from > longestKey || value === '<<' || text.slice(from, at).includes('\n')) throw giveUp
    keyText = value
    keyOffset = from
    keyTag = '!!str'
    pos = at + 1
    return true
  }

  /** Reads the mapping whose first key has just been scanned. */
  function readMapping(at: number): MappingNode {
    if (++levels > maxLevels) throw giveUp
    const entries: MapEntry[] = []
    const offset = keyOffset
    const ownColumn = printedColumn
    for (;;) {
      const key = keyText
      const tag = keyTag
      const place = keyOffset
      const value = readMapValue(at)
      printedColumn = ownColumn
      entries.push({ key, keyTag: tag, keyOffset: place, value })
      if (column !== at) {
        if (column > at) throw giveUp
        break
      }
      if (codeAt(pos) === 0x2d && isBlankAt(pos + 1)) throw giveUp
      if (!scanKey()) throw giveUp
    }
    levels--
    return { kind: 'mapping', entries, tag: undefined, flow: false, source, offset }
  }

  function readMapValue(at: number): YamlNode {
    const colonEnd = pos
    let c = codeAt(pos)
    while (c === 0x20 || c === 0x09) c = codeAt(++pos)
    if (c !== 0x0a && c !== 0x23) return readInline(c, at)
    pos = lineEndFrom(pos) + 1
    nextLine()
    if (column > at) return readBelow(at)
    if (column === at && codeAt(pos) === 0x2d && isBlankAt(pos + 1)) return readSequence(at)
    return emptyAt(colonEnd)
  }

  /** Reads a node that starts on a line of its own, indented more than `at`. */
  function readBelow(at: number): YamlNode {
    const c = codeAt(pos)
    if (c === 0x2d && isBlankAt(pos + 1)) return readSequence(column)
    if (c === 0x7c || c === 0x3e || c === 0x5b || c === 0x7b) return readInline(c, at)
    const own = column
    printedColumn += 2
    const unread = printedColumn >= unreadFrom.column ? passUnread(own) : undefined
    return unread ?? (scanKey() ? readMapping(own) : readInline(c, at))
  }

  /** Leaves a large mapping unread if its text tells what is printed for it. */
  function passUnread(at: number): MappingNode | undefined {
    if (dialect !== 'v3' || pos < notPrintedAt || !isLarge(at)) return undefined
    const before = { pos, lineStart, column, levels, colonAt, hashAt }
    const block = passPrintedBlock(text, lineStart, end, at, printedColumn, readValueAt)
    if (typeof block === 'number') {
      notPrintedAt = block
      ;({ pos, lineStart, column, levels, colonAt, hashAt } = before)
      return undefined
    }
    pos = block.end
    nextLine()
    const own = source
    const read = (): MapEntry[] => readEntries(own, before.lineStart, block.end)
    return unreadMapping({ printed: block.printed, column: printedColumn, read }, { source, offset: before.pos })
  }

  /** Whether nothing within some distance stands further left. */
  function isLarge(at: number): boolean {
    if (end - pos < unreadFrom.length) return false
    const lines = text.slice(pos, pos + unreadFrom.length)
    for (let line = lines.indexOf('\n'); line >= 0; line = lines.indexOf('\n', line + 1)) {
      if (!lines.startsWith(pad(at), line + 1) && lines.length - line > at) return false
    }
    return true
  }

  function readValueAt(offset: number, line: number, at: number): { node: YamlNode; next: number } {
    pos = offset
    lineStart = line
    const node = readInline(codeAt(pos), at)
    return { node, next: lineStart }
  }

  function readSequence(at: number): SequenceNode {
    if (++levels > maxLevels) throw giveUp
    const items: YamlNode[] = []
    const offset = pos
    const ownColumn = printedColumn
    do {
      printedColumn = ownColumn + 2
      items.push(readItem(at))
      if (column > at) throw giveUp
    } while (column === at && codeAt(pos) === 0x2d && isBlankAt(pos + 1))
    levels--
    return { kind: 'sequence', items, tag: undefined, flow: false, source, offset }
  }

  function readItem(at: number): YamlNode {
    const dashEnd = ++pos
    let c = codeAt(pos)
    while (c === 0x20) c = codeAt(++pos)
    if (c === 0x0a || c === 0x23) {
      pos = lineEndFrom(pos) + 1
      nextLine()
      return column > at ? readBelow(at) : emptyAt(dashEnd)
    }
    const own = pos - lineStart
    if (c === 0x2d && isBlankAt(pos + 1)) return readSequence(own)
    if (c === 0x7c || c === 0x3e || c === 0x5b || c === 0x7b) return readInline(c, at)
    return scanKey() ? readMapping(own) : readInline(c, at)
  }

  function emptyAt(offset: number): ScalarNode {
    return { kind: 'scalar', value: '', style: 'plain', tag: undefined, isTagged: false, source, offset }
  }

  function scalarAt(value: string, style: ScalarStyle, offset: number): ScalarNode {
    return { kind: 'scalar', value, style, tag: undefined, isTagged: false, source, offset }
  }

  /** Reads a value that is no block collection, below one in column `at`, and moves to the next content. */
  function readInline(c: number, at: number): YamlNode {
    const offset = pos
    switch (c) {
      case 0x22:
      case 0x27: {
        const value = readQuoted(c)
        endLine()
        return scalarAt(value, c === 0x22 ? 'double' : 'single', offset)
      }
      case 0x7c:
        return readLiteral(at)
      case 0x3e:
        return readBlockScalar(at)
      case 0x5b:
      case 0x7b: {
        const value = readFlow()
        endLine()
        return value
      }
      default:
        if (!startsPlain(c, offset)) throw giveUp
        return readPlain(at)
    }
  }

  /** Whether an unquoted scalar can start with a character; indicators can if text follows them. */
  function startsPlain(c: number, at: number): boolean {
    switch (c) {
      case 0x2d:
      case 0x3f:
      case 0x3a:
        return !isBlankAt(at + 1)
      case 0x09:
      case 0x0a:
      case 0x21:
      case 0x22:
      case 0x23:
      case 0x25:
      case 0x26:
      case 0x27:
      case 0x2a:
      case 0x2c:
      case 0x3e:
      case 0x40:
      case 0x5b:
      case 0x5d:
      case 0x60:
      case 0x7b:
      case 0x7c:
      case 0x7d:
        return false
      default:
        return true
    }
  }

  /** Reads an unquoted scalar and the lines that go on with it: those indented more than `at`. */
  function readPlain(at: number): ScalarNode {
    const offset = pos
    let more = passPlainLine()
    let value = text.slice(offset, plainEnd)
    while (more) {
      let next: number
      let line = pos
      let emptyLines = 0
      let c: number
      for (;;) {
        next = behindIndent(line)
        c = codeAt(next)
        if (c !== 0x0a || next >= end) break
        emptyLines++
        line = next + 1
      }
      if (next >= end || next - line <= at || c === 0x23) break
      if (c === 0x09) throw giveUp
      pos = next
      more = passPlainLine()
      value += (emptyLines === 0 ? ' ' : '\n'.repeat(emptyLines)) + text.slice(next, plainEnd)
    }
    nextLine()
    return scalarAt(value, 'plain', offset)
  }

  /** Passes the line and notes where its text ends; false if a comment ends it, and the scalar with it. */
  function passPlainLine(): boolean {
    let at = pos
    const lineEnd = lineEndFrom(pos)
    if (isOnlyText(pos, lineEnd)) at = lineEnd
    let c = codeAt(at)
    while (c !== 0x0a) {
      if (c === 0x3a) {
        if (isBlankAt(at + 1)) throw giveUp
      } else if (c === 0x23 && isBlankAt(at - 1)) {
        break
      }
      c = codeAt(++at)
    }
    plainEnd = at
    while (isBlankAt(plainEnd - 1)) plainEnd--
    pos = lineEnd + 1
    return c === 0x0a
  }

  function readQuoted(quote: number): string {
    const from = pos + 1
    for (let at = from; at < end; at++) {
      const c = text.charCodeAt(at)
      if (c === quote) {
        if (quote === 0x27 && codeAt(at + 1) === quote) break
        pos = at + 1
        return text.slice(from, at)
      }
      if (c === 0x0a || (c === 0x5c && quote === 0x22)) break
    }
    const cursor = cursorHere()
    const value = lexQuoted(cursor)
    pos = cursor.pos
    lineStart = cursor.lineStart
    return value
  }

  function cursorHere(): Cursor {
    return { source, text, end, pos, line: 0, lineStart }
  }

  function readBlockScalar(at: number): ScalarNode {
    const offset = pos
    const cursor = cursorHere()
    const { value } = lexBlock(cursor, at)
    pos = cursor.pos >= end ? end : cursor.lineStart
    nextLine()
    return scalarAt(value, text.charCodeAt(offset) === 0x7c ? 'literal' : 'folded', offset)
  }

  /** Reads a literal block in one go, if its header and its empty lines are the usual ones. */
  function readLiteral(at: number): ScalarNode {
    const offset = pos
    let next = pos + 1
    let chomping = codeAt(next)
    if (chomping === 0x2b || chomping === 0x2d) next++
    else chomping = 0
    if (codeAt(next) !== 0x0a) return readBlockScalar(at)
    const start = next + 1
    let line = start
    for (;;) {
      next = line
      while (codeAt(next) === 0x20) next++
      if (next >= end) return readBlockScalar(at)
      if (text.charCodeAt(next) !== 0x0a) break
      // Blanks on empty lines before the text can matter.
      if (next > line) return readBlockScalar(at)
      line = next + 1
    }
    const indent = next - line
    if (indent <= at || text.charCodeAt(next) === 0x09) return readBlockScalar(at)
    let contentEnd = line
    let emptyLines = 0
    while (line < end) {
      next = line
      while (next - line < indent && codeAt(next) === 0x20) next++
      const c = codeAt(next)
      if (next >= end) break
      if (c === 0x0a) {
        if (next > line && next - line < indent) return readBlockScalar(at)
        emptyLines++
        line = next + 1
      } else if (next - line < indent) {
        if (c === 0x09) throw giveUp
        break
      } else {
        contentEnd = lineEndFrom(next)
        emptyLines = 0
        line = contentEnd + 1
      }
    }
    const margin = ' '.repeat(indent)
    let value = text.slice(start, contentEnd)
    value = value.startsWith(margin) ? value.slice(indent) : value
    value = value.replaceAll(`\n${margin}`, '\n')
    if (chomping !== 0x2d && contentEnd < end) value += '\n'
    if (chomping === 0x2b) value += '\n'.repeat(emptyLines)
    pos = Math.min(line, end)
    nextLine()
    return scalarAt(value, 'literal', offset)
  }

  /** Reads brackets, over as many lines as they take, and stops behind them. */
  function readFlow(): YamlNode {
    if (++levels > maxLevels) throw giveUp
    const offset = pos
    const isMap = codeAt(pos) === 0x7b
    const close = isMap ? 0x7d : 0x5d
    const entries: MapEntry[] = isMap ? [] : none
    const items: YamlNode[] = isMap ? none : []
    pos++
    for (;;) {
      let c = passFlowBlanks(false)
      if (c === close) break
      if (isMap) c = readFlowEntry(entries)
      else {
        const item = readFlowNode(c)
        items.push(item)
        c = passFlowBlanks(item.kind === 'scalar' && item.style === 'plain')
      }
      if (c === close) break
      if (c !== 0x2c) throw giveUp
      pos++
    }
    pos++
    levels--
    return isMap
      ? { kind: 'mapping', entries, tag: undefined, flow: true, source, offset }
      : { kind: 'sequence', items, tag: undefined, flow: true, source, offset }
  }

  /** Reads an entry and returns the code of what follows it. */
  function readFlowEntry(entries: MapEntry[]): number {
    const from = pos
    let c = codeAt(pos)
    const isQuoted = c === 0x22 || c === 0x27
    const key = isQuoted ? readQuoted(c) : readFlowPlain(c)
    const tag = isQuoted ? '!!str' : plainTag(key)
    const keyLine = lineStart
    if (pos - from > longestKey || key === '<<' || tag === '!!null' || tag === '!!merge') throw giveUp
    if (!isQuoted && !keepsText(key)) throw giveUp
    c = passFlowBlanks(!isQuoted)
    let value: YamlNode
    if (c === 0x3a) {
      if (lineStart !== keyLine || from < lineStart) throw giveUp
      pos++
      c = passFlowBlanks(false)
      value = c === 0x2c || c === 0x7d ? emptyAt(pos) : readFlowNode(c)
      c = passFlowBlanks(value.kind === 'scalar' && value.style === 'plain')
    } else {
      value = emptyAt(pos)
    }
    entries.push({ key, keyTag: tag, keyOffset: from, value })
    return c
  }

  function readFlowNode(c: number): YamlNode {
    if (c === 0x5b || c === 0x7b) return readFlow()
    const offset = pos
    if (c === 0x22 || c === 0x27) return scalarAt(readQuoted(c), c === 0x22 ? 'double' : 'single', offset)
    return scalarAt(readFlowPlain(c), 'plain', offset)
  }

  /** Reads unquoted text in brackets up to the end of its line; none of it may stand on the next. */
  function readFlowPlain(first: number): string {
    // A colon or question mark at the start is an indicator here, even with text right behind it.
    if (first === 0x3a || first === 0x3f || !startsPlain(first, pos)) throw giveUp
    const from = pos
    let at = from
    for (let c = first; c !== 0x0a; c = codeAt(++at)) {
      if (c === 0x2c || c === 0x5d || c === 0x7d) break
      if (c === 0x3f || c === 0x5b || c === 0x7b) throw giveUp
      if (c === 0x3a && isBlankAt(at + 1)) break
      if (c === 0x23 && isBlankAt(at - 1)) break
    }
    while (isBlankAt(at - 1)) at--
    pos = at
    return text.slice(from, at)
  }

  /** Passes blanks, line ends and comments in brackets and returns the code of what follows. */
  function passFlowBlanks(afterPlain: boolean): number {
    for (;;) {
      if (pos >= end) throw giveUp
      const c = text.charCodeAt(pos)
      if (c === 0x0a) {
        lineStart = ++pos
        const next = codeAt(pos)
        if (next === 0x25 || ((next === 0x2d || next === 0x2e) && isMark(next))) throw giveUp
      } else if (c === 0x23) {
        pos = lineEndFrom(pos)
      } else if (c === 0x20) {
        pos++
      } else if (c === 0x09) {
        // Behind unquoted text, tabs at the start of a line are mistakes.
        if (afterPlain) throw giveUp
        pos++
      } else return c
    }
  }
}

/** The entries of a block mapping that has been found to be one. */
function readEntries(source: SourceText, start: number, end: number): MapEntry[] {
  const node = readBlockSubset(source, start, end, 'v3')
  if (node === notMine || node?.kind !== 'mapping') throw new Error('a block that was passed cannot be read')
  return node.entries
}
