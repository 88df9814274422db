/** Trees as Go's `encoding/json` prints them, and as plain data. */

import { duplicateKey, keyNotString, nestedTooDeep, numberNotFinite } from '../diagnostics/errors/print.ts'
import { utf8DecodeLossy } from './base64.ts'
import {
  entry,
  type MapEntry,
  type MappingNode,
  mapping,
  type Place,
  type ScalarNode,
  type SequenceNode,
  scalar,
  sequence,
  type YamlNode,
} from './node.ts'
import { binaryBytes, decodedValue, type ScalarValue, scalarValue, shortTag } from './resolveScalar.ts'

/** Plain data: what JSON can hold, with integers beyond 2^53 as bigint. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | { [key: string]: JsonValue }

/** How many levels of mappings and lists go-yaml reads. */
export const maxNesting = 10_000

export interface JsonOptions {
  /** How integers beyond 2^53 come out; `rounded` as Go writes them once they were floats. */
  readonly integers?: 'exact' | 'rounded'
  /** Takes scalars as they were read, instead of as they are once upstream has written them out. */
  readonly asRead?: boolean
}

/**
 * The node as compact JSON with the bytes of Go's `encoding/json`: keys in byte order, `<`, `>` and `&` escaped.
 * Name hashes are made of these bytes.
 */
export function printJson(node: YamlNode, options: JsonOptions = {}): string {
  if (node.kind === 'scalar') return scalarJson(node, false, options)
  // A stack instead of recursion: nesting may be deeper than the JavaScript stack.
  const stack: Frame[] = [openFrame(node, false)]
  let out = node.kind === 'mapping' ? '{' : '['
  while (stack.length > 0) {
    const frame = stack[stack.length - 1]!
    const at = frame.at++
    let child: YamlNode | undefined
    if (frame.entries === undefined) {
      child = frame.items[at]
      if (at > 0 && child !== undefined) out += ','
    } else {
      const e = frame.entries[at]
      if (e !== undefined) out += `${at > 0 ? ',' : ''}${goJsonString(e.key)}:`
      child = e?.value
    }
    if (child === undefined) {
      out += frame.entries === undefined ? ']' : '}'
      stack.pop()
    } else if (child.kind === 'scalar') {
      out += scalarJson(child, frame.inFlow, options)
    } else {
      if (stack.length >= maxNesting) throw nestedTooDeep(maxNesting, child)
      out += child.kind === 'mapping' ? '{' : '['
      stack.push(openFrame(child, frame.inFlow))
    }
  }
  return out
}

/**
 * The tree of what Go decodes from the node: strings quoted, numbers in JSON's form, keys in byte order. Like
 * what Go decodes, it knows no style of the original; its places it does.
 */
export function toJsonTree(node: YamlNode, inFlow = false): YamlNode {
  if (node.kind === 'scalar') {
    const value = finiteValue(node, inFlow)
    if (typeof value === 'string') return scalar(wellFormed(value), 'double', undefined, node)
    return scalar(typeof value === 'number' ? goFloatJson(value) : String(value), 'plain', undefined, node)
  }
  const frame = openFrame(node, inFlow)
  const child = (value: YamlNode): YamlNode => toJsonTree(value, frame.inFlow)
  if (frame.entries === undefined) return sequence(frame.items.map(child), node)
  return mapping(
    frame.entries.map((e) => entry(wellFormed(e.key), child(e.value), e.keyOffset)),
    node,
  )
}

/** Compact JSON over several lines, two spaces a level, as Go's `MarshalIndent` writes it; `{}` and `[]` stay. */
export function indentJson(json: string): string {
  let out = ''
  let level = 0
  let from = 0
  const breakAt = (i: number): void => {
    out += `${json.slice(from, i)}\n${'  '.repeat(level)}`
    from = i
  }
  for (let i = 0; i < json.length; i++) {
    switch (json[i]) {
      case '"':
        for (i++; json[i] !== '"'; i++) if (json[i] === '\\') i++
        break
      case '{':
      case '[':
        if (json[i + 1] === '}' || json[i + 1] === ']') {
          i++
        } else {
          level++
          breakAt(i + 1)
        }
        break
      case '}':
      case ']':
        level--
        breakAt(i)
        break
      case ',':
        breakAt(i + 1)
        break
      case ':':
        out += `${json.slice(from, i)}: `
        from = i + 1
    }
  }
  return out + json.slice(from)
}

/** The node as plain data for library users; keys keep the order of the file. */
export function toPlain(node: YamlNode): JsonValue {
  if (node.kind === 'scalar') return finiteValue(node, false)
  const root = emptyOf(node)
  const stack: { frame: Frame; made: JsonValue[] | { [key: string]: JsonValue } }[] = [
    { frame: openFrame(node, false, false), made: root },
  ]
  while (stack.length > 0) {
    const { frame, made } = stack[stack.length - 1]!
    const at = frame.at++
    const child = frame.entries === undefined ? frame.items[at] : frame.entries[at]?.value
    if (child === undefined) {
      stack.pop()
      continue
    }
    let value: JsonValue
    if (child.kind === 'scalar') {
      value = finiteValue(child, frame.inFlow)
    } else {
      if (stack.length >= maxNesting) throw nestedTooDeep(maxNesting, child)
      const inner = emptyOf(child)
      stack.push({ frame: openFrame(child, frame.inFlow, false), made: inner })
      value = inner
    }
    if (Array.isArray(made)) {
      made.push(value)
      continue
    }
    const { key } = frame.entries![at]!
    if (Object.hasOwn(made, key)) throw firstDuplicate(frame.node as MappingNode)
    setOwn(made, key, value)
  }
  return root
}

/** A finite number as Go's `encoding/json` writes a float64; JavaScript's own form differs only for -0. */
export function goFloatJson(n: number): string {
  return Object.is(n, -0) ? '-0' : String(n)
}

/** A string as Go's `encoding/json` writes it, quotes included. */
export function goJsonString(s: string): string {
  return needsEscape.test(s) ? `"${escaped(s)}"` : `"${s}"`
}

/** Throws if a key is no string: then the mapping cannot be printed. */
export function checkKeyTypes(node: MappingNode): void {
  for (const e of node.entries) if (e.keyTag !== '!!str') throw keyNotString(e.key, e.keyTag, keyPlace(node, e))
}

/** The error for the first key of the file that stands twice. */
export function firstDuplicate(node: MappingNode): Error {
  const seen = new Map<string, MapEntry>()
  for (const e of node.entries) {
    const first = seen.get(e.key)
    if (first !== undefined) return duplicateKey(e.key, keyPlace(node, first), keyPlace(node, e))
    seen.set(e.key, e)
  }
  return new Error('kust has a bug, please report it: no key stands twice')
}

/** Where a key stands. The value may come from another file than its mapping, and the key came with it. */
export function keyPlace(node: MappingNode, e: MapEntry): Place {
  return { source: e.value.source ?? node.source, offset: e.keyOffset }
}

/** A mapping or list on the way, with its next child; `inFlow` holds for the children. */
interface Frame {
  readonly node: MappingNode | SequenceNode
  readonly entries: readonly MapEntry[] | undefined
  readonly items: readonly YamlNode[]
  readonly inFlow: boolean
  at: number
}

function openFrame(node: MappingNode | SequenceNode, inFlow: boolean, sorted = true): Frame {
  const inside = inFlow || node.flow
  if (node.kind === 'sequence') return { node, entries: undefined, items: node.items, inFlow: inside, at: 0 }
  checkKeyTypes(node)
  return { node, entries: sorted ? byteSorted(node) : node.entries, items: [], inFlow: inside, at: 0 }
}

function emptyOf(node: MappingNode | SequenceNode): JsonValue[] | { [key: string]: JsonValue } {
  return node.kind === 'mapping' ? {} : []
}

function scalarJson(node: ScalarNode, inFlow: boolean, { integers = 'exact', asRead = false }: JsonOptions): string {
  const value = asRead ? finite(decodedValue(node), node) : finiteValue(node, inFlow)
  if (typeof value === 'string') return goJsonString(node.tag === undefined ? value : unreplaced(node, value))
  if (typeof value === 'bigint') return integers === 'exact' ? String(value) : goFloatJson(Number(value))
  return typeof value === 'number' ? goFloatJson(value) : String(value)
}

/** Go escapes a wrong byte (`\\ufffd`) but not a U+FFFD of the text, so wrong bytes of `!!binary` stay wrong here. */
function unreplaced(node: ScalarNode, value: string): string {
  if (!value.includes('\ufffd') || shortTag(node.tag!) !== '!!binary') return value
  return utf8DecodeLossy(binaryBytes(node.value, node), '\udc80')
}

function finiteValue(node: ScalarNode, inFlow: boolean): ScalarValue {
  return finite(scalarValue(node, inFlow), node)
}

function finite(value: ScalarValue, node: ScalarNode): ScalarValue {
  if (typeof value === 'number' && !Number.isFinite(value)) throw numberNotFinite(node.value, node)
  return value
}

/** Sets an own property also for `__proto__`, whose plain assignment would change the prototype. */
function setOwn(object: { [key: string]: JsonValue }, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    object[key] = value
  }
}

function byteSorted(node: MappingNode): readonly MapEntry[] {
  const { entries } = node
  let sorted = entries
  for (let i = 1; i < entries.length; i++) {
    if (compareBytes(entries[i - 1]!.key, entries[i]!.key) > 0) {
      sorted = entries.toSorted((a, b) => compareBytes(a.key, b.key))
      break
    }
  }
  for (let i = 1; i < sorted.length; i++) if (sorted[i - 1]!.key === sorted[i]!.key) throw firstDuplicate(node)
  return sorted
}

/** The order of the UTF-8 bytes, which is that of code points; UTF-16 units differ where surrogates are. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return surrogatesLast(x) - surrogatesLast(y)
  }
  return a.length - b.length
}

function surrogatesLast(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** Lone surrogates match too; the pairs among the matches are left alone when escaping. */
const needsEscape = /["\\<>&\u0000-\u001f\u2028\u2029\ud800-\udfff]/

const escapable = /["\\<>&\u0000-\u001f\u2028\u2029]|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g

const shortEscapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
}

/** The text with U+FFFD for surrogates that stand alone, as Go decodes JSON. */
function wellFormed(s: string): string {
  return loneSurrogate.test(s) ? s.replace(surrogates, (c) => (c.length === 2 ? c : '\ufffd')) : s
}

const loneSurrogate = /[\ud800-\udfff]/
const surrogates = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g

function escaped(s: string): string {
  return s.replace(escapable, (c) => {
    if (c.length === 2) return c
    const short = shortEscapes[c]
    if (short !== undefined) return short
    const code = c.charCodeAt(0)
    return `\\u${(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code).toString(16).padStart(4, '0')}`
  })
}
