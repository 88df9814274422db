/** One resource as text: exactly the bytes that Kustomize prints for it. */

import { keyTooLong, nestedTooDeep } from '../diagnostics/errors/print.ts'
import { goJsonString, keyPlace, maxNesting } from '../yaml/json.ts'
import { sortedEntries } from '../yaml/keyOrder.ts'
import type { MapEntry, MappingNode, ScalarNode, SequenceNode, YamlNode } from '../yaml/node.ts'
import { bestWidth, endsLine, pad, printKey, printScalar, printString } from '../yaml/printScalar.ts'

/** Upstream reads its own JSON as YAML, where a key's colon must come within this many characters. */
const maxKeyLength = 1024

/**
 * The resource as YAML in block style, indented by 2, keys in natural order, long lines folded; it ends in a
 * line break. Comments, anchors, key order and quoting of the input leave no trace.
 */
export function printYaml(node: MappingNode, { keys, texts }: PrintMemory = printMemory()): string {
  if (node.entries.length === 0) return '{}\n'
  // A stack instead of recursion: nesting may be deeper than the JavaScript stack.
  const stack: Frame[] = [frameOf(node, 0, false)]
  const chunks: string[] = []
  let out = ''
  // Whether the line has been begun: by a dash, or by the colon of a key that did not fit on a line.
  let begun = false
  while (stack.length > 0) {
    if (out.length > chunkLength) {
      chunks.push(flattened(out))
      out = ''
    }
    const frame = stack[stack.length - 1]!
    const { indent } = frame
    const at = frame.at++
    const e = frame.entries?.[at]
    const child = frame.entries === undefined ? frame.items[at] : e?.value
    if (child === undefined) {
      stack.pop()
      continue
    }
    const unread = printedOf(child, indent + 2)
    const filled = unread !== undefined || isFilled(child) ? (child as MappingNode | SequenceNode) : undefined
    if (child.kind !== 'scalar' && stack.length >= maxNesting) throw nestedTooDeep(maxNesting, child)
    let start: string
    let column = indent + 2
    if (e === undefined) {
      start = begun ? '- ' : dashLine(indent)
    } else {
      let key = keys.get(e.key)
      if (key === undefined) {
        key = keyOf(frame.node as MappingNode, e)
        keys.set(e.key, key)
      }
      if (key.text === undefined) {
        start = (begun ? '' : pad(indent)) + explicitKey(frame.node as MappingNode, e, indent)
      } else if (filled !== undefined) {
        // The usual place of a mapping or list: on the lines below its key, a list at the key's own column.
        out += `${begun ? '' : pad(indent)}${key.text}\n`
        begun = false
        if (unread !== undefined) {
          chunks.push(flattened(out), unread)
          out = ''
          continue
        }
        stack.push(frameOf(filled, filled.kind === 'sequence' ? indent : indent + 2, frame.inFlow))
        continue
      } else {
        start = begun ? `${key.text} ` : keyLine(key.text, key.lines, indent)
        column = indent + key.text.length + 1
      }
    }
    out += start
    begun = filled !== undefined
    if (child.kind === 'scalar') {
      const same = frame.inFlow ? undefined : texts[formOf(child)]
      if (same?.has(child.value) && column + child.value.length <= bestWidth) {
        out += `${child.value}\n`
      } else {
        const text = printScalar(child, column, indent + 2, frame.inFlow)
        out += text
        if (!endsLine(text)) out += '\n'
        if (text === child.value && text.length <= longestKept) same?.add(text)
      }
    } else if (filled !== undefined) {
      stack.push(frameOf(filled, indent + 2, frame.inFlow))
    } else {
      out += child.kind === 'mapping' ? '{}\n' : '[]\n'
    }
  }
  if (chunks.length === 0) return flattened(out)
  chunks.push(out)
  return chunks.join('')
}

/** What resources have in common, so that it need not be found out again. */
export interface PrintMemory {
  /** Keys as they are printed. */
  readonly keys: Map<string, Key>
  /** Short scalars that are printed as they are, by how they are written: see `formOf`. */
  readonly texts: readonly Set<string>[]
}

export function printMemory(): PrintMemory {
  return { keys: new Map(), texts: [new Set(), new Set(), new Set()] }
}

/** Longer texts are seldom the same. */
const longestKept = 40

/** The forms of scalars by which the same text can mean different things; none for the others. */
function formOf({ style, tag }: ScalarNode): number {
  if (style === 'plain') return tag === undefined || tag === '' ? 0 : tag === '!!str' ? 1 : -1
  return tag === undefined && (style === 'single' || style === 'double') ? 2 : -1
}

/**
 * Engines keep a string made by many `+=` as a tree of its parts until somebody reads it. Reading it every few
 * thousand characters frees the parts early, which makes printing a fifth faster.
 */
const chunkLength = 16_384

function flattened(text: string): string {
  text.charCodeAt(0)
  return text
}

/** What is printed for a mapping in a column, if that is known without looking into it. */
function printedOf(node: YamlNode, column: number): string | undefined {
  return node.kind === 'mapping' && node.unread?.column === column ? node.unread.printed : undefined
}

function isFilled(node: YamlNode): node is MappingNode | SequenceNode {
  return node.kind === 'mapping' ? node.entries.length > 0 : node.kind === 'sequence' && node.items.length > 0
}

interface Frame {
  readonly node: MappingNode | SequenceNode
  readonly indent: number
  readonly entries: readonly MapEntry[] | undefined
  readonly items: readonly YamlNode[]
  /** Whether the children stand in a flow mapping or list of the input. */
  readonly inFlow: boolean
  at: number
}

const noItems: readonly YamlNode[] = []

function frameOf(node: MappingNode | SequenceNode, indent: number, inFlow: boolean): Frame {
  const inside = inFlow || node.flow
  if (node.kind === 'sequence') return { node, indent, entries: undefined, items: node.items, inFlow: inside, at: 0 }
  return { node, indent, entries: sortedEntries(node), items: noItems, inFlow: inside, at: 0 }
}

/** A key's text with its colon, undefined if it cannot stand on the line of its value; and its lines by indentation. */
interface Key {
  readonly text: string | undefined
  readonly lines: string[]
}

function keyOf(node: MappingNode, e: MapEntry): Key {
  if (e.key.length > maxKeyLength / 6 - 2) checkKeyLength(e.key, node, e)
  const text = printKey(e.key, keyPlace(node, e))
  return { text: text === undefined ? undefined : `${text}:`, lines: [] }
}

/** A key with line breaks or more than 128 bytes, on lines of its own. */
function explicitKey(node: MappingNode, e: MapEntry, indent: number): string {
  const text = printString(e.key, indent + 2, indent + 2, keyPlace(node, e))
  return `? ${text}${endsLine(text) ? '' : '\n'}${pad(indent)}: `
}

/** Up to this many levels, the beginnings of lines are kept: joining them anew costs more than all the rest. */
const keptLevels = 32

function keyLine(text: string, lines: string[], indent: number): string {
  const level = indent >> 1
  if (level >= keptLevels) return `${pad(indent)}${text} `
  while (lines.length <= level) lines.push('')
  if (lines[level] === '') lines[level] = flattened(`${pad(indent)}${text} `)
  return lines[level]!
}

const dashLines: readonly string[] = Array.from({ length: keptLevels }, (_, level) => `${' '.repeat(level * 2)}- `)

function dashLine(indent: number): string {
  return dashLines[indent >> 1] ?? `${pad(indent)}- `
}

function checkKeyLength(key: string, node: MappingNode, e: MapEntry): void {
  let length = 0
  for (const _ of goJsonString(key)) length++
  if (length > maxKeyLength) throw keyTooLong(key, length, keyPlace(node, e))
}
