/**
 * The tree that every stage works on: YAML nodes with their place in a file.
 *
 * A build edits in place the trees that it owns. What was loaded is never edited: a tree is cloned
 * when a build takes it over. Writing into a scalar keeps the object, because upstream lets several
 * fields share one scalar (a label that one transformer created in several places), and a later
 * write to one of them is then seen in all.
 */

/** A file's text as it was parsed (line ends already `\n`), with the path that users see. */
export interface SourceText {
  readonly path: string
  readonly text: string
  /** For text that stands in a scalar of another file: where. */
  readonly within?: Embedding
}

/** Where text stands in another file: from which line on and how far indented, if its lines are lines there. */
export interface Embedding {
  readonly place: Place
  readonly lines: { readonly first: number; readonly indent: number } | undefined
}

/** Where something stands in a file; `offset` counts UTF-16 units of `source.text` from 0. */
export interface Place {
  source: SourceText | undefined
  offset: number
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

/**
 * A scalar: its text after unescaping and unfolding, and how it was written.
 *
 * `tag` is undefined for what a parser read without a tag: a plain scalar is then typed by its text,
 * any other is a string. The empty tag marks a scalar that a setter wrote without a type: it is printed
 * like an undefined one, but counts as a string, and never as null, until it is printed.
 *
 * `isTagged` says that the tag stands in the file (`!!int "3"`). It belongs to the style, not to the tag: a
 * value that is written over another keeps its tag and takes over the style, this included.
 */
export interface ScalarNode extends Place {
  kind: 'scalar'
  value: string
  style: ScalarStyle
  tag: string | undefined
  isTagged: boolean
}

/** One `key: value` of a mapping. `keyTag` is `!!str` for nearly all keys; any other cannot be printed. */
export interface MapEntry {
  key: string
  keyTag: string
  keyOffset: number
  value: YamlNode
}

/** A mapping in the order of the file; the same key may stand twice, which only printing refuses. */
export interface MappingNode extends Place {
  kind: 'mapping'
  entries: MapEntry[]
  tag: string | undefined
  flow: boolean
  /** Of a mapping that nobody has looked into yet. Asking for `entries` reads them, and this is undefined from then on. */
  unread?: UnreadEntries | undefined
}

/** The entries of a block mapping that have only been looked over. */
export interface UnreadEntries {
  /** What is printed for them where the keys stand in `column`: whole lines. */
  readonly printed: string
  readonly column: number
  /** Makes them anew for each caller. */
  readonly read: () => MapEntry[]
}

export interface SequenceNode extends Place {
  kind: 'sequence'
  items: YamlNode[]
  tag: string | undefined
  flow: boolean
}

export type YamlNode = ScalarNode | MappingNode | SequenceNode

const nowhere: Place = { source: undefined, offset: 0 }

export function scalar(
  value: string,
  style: ScalarStyle = 'plain',
  tag: string | undefined = undefined,
  place: Place = nowhere,
): ScalarNode {
  return { kind: 'scalar', value, style, tag, isTagged: false, source: place.source, offset: place.offset }
}

/** A scalar that stays a string whatever its text. */
export function stringScalar(value: string, place: Place = nowhere): ScalarNode {
  return scalar(value, 'plain', '!!str', place)
}

export function mapping(entries: MapEntry[], place: Place = nowhere): MappingNode {
  return { kind: 'mapping', entries, tag: undefined, flow: false, source: place.source, offset: place.offset }
}

/** A block mapping that is read when somebody asks for its entries. */
export function unreadMapping(unread: UnreadEntries, place: Place): MappingNode {
  let entries: MapEntry[] | undefined
  const node: MappingNode = {
    kind: 'mapping',
    get entries() {
      if (entries === undefined) node.entries = unread.read()
      return entries!
    },
    set entries(value) {
      entries = value
      node.unread = undefined
    },
    tag: undefined,
    flow: false,
    source: place.source,
    offset: place.offset,
    unread,
  }
  return node
}

export function sequence(items: YamlNode[], place: Place = nowhere): SequenceNode {
  return { kind: 'sequence', items, tag: undefined, flow: false, source: place.source, offset: place.offset }
}

/** An entry with a string key. */
export function entry(key: string, value: YamlNode, keyOffset: number = value.offset): MapEntry {
  return { key, keyTag: '!!str', keyOffset, value }
}

/** A copy that shares nothing with the original but its places. */
export function cloneNode<T extends YamlNode>(node: T): T
export function cloneNode(node: YamlNode): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return {
        kind: 'scalar',
        value: node.value,
        style: node.style,
        tag: node.tag,
        isTagged: node.isTagged,
        source: node.source,
        offset: node.offset,
      }
    case 'mapping': {
      if (node.unread !== undefined) return unreadMapping(node.unread, node)
      const entries = node.entries.map((e) => ({
        key: e.key,
        keyTag: e.keyTag,
        keyOffset: e.keyOffset,
        value: cloneNode(e.value),
      }))
      return {
        kind: 'mapping',
        entries,
        tag: node.tag,
        flow: node.flow,
        source: node.source,
        offset: node.offset,
      }
    }
    case 'sequence': {
      const items = node.items.map(cloneNode)
      return { kind: 'sequence', items, tag: node.tag, flow: node.flow, source: node.source, offset: node.offset }
    }
  }
}

/** The first entry named `key`, or undefined if the node is no mapping or lacks it. */
export function getEntry(node: YamlNode | undefined, key: string): MapEntry | undefined {
  if (node === undefined || node.kind !== 'mapping') return undefined
  const { entries } = node
  for (let i = 0; i < entries.length; i++) if (entries[i]!.key === key) return entries[i]
  return undefined
}

/** The value of the first entry named `key`. */
export function getField(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return getEntry(node, key)?.value
}

/** Removes the first entry named `key`. */
export function removeField(node: MappingNode, key: string): void {
  const at = node.entries.findIndex((e) => e.key === key)
  if (at >= 0) node.entries.splice(at, 1)
}

/** A scalar's text whatever its type, as upstream reads names, kinds and keys; '' for anything else. */
export function textOf(node: YamlNode | undefined): string {
  return node !== undefined && node.kind === 'scalar' ? node.value : ''
}

/** Whether a node is missing, or null by its tag or by its unquoted text. */
export function isNull(node: YamlNode | undefined): boolean {
  if (node === undefined) return true
  if (node.kind !== 'scalar') return false
  return node.tag === undefined ? node.style === 'plain' && isNullText(node.value) : node.tag === '!!null'
}

function isNullText(text: string): boolean {
  return text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL'
}

/** Whether a node is null or an empty mapping or sequence. */
export function isNullOrEmpty(node: YamlNode | undefined): boolean {
  if (node === undefined) return true
  if (node.kind === 'mapping') return node.entries.length === 0
  if (node.kind === 'sequence') return node.items.length === 0
  return isNull(node)
}
