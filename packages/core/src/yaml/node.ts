/**
 * The tree that every stage works on: YAML nodes with their place in a file.
 *
 * Nodes are immutable and shared. A change makes new nodes along the path from the root and keeps
 * the rest, so that one parsed file can serve many overlays, and a node's identity tells its history.
 */

/** A file's text as it was parsed (line ends already `\n`), with the path that users see. */
export interface SourceText {
  readonly path: string
  readonly text: string
}

/** Where something stands in a file; `offset` counts UTF-16 units of `source.text` from 0. */
export interface Place {
  readonly source: SourceText | undefined
  readonly offset: number
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

/**
 * A scalar: its text after unescaping and unfolding, and how it was written.
 *
 * `tag` is set when the type does not follow from text and style: an explicit `!!int` in the file, or a
 * setter that fixed the type. Otherwise a plain scalar is typed by its text and any other is a string.
 */
export interface ScalarNode extends Place {
  readonly kind: 'scalar'
  readonly value: string
  readonly style: ScalarStyle
  readonly tag: string | undefined
}

/** One `key: value` of a mapping. `keyTag` is `!!str` for nearly all keys; any other cannot be printed. */
export interface MapEntry {
  readonly key: string
  readonly keyTag: string
  readonly keyOffset: number
  readonly value: YamlNode
}

/** A mapping in the order of the file; the same key may stand twice, which only printing refuses. */
export interface MappingNode extends Place {
  readonly kind: 'mapping'
  readonly entries: readonly MapEntry[]
  readonly tag: string | undefined
  readonly flow: boolean
}

export interface SequenceNode extends Place {
  readonly kind: 'sequence'
  readonly items: readonly YamlNode[]
  readonly tag: string | undefined
  readonly flow: boolean
}

export type YamlNode = ScalarNode | MappingNode | SequenceNode

const nowhere: Place = { source: undefined, offset: 0 }

export function scalar(
  value: string,
  style: ScalarStyle = 'plain',
  tag: string | undefined = undefined,
  place: Place = nowhere,
): ScalarNode {
  return { kind: 'scalar', value, style, tag, source: place.source, offset: place.offset }
}

/** A scalar that stays a string whatever its text. */
export function stringScalar(value: string, place: Place = nowhere): ScalarNode {
  return scalar(value, 'plain', '!!str', place)
}

export function mapping(entries: readonly MapEntry[], place: Place = nowhere): MappingNode {
  return { kind: 'mapping', entries, tag: undefined, flow: false, source: place.source, offset: place.offset }
}

export function sequence(items: readonly YamlNode[], place: Place = nowhere): SequenceNode {
  return { kind: 'sequence', items, tag: undefined, flow: false, source: place.source, offset: place.offset }
}

/** An entry with a string key. */
export function entry(key: string, value: YamlNode, keyOffset: number = value.offset): MapEntry {
  return { key, keyTag: '!!str', keyOffset, value }
}

/** The value of the first entry named `key`, or undefined if the node is no mapping or lacks it. */
export function getField(node: YamlNode | undefined, key: string): YamlNode | undefined {
  if (node === undefined || node.kind !== 'mapping') return undefined
  for (const e of node.entries) if (e.key === key) return e.value
  return undefined
}

/** The mapping with its first entry named `key` set to `value`, or with a new entry at the end. */
export function setField(node: MappingNode, key: string, value: YamlNode): MappingNode {
  const at = node.entries.findIndex((e) => e.key === key)
  if (at < 0) return { ...node, entries: [...node.entries, entry(key, value)] }
  const old = node.entries[at]!
  if (old.value === value) return node
  return { ...node, entries: node.entries.with(at, { ...old, value }) }
}

/** The mapping without its first entry named `key`. */
export function removeField(node: MappingNode, key: string): MappingNode {
  const at = node.entries.findIndex((e) => e.key === key)
  return at < 0 ? node : { ...node, entries: node.entries.toSpliced(at, 1) }
}

/** The mapping's value at a path of plain keys. */
export function getPath(node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined {
  let at = node
  for (const key of keys) at = getField(at, key)
  return at
}

/** A scalar's text whatever its type, as upstream reads names, kinds and keys; '' for anything else. */
export function textOf(node: YamlNode | undefined): string {
  return node !== undefined && node.kind === 'scalar' ? node.value : ''
}
