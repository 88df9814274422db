/**
 * Prints text without reading it: a block mapping that stands as it is printed, but for the order of its keys and the
 * style of its scalars. Large manifests (CRDs, install manifests) mostly come out of Kubernetes' own tools, which all
 * print like this, and few builds look into the schemas that make them large.
 *
 * Each line is taken apart by one regular expression: those are fast from the second time on, when loops have not
 * been compiled yet.
 */

import { compareSimple, inPrintOrder } from './keyOrder.ts'
import { scalar, type YamlNode } from './node.ts'
import { bestWidth, endsLine, foldPlain, pad, printScalar } from './printScalar.ts'
import { isString11, plainTag } from './resolveScalar.ts'

export interface PrintedBlock {
  /** The start of the first line behind the block. */
  readonly end: number
  /** What is printed for it: whole lines. */
  readonly printed: string
}

interface Change {
  readonly from: number
  readonly to: number
  readonly by: string
}

/** A key with its offset, the number of changes before it, and what is printed from it to the next. */
interface Entry {
  readonly key: string
  readonly from: number
  readonly change: number
  printed: string
}

/** Reads the value at an offset, below a collection in column `at`; `next` is the start of the line behind it. */
export type ValueReader = (offset: number, lineStart: number, at: number) => { node: YamlNode; next: number }

/** Text without what ends an unquoted scalar: words with single spaces between them. */
const words = '[!-9;-~]*(?:(?: (?=[!"$-~])|:(?=[!-~]))[!-9;-~]*)*'

/** A line: indentation, dash, key, then what is a string by its first character, or anything else. */
const lineForm = new RegExp(
  String.raw` *(- )?(?:([A-Za-z_$][\w.$/-]*):(?: |(?=\n)))?(?:([A-Za-z(/]${words})(?=\n)|([^\n]*))\n`,
  'y',
)

/** A further line of an unquoted string. */
const furtherForm = new RegExp(String.raw`( *)((?=[!"$-~])${words})\n`, 'y')

const integerForm = /^(?:0|-?[1-9][0-9]{0,14})$/

/** No longer text of letters is anything but a string. */
const longestWord = 5

/** Well below what a key can have on the line of its value. */
const longestKey = 100

/** Nothing is nested deeper than it is indented. */
const deepestColumn = 400

/** Thrown inside to leave all levels at once. */
const notPrinted = new Error('not as printed')

/**
 * Passes the block mapping that starts on the line at `start`, in a column, and is printed in another. Returns the
 * offset of the line where it turned out to be anything else.
 */
export function passPrintedBlock(
  text: string,
  start: number,
  end: number,
  column: number,
  printedColumn: number,
  readValue: ValueReader,
): PrintedBlock | number {
  // The current line, the start of the next one, and the parts. Behind the block's text, the indentation is -1.
  let lineStart = start
  let next = start
  let indent = -1
  let isItem = false
  let key: string | undefined
  let plain: string | undefined
  let rest = ''
  /** What is printed otherwise than it stands, in the order of the text. */
  const changes: Change[] = []
  const stringKeys = new Map<string, boolean>()
  const printedWords = new Map<string, boolean>()

  try {
    readLine()
    passMapping(column, printedColumn)
  } catch {
    // Mistakes in the text are for the readers to report.
    return lineStart
  }
  return { end: lineStart, printed: printedFrom(start, lineStart, 0) }

  function readLine(): void {
    lineStart = next
    indent = -1
    if (lineStart >= end) return
    lineForm.lastIndex = lineStart
    const match = lineForm.exec(text)
    if (match === null || lineForm.lastIndex > end) throw notPrinted
    next = lineForm.lastIndex
    isItem = match[1] !== undefined
    key = match[2]
    plain = match[3]
    rest = plain ?? match[4]!
    if (key === undefined && !isItem) {
      // Empty lines and comments may stand in a block or behind it; only where nothing else follows, it is clear.
      if (rest === '' && text.slice(lineStart, end).trim() === '') return
      if (rest === '' || rest.charCodeAt(0) === 0x23) throw notPrinted
    }
    // What is left of the line. To have the expression capture it would make a string for each line.
    const before = next - 1 - rest.length
    indent = before - lineStart
    if (isItem) indent -= 2
    if (key !== undefined) indent -= key.length + (text.charCodeAt(before - 1) === 0x3a ? 1 : 2)
  }

  /** What is printed for a part of the text; `at` is the first change that can be in it. */
  function printedFrom(from: number, to: number, at: number): string {
    let printed = ''
    let copied = from
    for (let i = at; i < changes.length && changes[i]!.from < to; i++) {
      printed += text.slice(copied, changes[i]!.from) + changes[i]!.by
      copied = changes[i]!.to
    }
    return printed + text.slice(copied, to)
  }

  /** Has the current line printed in another column. */
  function moveLine(out: number): void {
    if (indent !== out) changes.push({ from: lineStart, to: lineStart + indent, by: pad(out) })
  }

  /** Passes the mapping in column `at`, printed in `out`; its first line has been read. */
  function passMapping(at: number, out: number): void {
    if (at > deepestColumn) throw notPrinted
    const entries: Entry[] = []
    let last = ''
    let isOrdered = true
    do {
      if (key === undefined || !isStringKey(key)) throw notPrinted
      if (!isItem) moveLine(out)
      if (last !== '' && compareSimple(last, key) >= 0) isOrdered = false
      last = key
      entries.push({ key, from: lineStart + at, change: changes.length, printed: '' })
      passValue(at, out)
      if (indent > at) throw notPrinted
    } while (indent === at && !isItem)
    if (!isOrdered) order(entries, at, out)
  }

  /** Puts the entries of the mapping that has just been passed in order. */
  function order(entries: readonly Entry[], at: number, out: number): void {
    const sorted = inPrintOrder(entries)
    if (sorted.some(({ key }, i) => i > 0 && key === sorted[i - 1]!.key)) throw notPrinted
    if (sorted.every((e, i) => e === entries[i])) return
    const { from, change } = entries[0]!
    entries.forEach((e, i) => {
      e.printed = printedFrom(e.from, i + 1 < entries.length ? entries[i + 1]!.from - at : lineStart, e.change)
    })
    changes.length = change
    // Not `join`, which would copy the text anew at each level.
    const by = sorted.map((e) => e.printed).reduce((lines, more) => lines + pad(out) + more)
    changes.push({ from, to: lineStart, by })
  }

  function passValue(at: number, out: number): void {
    if (rest !== '') {
      passInline(at, out)
      return
    }
    const colonEnd = next - 1
    if (text.charCodeAt(colonEnd - 1) !== 0x3a) throw notPrinted
    readLine()
    if (isItem && indent >= at) passSequence(indent, out)
    else if (indent > at) passMapping(indent, out + 2)
    else changes.push({ from: colonEnd, to: colonEnd, by: ' null' })
  }

  function passSequence(at: number, out: number): void {
    do {
      moveLine(out)
      if (key === undefined) passInline(at, out)
      else passMapping(at + 2, out + 2)
      if (indent > at) throw notPrinted
    } while (indent === at && isItem)
  }

  /** Passes a value that starts on the current line, below a collection in column `at` that is printed in `out`. */
  function passInline(at: number, out: number): void {
    const line = lineStart
    const lineEnd = next - 1
    const offset = lineEnd - rest.length
    if (plain === undefined) {
      if (rest === '{}' || rest === '[]' || integerForm.test(rest)) readLine()
      else passOther(line, offset, at, out)
    } else if (plain.length <= longestWord && !isPrintedWord(plain)) {
      passOther(line, offset, at, out)
    } else {
      const value = plain
      readLine()
      if (indent > at) passLines(value, line, offset, lineEnd, at, out)
      else if (lastSpace(line, lineEnd) + out - at > bestWidth) fold(value, line, offset, lineEnd, at, out)
    }
  }

  /** Passes an unquoted string of several lines, of which the first is known. */
  function passLines(first: string, line: number, offset: number, lineEnd: number, at: number, out: number): void {
    let value = first
    let from = line
    let to = lineEnd
    let isFolded = at === out
    for (;;) {
      furtherForm.lastIndex = to + 1
      const match = to + 1 < end ? furtherForm.exec(text) : null
      if (match === null || match[1]!.length <= at) break
      isFolded &&= match[1]!.length === at + 2 && to - from > bestWidth && lastSpace(from, to) <= bestWidth
      value += ` ${match[2]}`
      from = to + 1
      to = furtherForm.lastIndex - 1
    }
    next = to + 1
    readLine()
    if (indent > at) passOther(line, offset, at, out)
    else if (!isFolded || lastSpace(from, to) > bestWidth) fold(value, line, offset, to, at, out)
  }

  /** The column of the last space of a line. */
  function lastSpace(from: number, to: number): number {
    return text.lastIndexOf(' ', to - 1) - from
  }

  function fold(value: string, line: number, offset: number, to: number, at: number, out: number): void {
    changes.push({ from: offset, to, by: foldPlain(value, offset - line + out - at, out + 2) })
  }

  /** Passes a scalar of any other form by reading it. */
  function passOther(line: number, offset: number, at: number, out: number): void {
    let from = offset
    while (text.charCodeAt(from) === 0x20) from++
    const { node, next: behind } = readValue(from, line, at)
    if (node.kind !== 'scalar') throw notPrinted
    const lines = printScalar(node, offset - line + out - at, out + 2, false)
    const whole = endsLine(lines) ? lines : `${lines}\n`
    if (behind - offset !== whole.length || !text.startsWith(whole, offset)) {
      changes.push({ from: offset, to: behind, by: whole })
    }
    next = behind
    readLine()
  }

  /** Whether a key of letters, digits and some signs stays as it is. */
  function isStringKey(name: string): boolean {
    if (name.length > longestWord) return name.length <= longestKey
    let known = stringKeys.get(name)
    if (known === undefined) {
      known = plainTag(name) === '!!str' && isString11(name)
      stringKeys.set(name, known)
    }
    return known
  }

  /** Whether a short text without quotes is printed as it is. */
  function isPrintedWord(word: string): boolean {
    let known = printedWords.get(word)
    if (known === undefined) {
      known = printScalar(scalar(word), 0, 0, false) === word
      printedWords.set(word, known)
    }
    return known
  }
}
