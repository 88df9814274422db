import { type Random, randomOf } from './random.ts'

/** A scalar that is printed exactly as it stands, whatever type YAML gives it. */
export class Plain {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Value = null | boolean | number | string | Plain | Value[] | { [key: string]: Value }
export type ValueMap = { [key: string]: Value }

/** How a file is written; seed 0 is block style without anything special. */
export interface Style {
  readonly seed: number
  readonly json: boolean
  readonly crlf: boolean
  readonly anchors: boolean
}

/** A comment behind a value; one text, so that it can be taken out again. */
export const trailingComment = ' # why'

export const plainStyle: Style = { seed: 0, json: false, crlf: false, anchors: false }

/** Prints the documents of one file. */
export function printDocuments(documents: readonly Value[], style: Style): string {
  const text = style.json && documents.length === 1 ? printJson(documents[0]!, style) : printStream(documents, style)
  return style.crlf ? text.replaceAll('\n', '\r\n') : text
}

function printJson(document: Value, style: Style): string {
  const indent = style.seed % 3
  return `${JSON.stringify(withoutPlain(document), null, indent === 0 ? 2 : indent === 1 ? 0 : '\t')}\n`
}

/** Replaces the scalars that JSON cannot hold by their text. */
function withoutPlain(value: Value): unknown {
  if (value instanceof Plain) return value.text
  if (Array.isArray(value)) return value.map(withoutPlain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutPlain(child)]))
}

function printStream(documents: readonly Value[], style: Style): string {
  const random = randomOf(style.seed)
  const parts: string[] = []
  for (const [index, document] of documents.entries()) {
    if (index > 0 || random.percent(10)) parts.push(random.percent(10) ? '--- # next\n' : '---\n')
    if (random.percent(8)) parts.push('# a comment\n')
    parts.push(printDocument(document, random, style.anchors))
  }
  if (random.percent(4)) parts.push('---\n')
  if (random.percent(3)) parts.push('...\n')
  return parts.join('')
}

function printDocument(document: Value, random: Random, anchors: boolean): string {
  const printer: Printer = { random, anchors: anchors ? { known: [], count: 0 } : undefined }
  if (isMap(document) && Object.keys(document).length > 0) return printMap(document, 0, printer)
  if (Array.isArray(document) && document.length > 0) return printList(document, 0, printer)
  return `${inline(document, printer)}\n`
}

interface Printer {
  readonly random: Random
  readonly anchors: { known: { name: string; value: Value; key: string }[]; count: number } | undefined
}

function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Plain)
}

function printMap(map: ValueMap, indent: number, printer: Printer): string {
  const { random } = printer
  let out = ''
  let entries = Object.entries(map)
  const merged = mergeSource(map, printer)
  if (merged !== undefined) {
    out += `${' '.repeat(indent)}<<: *${merged.name}\n`
    const inherited = merged.value as ValueMap
    entries = entries.filter(([key]) => !Object.hasOwn(inherited, key))
  }
  for (const [key, value] of entries) {
    if (random.percent(2)) out += `${' '.repeat(indent)}# about ${key.replace(/[^a-zA-Z]/g, '')}\n`
    if (random.percent(1)) out += '\n'
    out += `${' '.repeat(indent)}${printKey(key, random)}:${printValue(value, indent, printer)}`
  }
  return out
}

/** An anchored map of which this one is an extension. */
function mergeSource(map: ValueMap, printer: Printer): { name: string; value: Value } | undefined {
  if (printer.anchors === undefined || !printer.random.percent(60)) return undefined
  return printer.anchors.known.find(
    ({ value }) =>
      isMap(value) &&
      Object.keys(value).length > 0 &&
      Object.keys(value).length < Object.keys(map).length &&
      Object.entries(value).every(
        ([key, child]) => Object.hasOwn(map, key) && JSON.stringify(map[key]) === JSON.stringify(child),
      ),
  )
}

/** What follows a key's colon or a dash, with its line end. */
function printValue(value: Value, indent: number, printer: Printer): string {
  const alias = aliasOf(value, printer)
  if (alias !== undefined) return ` *${alias}\n`
  const anchor = anchorOf(value, printer)
  const { random } = printer
  const comment = (): string => (random.percent(2) ? trailingComment : '')
  if (Array.isArray(value) && value.length > 0 && !random.percent(8)) {
    const deeper = random.percent(30) ? indent + 2 : indent
    return `${anchor}${comment()}\n${printList(value, deeper, printer)}`
  }
  if (isMap(value) && Object.keys(value).length > 0 && !random.percent(6)) {
    const deeper = random.percent(5) ? indent + 4 : indent + 2
    return `${anchor}${comment()}\n${printMap(value, deeper, printer)}`
  }
  if (typeof value === 'string') {
    const block = blockScalar(value, indent, random)
    if (block !== undefined) return `${anchor} ${block}`
  }
  return `${anchor} ${inline(value, printer)}${comment()}\n`
}

function printList(list: readonly Value[], indent: number, printer: Printer): string {
  let out = ''
  for (const item of list) {
    const dash = `${' '.repeat(indent)}-`
    if (isMap(item) && Object.keys(item).length > 0 && !printer.random.percent(5)) {
      const body = printMap(item, indent + 2, printer)
      // The first key may stand on the dash's line, if no comment or blank line came before it.
      out += /^ *(#|\n)/.test(body) ? `${dash}\n${body}` : `${dash} ${body.slice(indent + 2)}`
    } else if (Array.isArray(item) && item.length > 0) {
      out += `${dash} ${flow(item, printer)}\n`
    } else out += `${dash}${printValue(item, indent, printer)}`
  }
  return out
}

function aliasOf(value: Value, printer: Printer): string | undefined {
  if (printer.anchors === undefined || !worthAnchoring(value) || !printer.random.percent(70)) return undefined
  const key = keyOf(value)
  return printer.anchors.known.find((anchor) => anchor.key === key)?.name
}

function anchorOf(value: Value, printer: Printer): string {
  if (printer.anchors === undefined || !worthAnchoring(value) || !printer.random.percent(30)) return ''
  const name = `a${printer.anchors.count++}`
  printer.anchors.known.push({ name, value, key: keyOf(value) })
  return ` &${name}`
}

function worthAnchoring(value: Value): boolean {
  return typeof value === 'string' ? value.length > 2 : isMap(value) || Array.isArray(value)
}

function keyOf(value: Value): string {
  return JSON.stringify(value)
}

/** A literal or folded block for a text with line breaks, if it can be one. */
function blockScalar(text: string, indent: number, random: Random): string | undefined {
  if (!text.includes('\n') || !/^[\t\n\x20-\x7e\xa0-\ud7ff]*$/.test(text) || /^[\s]/.test(text)) return undefined
  if (random.percent(15)) return undefined
  const chomp = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : ''
  const lines = text.replace(/\n$/, '').split('\n')
  // A folded block of short lines is another text than the literal one, which is fine: it is as good a text.
  const header = random.percent(7) ? '>' : '|'
  const pad = ' '.repeat(indent + 2)
  return `${header}${chomp}\n${lines.map((line) => (line === '' ? '' : pad + line)).join('\n')}\n`
}

/** A value on one line. */
function inline(value: Value, printer: Printer): string {
  if (value instanceof Plain) return value.text
  if (value === null) return printer.random.percent(30) ? '~' : 'null'
  if (typeof value === 'string') return quoted(value, printer.random, false)
  if (typeof value === 'object') return flow(value, printer)
  return String(value)
}

function flow(value: Value, printer: Printer): string {
  if (Array.isArray(value)) return `[${value.map((item) => flow(item, printer)).join(', ')}]`
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, child]) => {
      const text = flow(child, printer)
      return `${printKey(key, printer.random)}: ${text}`
    })
    return `{${entries.join(', ')}}`
  }
  if (value instanceof Plain) return value.text === '' ? 'null' : value.text
  if (typeof value === 'string') return quoted(value, printer.random, true)
  return value === null ? 'null' : String(value)
}

function printKey(key: string, random: Random): string {
  if (random.percent(3)) return doubleQuoted(key)
  return quoted(key, random, true)
}

const safe = /^[A-Za-z_/][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$/
const words = /^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i

function quoted(text: string, random: Random, inFlow: boolean): string {
  const plain = (safe.test(text) || (!inFlow && looselySafe(text))) && !words.test(text)
  if (plain && !random.percent(12)) return text
  const single = /^[\x20-\x7e\xa0-\ud7ff]*$/.test(text)
  if (single && random.percent(50)) return `'${text.replaceAll("'", "''")}'`
  return doubleQuoted(text)
}

/** Texts with indicators inside that are plain scalars all the same. */
function looselySafe(text: string): boolean {
  return /^[A-Za-z/$][\x21-\x7e\xa0-\ud7ff]*(?: [\x21-\x7e\xa0-\ud7ff]+)*$/.test(text) && !/:( |$)| #/.test(text)
}

/** JSON's escapes, but for pairs of surrogates, which YAML does not have. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text)
}
