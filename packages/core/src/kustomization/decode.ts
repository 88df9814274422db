import { unknownField, wrongType } from '../diagnostics/errors/kustomization.ts'
import { goFloatText } from '../yaml/goFloat.ts'
import type { JsonValue } from '../yaml/json.ts'
import { compareBytes } from '../yaml/json.ts'
import { getField, type MapEntry, type ScalarNode, type YamlNode } from '../yaml/node.ts'
import { type ScalarValue, scalarValue11 } from '../yaml/resolveScalar.ts'
import type { ObjectShape, Shape } from './shape.ts'

export interface DecodeOptions {
  /** Whether a field that the shape lacks is an error; otherwise it is ignored. */
  readonly unknownFields?: 'refuse' | 'ignore'
  /** Whether a number or boolean becomes text where text is wanted, as for every file but kustomizations. */
  readonly coerce?: boolean
  /** The type rules of plain scalars: YAML 1.1 unless given, as for kustomization files. */
  readonly scalarValue?: (node: ScalarNode) => ScalarValue
}

/**
 * Turns a tree into plain data of a shape, as Go's `encoding/json` would after YAML became JSON: field
 * names match in any case, null leaves a field unset, no scalar is converted to another type, and of
 * equal keys the last counts.
 */
export function decode<T>(node: YamlNode, shape: Shape, options: DecodeOptions = {}): T {
  const { unknownFields = 'refuse', coerce = false, scalarValue = scalarValue11 } = options
  // A missing or null document decodes to nothing at all.
  return (value(node, shape, '', coerce) ?? emptyOf(shape)) as T

  function value(at: YamlNode, wanted: Shape, path: string, toText: boolean): unknown {
    if (at.kind === 'scalar') {
      const found = scalarValue(at)
      if (found === null) return undefined
      switch (wanted.type) {
        case 'any':
          return found
        case 'string':
          if (typeof found === 'string') return found
          if (toText) return typeof found === 'number' ? goFloatText(found) : String(found)
          break
        case 'boolean':
          if (typeof found === 'boolean') return found
          break
        case 'integer':
          if (isInt64(found)) return found
      }
      throw wrongType(path, wanted, at, found)
    }
    if (wanted.type === 'any') return plain(at)
    if (at.kind === 'sequence') {
      if (wanted.type !== 'list') throw wrongType(path, wanted, at)
      return at.items.map((item, i) => value(item, wanted.of, `${path}[${i}]`, toText) ?? emptyOf(wanted.of))
    }
    if (wanted.type === 'map') {
      const entries = lastOfEach(at.entries).map((e): [string, unknown] => [
        e.key,
        value(e.value, wanted.of, joined(path, e.key), toText) ?? emptyOf(wanted.of),
      ])
      return Object.fromEntries(entries)
    }
    if (wanted.type !== 'object') throw wrongType(path, wanted, at)
    const result: Record<string, unknown> = {}
    // JSON objects come sorted, so of two spellings of a field (`namePrefix`, `NAMEPREFIX`) the greater one counts.
    for (const e of lastOfEach(at.entries).sort((a, b) => compareBytes(a.key, b.key))) {
      const field = fieldOf(wanted, e.key)
      if (field === undefined) {
        if (unknownFields === 'ignore') continue
        throw unknownField(e.key, path, wanted, { source: at.source, offset: e.keyOffset })
      }
      const textAllowed = toText && !wanted.promoted.includes(field)
      const decoded = value(e.value, wanted.fields[field]!, joined(path, field), textAllowed)
      if (decoded !== undefined) result[field] = decoded
    }
    return result
  }

  function plain(at: YamlNode): JsonValue {
    if (at.kind === 'scalar') return scalarValue(at)
    if (at.kind === 'sequence') return at.items.map(plain)
    return Object.fromEntries(lastOfEach(at.entries).map((e) => [e.key, plain(e.value)]))
  }
}

/** The node of a field given by its path of names and indexes, as far as the path leads. */
export function placeOf(node: YamlNode, path: readonly (string | number)[]): YamlNode {
  let at = node
  for (const part of path) {
    const next =
      typeof part === 'number'
        ? at.kind === 'sequence'
          ? at.items[part]
          : undefined
        : (getField(at, part) ?? anyCase(at, part))
    if (next === undefined) break
    at = next
  }
  return at
}

function anyCase(node: YamlNode, name: string): YamlNode | undefined {
  if (node.kind !== 'mapping') return undefined
  return node.entries.find((e) => e.key.toLowerCase() === name.toLowerCase())?.value
}

function fieldOf(shape: ObjectShape, key: string): string | undefined {
  if (Object.hasOwn(shape.fields, key)) return key
  const lower = key.toLowerCase()
  return Object.keys(shape.fields).find((field) => field.toLowerCase() === lower)
}

function lastOfEach(entries: readonly MapEntry[]): MapEntry[] {
  const byKey = new Map<string, MapEntry>()
  for (const e of entries) byKey.set(e.key, e)
  return [...byKey.values()]
}

function isInt64(value: ScalarValue): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  return typeof value === 'bigint' && value >= -(2n ** 63n) && value < 2n ** 63n
}

/** What null stands for inside a list or a map. */
function emptyOf(shape: Shape): unknown {
  switch (shape.type) {
    case 'string':
      return ''
    case 'boolean':
      return false
    case 'integer':
      return 0
    case 'list':
      return []
    case 'any':
      return null
    default:
      return {}
  }
}

function joined(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`
}
