import { getField, type YamlNode } from '@kust/core/inspect'
import { type Field, lineAfter } from './topLevel.ts'

/** The items of a list as the lines that they take, and how far their dashes are indented. */
export interface ItemLines {
  readonly text: string
  readonly indent: number
}

/** The lines of a list in block form, each item changed by `edit`; undefined if they are of another form. */
export function itemLines(
  text: string,
  { value, rest, body, end }: Field,
  edit: (item: string, node: YamlNode) => string | undefined = (item) => item,
): ItemLines | undefined {
  if (value.kind !== 'sequence' || value.items.length === 0) return undefined
  if (value.flow) return flowItems(value.items, rest, edit)
  if (!isComment(rest)) return undefined
  const starts = value.items.map((item) => text.lastIndexOf('\n', item.offset - 1) + 1)
  const indent = indentOf(text, starts[0]!)
  if (starts.some((start) => indentOf(text, start) !== indent)) return undefined
  if (starts.some((start) => !/^ *- +\S/.test(text.slice(start, lineAfter(text, start))))) return undefined
  let lines = text.slice(body, starts[0])
  for (const [i, item] of value.items.entries()) {
    const edited = edit(withLineEnd(text.slice(starts[i], starts[i + 1] ?? end)), item)
    if (edited === undefined) return undefined
    lines += edited
  }
  return { text: lines, indent }
}

/** A list like `[a, b]` of plain words, item for item on a line. */
function flowItems(
  items: readonly YamlNode[],
  rest: string,
  edit: (item: string, node: YamlNode) => string | undefined,
): ItemLines | undefined {
  if (!/^\s*\[[^\]#]*\]$/.test(rest)) return undefined
  let text = ''
  for (const item of items) {
    if (item.kind !== 'scalar' || item.style !== 'plain' || item.tag !== undefined) return undefined
    const edited = edit(`- ${item.value}\n`, item)
    if (edited === undefined) return undefined
    text += edited
  }
  return { text, indent: 0 }
}

/**
 * Puts items before or behind those of a list, or makes the list of them, and takes away the field that had them.
 * Undefined if the list is of a form that cannot take them.
 */
export function moveItems(
  text: string,
  from: Field,
  to: { readonly key: string; readonly field: Field | undefined; readonly place: 'before' | 'behind' },
  items: ItemLines,
): string | undefined {
  if (to.field === undefined) {
    const comment = isComment(from.rest) ? from.rest : ''
    return `${text.slice(0, from.start)}${to.key}:${comment}\n${items.text}${text.slice(from.end)}`
  }
  const target = itemLines(text, to.field)
  if (target === undefined || to.field.value.kind !== 'sequence' || to.field.value.flow) return undefined
  const moved = reindented(items, target.indent)
  if (moved === undefined) return undefined
  const at = to.place === 'before' ? to.field.body : to.field.end
  const inserted = { start: at, end: at, text: `${lineEndBefore(text, at)}${moved}` }
  const removed = { start: from.start, end: from.end, text: '' }
  return replaced(text, [inserted, removed])
}

interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

function replaced(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((left, edit) => left.slice(0, edit.start) + edit.text + left.slice(edit.end), text)
}

function reindented({ text, indent }: ItemLines, wanted: number): string | undefined {
  const lines = text.split('\n')
  if (wanted >= indent) return lines.map((line) => (line === '' ? line : ' '.repeat(wanted - indent) + line)).join('\n')
  const surplus = ' '.repeat(indent - wanted)
  if (lines.some((line) => line.trim() !== '' && !line.startsWith(surplus))) return undefined
  return lines.map((line) => (line.startsWith(surplus) ? line.slice(surplus.length) : line.trimStart())).join('\n')
}

/** All lines of a text but the first, moved to the right. */
export function indented(text: string, by: number): string {
  return text.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(by)}`)
}

export function isComment(rest: string): boolean {
  return /^\s*(#.*)?$/.test(rest)
}

function withLineEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}

function lineEndBefore(text: string, at: number): string {
  return at > 0 && text[at - 1] !== '\n' ? '\n' : ''
}

function indentOf(text: string, lineStart: number): number {
  return /^ */.exec(text.slice(lineStart, lineStart + 200))![0].length
}

/** Whether a value is a mapping with an entry. */
export function isFilledMapping(value: YamlNode): boolean {
  return value.kind === 'mapping' && value.entries.some(({ key }) => getField(value, key) !== undefined)
}
