import { KustError } from '../diagnostics/kustError.ts'
import {
  getEntry,
  isNull,
  type MapEntry,
  type MappingNode,
  removeField,
  type ScalarNode,
  type ScalarStyle,
  type YamlNode,
} from './node.ts'
import { readDocument } from './readYaml.ts'
import { plainTag, resolve11, scalarTag, scalarValue11 } from './resolveScalar.ts'

/**
 * Gives a scalar the text and type of another and keeps its own quoting, as upstream's setters do.
 * The object stays the same, so every field that shares it sees the change.
 */
export function overwriteScalar(target: ScalarNode, source: ScalarNode): void {
  target.tag = tagInStyle(source, target.style)
  target.value = source.value
  if (source.source !== undefined) {
    target.source = source.source
    target.offset = source.offset
  }
}

/** Gives a scalar another text; the type that it had stays, whether the text fits it or not. */
export function overwriteText(target: ScalarNode, text: string): void {
  target.tag ??= target.style === 'plain' ? plainTag(target.value) : undefined
  target.value = text
}

/** The tag that keeps a scalar's type when it is written in another style. */
function tagInStyle(source: ScalarNode, style: ScalarStyle): string | undefined {
  if (style === source.style || source.tag === '') return source.tag
  // Quotes make a string of anything that would be typed the same without its tag.
  if (style !== 'plain')
    return source.tag === undefined || source.tag === plainTag(source.value) ? undefined : source.tag
  return source.tag ?? '!!str'
}

/**
 * Sets a field of a mapping the way upstream's field setter does: null removes the field, an existing
 * value keeps its quoting (and, if a scalar, its identity), a new field goes to the end.
 */
export function writeField(node: MappingNode, key: string, value: YamlNode): void {
  if (isNull(value)) {
    removeField(node, key)
    return
  }
  const found = getEntry(node, key)
  if (found === undefined) node.entries.push(plainEntry(key, quoteIfTyped(value)))
  else if (found.value.kind === 'scalar' && value.kind === 'scalar') overwriteScalar(found.value, value)
  else found.value = value
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
  if (value.kind !== 'scalar' || value.style !== 'plain' || scalarTag(value) !== '!!str') return value
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
