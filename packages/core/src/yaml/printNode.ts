import { withComments } from './comments.ts'
import { goJsonString } from './json.ts'
import type { MapEntry, MappingNode, ScalarNode, ScalarStyle, SequenceNode, YamlNode } from './node.ts'
import { foldedLines } from './refold.ts'
import { resolvedTag } from './resolveScalar.ts'
import { isPlainSyntax, writtenStyle } from './scalarStyle.ts'

/**
 * The text of a node in its own style: what upstream compares list elements with, and writes back into
 * scalars that hold YAML. Lists stand at the column of their key, nothing is folded.
 */
export function printNode(node: YamlNode): string {
  return linesOf(node)
    .map(({ text }) => `${text}\n`)
    .join('')
}

/** The same with the comments of the text that the node was read from, as upstream keeps them. */
export function printWithComments(node: YamlNode, text: string): string {
  return `${withComments(linesOf(node), text).join('\n')}\n`
}

/** A printed line, and where the entry or item that it starts stood in the text that was read. */
export interface PrintedLine {
  readonly text: string
  readonly offset: number | undefined
}

function linesOf(node: YamlNode): PrintedLine[] {
  const flow = node.kind === 'scalar' ? printScalarNode(node, 2) : flowText(node)
  return flow === undefined ? blockLines(node as MappingNode | SequenceNode) : textLines(flow, offsetOf(node))
}

function offsetOf(node: YamlNode): number | undefined {
  return node.source === undefined ? undefined : node.offset
}

/** Lines of text, of which only the first starts something. */
function textLines(text: string, offset: number | undefined): PrintedLine[] {
  return text.split('\n').map((line, i) => ({ text: line, offset: i === 0 ? offset : undefined }))
}

/** A flow collection, or an empty one, on one line. */
function flowText(node: YamlNode): string | undefined {
  if (node.kind === 'scalar') return undefined
  const isEmpty = node.kind === 'mapping' ? node.entries.length === 0 : node.items.length === 0
  return node.flow || isEmpty ? inFlow(node) : undefined
}

function inFlow(node: YamlNode): string {
  switch (node.kind) {
    case 'scalar':
      return printScalarNode(node, undefined)
    case 'sequence':
      return `[${node.items.map(inFlow).join(', ')}]`
    case 'mapping':
      return `{${node.entries.map((e) => `${printKeyText(e.key, e.keyTag)}: ${inFlow(e.value)}`).join(', ')}}`
  }
}

function blockLines(node: MappingNode | SequenceNode): PrintedLine[] {
  return node.kind === 'mapping'
    ? node.entries.flatMap((e) => entryLines(e, node.source !== undefined))
    : node.items.flatMap(itemLines)
}

function entryLines({ key, keyTag, keyOffset, value }: MapEntry, wasRead: boolean): PrintedLine[] {
  const name = printKeyText(key, keyTag)
  const offset = wasRead && value.source !== undefined ? keyOffset : undefined
  const text = value.kind === 'scalar' ? printScalarNode(value, 2) : flowText(value)
  if (text !== undefined) return textLines(text === '' ? `${name}:` : `${name}: ${text}`, offset)
  const lines = blockLines(value as MappingNode | SequenceNode)
  return [{ text: `${name}:`, offset }, ...(value.kind === 'mapping' ? indented(lines) : lines)]
}

function itemLines(item: YamlNode): PrintedLine[] {
  const text = item.kind === 'scalar' ? printScalarNode(item, 2) : flowText(item)
  const lines = text === undefined ? blockLines(item as MappingNode | SequenceNode) : textLines(text, offsetOf(item))
  const [first, ...rest] = lines
  const start = { text: first!.text === '' ? '-' : `- ${first!.text}`, offset: first!.offset }
  return [start, ...(text === undefined ? indented(rest) : rest)]
}

function indented(lines: readonly PrintedLine[]): PrintedLine[] {
  return lines.map((line) => (line.text === '' ? line : { ...line, text: `  ${line.text}` }))
}

function printKeyText(key: string, tag: string): string {
  return tag === '!!str' && !canBePlain(key) ? quoted(key) : key
}

/** A scalar in its style; block styles indent their lines by `indent`, which flow collections do not have. */
function printScalarNode(node: ScalarNode, indent: number | undefined): string {
  const { value, style } = node
  const tag = writtenTag(node)
  const isQuoted = style === 'plain' && tag === undefined && node.tag === '!!str' && resolvedTag(value) !== '!!str'
  const wanted = style === 'plain' && value.includes('\n') ? 'literal' : isQuoted ? 'double' : style
  const text = printText(value, writtenStyle(value, wanted, indent === undefined), indent ?? 0)
  return tag === undefined ? text : `${tag} ${text}`
}

function printText(value: string, style: ScalarStyle, indent: number): string {
  switch (style) {
    case 'plain':
      return value
    case 'single':
      return `'${value.replaceAll("'", "''")}'`
    case 'double':
      return quoted(value)
    case 'literal':
      return literalText(value, indent)
    case 'folded':
      return foldedText(value, indent)
  }
}

/** The tag that stands before a scalar: the one of the file, or one that the text would not get by itself. */
function writtenTag({ tag, isTagged, value }: ScalarNode): string | undefined {
  if (tag === undefined || tag === '') return undefined
  return isTagged || (tag !== '!!str' && tag !== resolvedTag(value)) ? tag : undefined
}

function blockHeader(value: string, indent: number): string {
  const chomping = value.endsWith('\n\n') || value === '\n' ? '+' : value.endsWith('\n') ? '' : '-'
  return (/^[ \n]/.test(value) ? String(indent) : '') + chomping
}

function foldedText(value: string, indent: number): string {
  const lines = foldedLines(value).map((line) => (line === '\n' ? line : ' '.repeat(indent) + line))
  return `>${blockHeader(value, indent)}\n${lines.join('')}`.replace(/\n$/, '')
}

function literalText(value: string, indent: number): string {
  const body = value.endsWith('\n') ? value.slice(0, -1) : value
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line))
  return `|${blockHeader(value, indent)}\n${lines.join('\n')}`
}

function canBePlain(text: string): boolean {
  return resolvedTag(text) === '!!str' && isPlainSyntax(text)
}

function quoted(text: string): string {
  // JSON's escapes are YAML's, but for the characters that only JSON in HTML has to hide.
  return goJsonString(text).replaceAll('\\u003c', '<').replaceAll('\\u003e', '>').replaceAll('\\u0026', '&')
}
