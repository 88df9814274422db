import { emptyKeyInMerge, unknownDirective, wrongNodeKind } from '../diagnostics/errors/patches.ts'
import type { Schema, TypeSchema } from '../schema/schema.ts'
import {
  entry,
  getEntry,
  getField,
  isNull,
  isNullOrEmpty,
  type MapEntry,
  type MappingNode,
  removeField,
  type ScalarNode,
  type SequenceNode,
  scalar,
  sequence,
  textOf,
  type YamlNode,
} from '../yaml/node.ts'
import { overwriteScalar, overwriteValue, quoteIfTyped } from '../yaml/write.ts'

/**
 * Merges a patch into a manifest, in place, by the rules of kyaml's merge2, oddities included: they are
 * listed in section 5 of the reference's description of strategic merges and shown by the fixtures under
 * `test-fixtures/cases/patches`. The patch is used up: its nodes become part of the manifest.
 *
 * Elements that only the patch has come first, or last if told. Returns false if the patch deletes the whole manifest.
 */
export function strategicMerge(
  manifest: MappingNode,
  patch: MappingNode,
  schema: Schema,
  newElements: 'first' | 'last' = 'first',
): boolean {
  return merge(manifest, patch, undefined, { schema, newElements, keptNulls: new Set() }) !== undefined
}

type Node = YamlNode | undefined

interface Context {
  readonly schema: Schema
  readonly newElements: 'first' | 'last'
  /** Nulls that are written out (`null`, `~`) and that the patch does not mention; they stay. */
  readonly keptNulls: Set<YamlNode>
}

/** The merge of two nodes, of which either may be missing; undefined or null if the field goes away. */
function merge(dest: Node, patch: Node, inherited: TypeSchema | undefined, context: Context): Node {
  if (patch === undefined && dest?.kind === 'scalar' && !isNull(dest)) return dest
  const type = inherited ?? typeOf(dest, context.schema) ?? typeOf(patch, context.schema)
  const kind = !isNull(dest) ? dest!.kind : !isNull(patch) ? patch!.kind : 'mapping'
  for (const node of [dest, patch]) {
    if (!isNull(node) && node!.kind !== kind) throw wrongNodeKind(kind, node!, patch)
  }
  if (kind === 'scalar') return patch ?? dest
  if (patch !== undefined && dest !== undefined && dest.kind !== 'scalar' && isNullOrEmpty(dest)) {
    // Nothing stands in it yet that had a style to keep.
    dest.flow = patch.kind !== 'scalar' && patch.flow
  }
  if (kind === 'mapping') return mergeMappings(dest, patch, type, context)
  if (type?.mergeKeys === undefined) return patch ?? dest
  return mergeLists(dest, patch as SequenceNode | undefined, type, context)
}

/** A known type that a manifest, or an object embedded in one, names itself. */
function typeOf(node: Node, schema: Schema): TypeSchema | undefined {
  if (node?.kind !== 'mapping') return undefined
  const kind = textOf(getField(node, 'kind'))
  const apiVersion = textOf(getField(node, 'apiVersion'))
  return kind === '' || apiVersion === '' ? undefined : schema.typeOf(apiVersion, kind)
}

function mergeMappings(dest: Node, patch: Node, type: TypeSchema | undefined, context: Context): Node {
  const target = mappingTarget(dest, patch, context)
  if (target === undefined || target.kind !== 'mapping') return target
  if (patch === undefined) return visitAlone(target, type, context)
  const patchFields = firstEntries(patch)
  const targetFields = target === patch ? patchFields : firstEntries(target)
  if (targetFields.has('') || patchFields.has('')) throw emptyKeyInMerge(target)
  const keys =
    target === patch ? [...targetFields.keys()] : [...new Set([...targetFields.keys(), ...patchFields.keys()])].sort()
  for (const key of keys) {
    const from = patchFields.get(key)
    const value = merge(targetFields.get(key)?.value, from?.value, type?.field(key), context)
    setMerged(target, key, targetFields.get(key), from, value, context)
  }
  return target
}

/** What the patch does not mention is visited all the same: nulls go, and texts get the quotes that they need. */
function visitAlone(target: MappingNode, type: TypeSchema | undefined, context: Context): MappingNode {
  if (getEntry(target, '') !== undefined) throw emptyKeyInMerge(target)
  for (const e of target.entries.length > 1 ? firstEntries(target).values() : [...target.entries]) {
    const { key, value } = e
    if (value.kind === 'scalar' && !isNull(value)) quoteIfTyped(value)
    else setMerged(target, key, e, undefined, merge(value, undefined, type?.field(key), context), context)
  }
  return target
}

/** The mapping that receives the fields of both: the manifest's, or the patch's where that replaces it. */
function mappingTarget(dest: Node, patch: Node, { keptNulls }: Context): Node {
  if (isNull(dest)) {
    const directive = patch?.kind === 'mapping' ? takeDirective(patch, true) : undefined
    if (directive === 'delete') return undefined
    if (patch === undefined && dest !== undefined && textOf(dest) !== '') keptNulls.add(dest)
    return patch ?? (dest !== undefined && keptNulls.has(dest) ? dest : undefined)
  }
  if (patch === undefined) return dest
  if (isNull(patch)) return undefined
  switch (takeDirective(patch as MappingNode, false)) {
    case 'delete':
      return undefined
    case 'replace':
      return patch
    default:
      return dest
  }
}

type Directive = 'delete' | 'replace' | 'merge'

function takeDirective(patch: MappingNode, lenient: boolean): Directive | undefined {
  const directive = directiveOf(patch, lenient)
  if (directive !== undefined) removeField(patch, '$patch')
  return directive
}

function directiveOf(patch: MappingNode, lenient = false): Directive | undefined {
  const value = getField(patch, '$patch')
  if (value === undefined) return undefined
  const text = textOf(value)
  if (text === 'delete' || text === 'replace' || text === 'merge') return text
  // Upstream looks at the directive of something new, but does not mind what it says.
  if (lenient) return undefined
  throw unknownDirective(text, value)
}

function firstEntries(node: Node): Map<string, MapEntry> {
  const entries = new Map<string, MapEntry>()
  if (node?.kind === 'mapping') for (const e of node.entries) if (!entries.has(e.key)) entries.set(e.key, e)
  return entries
}

function setMerged(
  target: MappingNode,
  key: string,
  old: MapEntry | undefined,
  from: MapEntry | undefined,
  value: Node,
  { keptNulls }: Context,
): void {
  if (value === undefined || (isNull(value) && !keptNulls.has(value))) {
    if (old !== undefined) removeField(target, key)
  } else if (old === undefined) {
    target.entries.push({ ...(from ?? entry(key, value)), value: quoteIfTyped(value) })
  } else if (old.value === value) {
    // Upstream sets every field of the result, so what the patch leaves alone gets its quotes too.
    quoteIfTyped(value)
  } else {
    overwriteValue(old, value)
  }
}

function mergeLists(dest: Node, patch: SequenceNode | undefined, type: TypeSchema, context: Context): Node {
  const target = listTarget(dest, patch)
  if (target?.kind !== 'sequence') return undefined
  const keys = type.mergeKeys!
  if (patch === undefined && isKeyed(target, keys)) {
    for (const item of target.items) merge(item, undefined, type.elements, context)
    if (!target.items.some(isNullOrEmptyMapping)) return target
  }
  const order = context.newElements === 'first' ? [patch, target] : [target, patch]
  const sources = order.filter((list) => list?.kind === 'sequence')
  const tuples =
    keys.length > 0
      ? distinct(sources.flatMap((list) => list!.items.map((item) => keys.map((key) => keyText(item, key)))))
      : distinct(sources.flatMap((list) => list!.items.map((item) => [textOf(item)])))
  return mergeElements(target, patch, tuples, keys.length > 0 ? keys : [''], type.elements, context)
}

/** The list that the elements are merged into, as `mappingTarget`. */
function listTarget(dest: Node, patch: SequenceNode | undefined): Node {
  if (isNull(dest)) return patch
  if (patch === undefined) return dest
  if (isNull(patch)) return undefined
  const at = patch.items.findIndex((item) => getField(item, '$patch') !== undefined)
  const element = patch.items[at]
  if (element?.kind !== 'mapping' || element.entries.length > 1) return dest
  const directive = directiveOf(element)!
  setElement(patch, undefined, ['$patch'], [directive])
  return directive === 'delete' ? undefined : directive === 'replace' ? patch : dest
}

/** Whether a list is as lists are: each element has a key of its own, so that visiting them moves none. */
function isKeyed(list: SequenceNode, keys: readonly string[]): boolean {
  const [key] = keys
  if (key === undefined || keys.length > 1) return false
  const seen = new Set<string>()
  return list.items.every((item) => {
    const text = item.kind === 'mapping' ? keyText(item, key) : ''
    return text !== '' && seen.size < seen.add(text).size
  })
}

function keyText(item: YamlNode, key: string): string {
  const value = getField(item, key)
  return isNullOrEmpty(value) ? '' : textOf(value)
}

function distinct(tuples: string[][]): string[][] {
  return [...new Map(tuples.map((tuple) => [tuple.join('\u0000'), tuple])).values()]
}

/**
 * Merges the elements that agree in their keys. Those that the patch names come first, in its order,
 * then the others in theirs; or the other way round.
 */
function mergeElements(
  target: SequenceNode,
  patch: SequenceNode | undefined,
  tuples: string[][],
  keys: readonly string[],
  type: TypeSchema | undefined,
  context: Context,
): Node {
  if (keys.length > 1) unify(tuples)
  if (tuples.length === 0) return target
  const merged = sequence([], target)
  const present = keys.filter((_, i) => tuples.some((tuple) => tuple[i] !== ''))
  const validKeys = present.length > 0 ? present : keys
  for (const tuple of tuples) {
    const values = present.length > 0 ? tuple.filter((_, i) => present.includes(keys[i]!)) : tuple
    const value = merge(findElement(target, validKeys, values), findElement(patch, validKeys, values), type, context)
    if (value === undefined || isNullOrEmptyMapping(value)) {
      setElement(target, undefined, validKeys, values)
    } else {
      addMissingKeys(value, validKeys, values)
      setElement(merged, value, validKeys, values)
    }
  }
  const [first, rest] = context.newElements === 'first' ? [merged, target] : [target, merged]
  appendElements(first, rest, validKeys)
  return first
}

/** Completes tuples that have a value in common and contradict each other nowhere. */
function unify(tuples: string[][]): void {
  for (let i = 0; i < tuples.length; i++) {
    const tuple = tuples[i]!
    for (let j = 0; j < tuples.length; j++) {
      const both = united(tuple, tuples[j]!)
      if (both !== undefined) {
        tuples[i] = both
        tuples[j] = both
      }
    }
  }
}

function united(a: readonly string[], b: readonly string[]): string[] | undefined {
  // Two missing values count as a value in common, as upstream compares them.
  if (!a.some((text, i) => text === b[i])) return undefined
  if (a.some((text, i) => text !== b[i] && text !== '' && b[i] !== '')) return undefined
  return a.map((text, i) => text || b[i]!)
}

/** The first element whose keys have exactly these values; empty values do not count, unless all are. */
function findElement(list: Node, keys: readonly string[], values: readonly string[]): Node {
  if (list?.kind !== 'sequence') return undefined
  if (keys[0] === '') return list.items.find((item) => textOf(item) === values[0])
  const some = values.some((value) => value !== '')
  const used = keys.flatMap((key, i) => (some && values[i] === '' ? [] : [[key, values[i]!] as const]))
  return list.items.find(
    (item) =>
      item.kind === 'mapping' &&
      used.every(([key, value]) => {
        const field = getField(item, key)
        return field !== undefined && textOf(field) === value
      }),
  )
}

function addMissingKeys(value: YamlNode, keys: readonly string[], values: readonly string[]): void {
  keys.forEach((key, i) => {
    if (values[i] === '' || getField(value, key) !== undefined) return
    const text = scalar(values[i]!, 'plain', '')
    if (value.kind === 'scalar') overwriteScalar(value as ScalarNode, text)
    else if (value.kind === 'mapping') value.entries.push(entry(key, text))
  })
}

/**
 * Puts an element in the place of those that match the keys, or at the end if none does; without an
 * element, removes them. An empty value matches any element that has the key, missing values repeat
 * the result of the one before, and without any value what does not match is dropped.
 */
function setElement(list: SequenceNode, element: Node, keys: readonly string[], values: readonly string[]): void {
  const kept: YamlNode[] = []
  let matched = false
  const needsMapping = keys[0] !== '' && values.length > 0 && values[0] !== ''
  for (const item of list.items) {
    if (isNullOrEmptyMapping(item)) continue
    if (item.kind !== 'mapping' && needsMapping) {
      kept.push(item)
    } else if (!matchesElement(item, keys, values)) {
      if (values.length > 0) kept.push(item)
    } else {
      matched = true
      if (element !== undefined) kept.push(element)
    }
  }
  list.items = kept
  if (element !== undefined && !isNull(element) && !matched) list.items.push(element)
}

function matchesElement(item: YamlNode, keys: readonly string[], values: readonly string[]): boolean {
  let last = false
  for (let i = 0; i < keys.length; i++) {
    if (i < values.length) last = matchesKey(item, keys[i]!, values[i]!)
    if (!last) return false
  }
  return true
}

function matchesKey(item: YamlNode, key: string, value: string): boolean {
  if (key === '') {
    if (item.kind !== 'scalar') throw wrongNodeKind('scalar', item)
    return textOf(item) === value
  }
  if (item.kind !== 'mapping') throw wrongNodeKind('mapping', item)
  const field = getField(item, key)
  return field !== undefined && (value === '' || textOf(field) === value)
}

/** Adds the elements of one list to another, those with the keys of one that is there in its place. */
function appendElements(merged: SequenceNode, rest: SequenceNode, keys: readonly string[]): void {
  for (const element of [...rest.items]) {
    if (keys[0] === '') {
      setElement(merged, element, keys, [textOf(element)])
      continue
    }
    const values: string[] = []
    for (const key of keys) {
      if (!isNull(element) && element.kind !== 'mapping') throw wrongNodeKind('mapping', element)
      const field = getField(element, key)
      if (field === undefined) merged.items.push(element)
      else values.push(textOf(field))
    }
    if (keys.length > 1) setElement(merged, undefined, keys, values)
    setElement(merged, element, keys, values)
  }
}

function isNullOrEmptyMapping(node: YamlNode): boolean {
  return isNull(node) || (node.kind === 'mapping' && node.entries.length === 0)
}
