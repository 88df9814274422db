import { KustError } from '../diagnostics/kustError.ts'
import {
  getEntry,
  isNull,
  type MapEntry,
  type MappingNode,
  removeField,
  type ScalarNode,
  type SequenceNode,
  type YamlNode,
} from './node.ts'
import { readDocument } from './readYaml.ts'
import { plainTag, resolve11, scalarTag, scalarValue11 } from './resolveScalar.ts'

/**
 * Gives a scalar the text and type of another and keeps its own style, as upstream's setters do.
 * The object stays the same, so every field that shares it sees the change.
 */
export function overwriteScalar(target: ScalarNode, source: ScalarNode): void {
  target.tag = tagInStyle(source, target)
  target.value = source.value
  if (source.source !== undefined) {
    target.source = source.source
    target.offset = source.offset
  }
}

/** Gives a scalar the style of another and leaves its type. */
export function matchStyle(node: ScalarNode, model: ScalarNode): void {
  node.tag = tagInStyle(node, model)
  node.style = model.style
  node.isTagged = model.isTagged
}

/** Gives a scalar another text; the type that it had stays, whether the text fits it or not. */
export function overwriteText(target: ScalarNode, text: string): void {
  target.tag ??= target.style === 'plain' ? plainTag(target.value) : undefined
  target.value = text
}

/** The tag that says of a scalar in another style what its own style said. */
function tagInStyle(source: ScalarNode, { style, isTagged }: ScalarNode): string | undefined {
  if (source.tag !== undefined) return source.tag
  return isTagged || (style === 'plain') !== (source.style === 'plain') ? scalarTag(source) : undefined
}

/**
 * Sets a field of a mapping the way upstream's field setter does: null removes the field, an existing
 * value keeps its style (and, if a scalar, its identity), a new field goes to the end.
 */
export function writeField(node: MappingNode, key: string, value: YamlNode): void {
  if (isNull(value)) {
    removeField(node, key)
    return
  }
  const found = getEntry(node, key)
  if (found === undefined) node.entries.push(plainEntry(key, quoteIfTyped(value)))
  else overwriteValue(found, value)
}

/** Puts a value in the place of another and keeps the style of that one. */
export function overwriteValue(holder: MapEntry, value: YamlNode): void {
  const old = holder.value
  if (old === value) return
  if (old.kind === 'scalar' && value.kind === 'scalar') {
    overwriteScalar(old, value)
    return
  }
  if (value.kind !== 'scalar') value.flow = old.kind !== 'scalar' && old.flow
  holder.value = value
}

/** Makes a mapping or list equal to another value. The object stays the same, so that all that share it see the change. */
export function become(target: MappingNode | SequenceNode, value: YamlNode): void {
  for (const key of Object.keys(target)) delete (target as unknown as Record<string, unknown>)[key]
  Object.assign(target, value)
}

/** An entry whose key is written without quotes, so that `1` or `true` is no string, as upstream writes it. */
export function plainEntry(key: string, value: YamlNode): MapEntry {
  return { key, keyTag: plainTag(key), keyOffset: value.offset, value }
}

/**
 * A value as upstream's field setter adds it: a string that YAML 1.1 would read as anything else gets quotes,
 * which matter when a later patch writes a number there and inherits them.
 */
export function quoteIfTyped<T extends YamlNode>(value: T): T {
  if (value.kind !== 'scalar' || value.style !== 'plain' || value.isTagged || scalarTag(value) !== '!!str') return value
  if (!readsAsString(value.value)) value.style = 'double'
  return value
}

/** What could make more than one plain scalar of a text. */
const structured = /^[-?:,[\]{}#&*!|>'"%@`\s]|[\s:]$|: | #|\t/

/** Whether a YAML 1.1 parser reads a string from a text, or nothing that it understands. */
function readsAsString(text: string): boolean {
  if (text === '' || text.includes('\n')) return true
  if (!structured.test(text)) return typeof resolve11(text) === 'string'
  try {
    // The newer dialect takes null for a key (`?`), as Go does that needs no JSON.
    const node = readDocument({ path: '', text })
    return node?.kind === 'scalar' && typeof scalarValue11(node) === 'string'
  } catch (error) {
    if (error instanceof KustError) return true
    throw error
  }
}
