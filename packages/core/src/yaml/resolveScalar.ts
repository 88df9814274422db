/**
 * What an unquoted scalar means: the type rules of go-yaml v3 (resources) and v2 (kustomization files).
 *
 * Upstream writes every node as text and reads that text back before it prints, so the value of a node is
 * what comes out of that round trip; `scalarValue` computes it without the text.
 */

import { binaryNotBase64, leadingTab, scalarType, timestampZone } from '../diagnostics/errors/print.ts'
import { decodeBase64, utf8DecodeLossy } from './base64.ts'
import { goFloat32Text } from './goFloat.ts'
import type { ScalarNode } from './node.ts'
import { fitsBlock, refold } from './refold.ts'
import { parseTimestamp } from './timestamp.ts'

/**
 * The value that Go decodes. Integers up to 2^53 and all floats are numbers (the float 1.0 and the integer 1
 * print alike everywhere), integers beyond are bigints, timestamps are strings in RFC 3339 form.
 */
export type ScalarValue = string | number | bigint | boolean | null

/** The type of an unquoted scalar in a resource file, by the rules of go-yaml v3. */
export function plainTag(text: string): string {
  switch (leadOf(text)) {
    case Lead.word:
      return wordTag(text)
    case Lead.dot:
      return isSpecialFloat(text) || dotFloat(text) !== undefined ? '!!float' : '!!str'
    case Lead.digit:
      if (isSpecialFloat(text)) return '!!float'
      if (parseTimestamp(text) !== undefined) return '!!timestamp'
      return numberTag(text, true)
    default:
      return text === '<<' ? '!!merge' : '!!str'
  }
}

/** The node's tag in short form: the explicit one, else the one that style and text give. */
export function scalarTag(node: ScalarNode): string {
  // What a setter wrote without a type counts as a string until it is printed.
  if (node.tag === '') return '!!str'
  if (node.tag !== undefined && node.tag !== '!') return shortTag(node.tag)
  return node.style === 'plain' ? plainTag(node.value) : '!!str'
}

/** `tag:yaml.org,2002:int` in its short form `!!int`; any other tag as it is. */
export function shortTag(tag: string): string {
  return tag.startsWith(longTagPrefix) ? `!!${tag.slice(longTagPrefix.length)}` : tag
}

/**
 * The value of a scalar of a resource. Throws when the text does not fit an explicit tag. `inFlow` says whether
 * the node stands inside a flow mapping or list, where upstream writes no block scalars.
 */
export function scalarValue(node: ScalarNode, inFlow = false): ScalarValue {
  const { tag, style, value } = node
  const text = inFlow || style === 'single' || style === 'double' ? value : blockValue(node)
  if (tag === undefined || tag === '' || tag === '!') {
    if (style !== 'plain') return text
    // Inside flow collections upstream quotes what cannot stand there unquoted, which makes strings of nothing
    // at all (elsewhere null) and of timestamps with a time.
    if (inFlow && (text === '' || text.includes(':') || text.includes(','))) return text
    return plainValue(text, node)
  }
  const short = shortTag(tag)
  if (short === '!!str') return text
  // A tag that is not in the file is written out only if the text would not get it anyway, and quotes make a
  // string of what is left.
  if (!node.isTagged && style !== 'plain' && short === resolvedTag(text)) return text
  return taggedValue(text, short, node)
}

/** The value that Go decodes from a scalar as it was read, without writing it out first. */
export function decodedValue(node: ScalarNode): ScalarValue {
  const { tag, style, value } = node
  if (tag === undefined || tag === '' || tag === '!') return style === 'plain' ? plainValue(value, node) : value
  const short = shortTag(tag)
  return short === '!!str' ? value : taggedValue(value, short, node)
}

/** The type of a text by itself. Only a parser takes `<<` for more than a string. */
export function resolvedTag(text: string): string {
  return text === '<<' ? '!!str' : plainTag(text)
}

/** The value of an unquoted scalar by the rules of go-yaml v2 (YAML 1.1), in which timestamps stay strings. */
export function resolve11(text: string): ScalarValue {
  switch (leadOf(text)) {
    case Lead.word: {
      const word = words11.get(text)
      return word === undefined ? text : word
    }
    case Lead.dot:
      return specialFloats.get(text) ?? dotFloat(text) ?? text
    case Lead.digit: {
      const special = specialFloats.get(text)
      if (special !== undefined) return special
      if (parseTimestamp(text) !== undefined) return text
      return parseNumber(text, false) ?? text
    }
    default:
      return text
  }
}

/** The value of a scalar of a kustomization file or a JSON patch: YAML 1.1, with style and explicit tag. */
export function scalarValue11(node: ScalarNode): ScalarValue {
  const { tag, value } = node
  if (tag === undefined || tag === '') return node.style === 'plain' ? resolve11(value) : value
  const short = shortTag(tag)
  if (short === '!!str') return value
  if (short === '!!binary') return binaryValue(value, node)
  if (!typedTags.has(short)) return value
  // A timestamp stays the text that was written, also when the tag says so.
  const found = tag11(value, short)
  if (found === short) return resolve11(value)
  if (short === '!!float' && found === '!!int') {
    const n = resolve11(value)
    if (fitsInt64(n)) return Number(n)
  }
  throw scalarType(value, found, short, node)
}

/**
 * The text of a key once a file has become JSON, which has text keys only: `n` is `false`, `0x10` is `16`.
 * Undefined for null and for integers that no int64 holds, which upstream refuses.
 */
export function keyText11(key: ScalarNode): string | undefined {
  const value = scalarValue11(key)
  switch (typeof value) {
    case 'string':
      return value
    case 'boolean':
      return String(value)
    case 'bigint':
      return fitsInt64(value) ? String(value) : undefined
    case 'number': {
      if (Number.isNaN(value)) return '.nan'
      if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf'
      return isFloat11(key) ? goFloat32Text(value) : String(value)
    }
    default:
      return undefined
  }
}

function isFloat11({ tag, value }: ScalarNode): boolean {
  return (tag !== undefined && shortTag(tag) === '!!float') || tag11(value, '!!int') === '!!float'
}

/** Whether an unquoted scalar reads as a string in YAML 1.1, so that a string may be printed without quotes. */
export function isString11(text: string): boolean {
  switch (leadOf(text)) {
    case Lead.word:
      return !words11.has(text)
    case Lead.dot:
      return !isSpecialFloat(text) && dotFloat(text) === undefined
    case Lead.digit:
      if (isSpecialFloat(text)) return false
      // Most such strings are quantities, versions and addresses: 100m, 1.2.3, 10.0.0.0/8.
      if (!numberLike.test(text)) return true
      return parseTimestamp(text) === undefined && parseNumber(text, false) === undefined
    default:
      return true
  }
}

const longTagPrefix = 'tag:yaml.org,2002:'

/** Tags whose text must be of that type; any other unknown tag leaves a string. */
const typedTags: ReadonlySet<string> = new Set(['!!bool', '!!int', '!!float', '!!null', '!!timestamp'])

const words12: ReadonlyMap<string, boolean | null> = new Map([
  ...listed(true, 'true True TRUE'),
  ...listed(false, 'false False FALSE'),
  ...listed(null, '~ null Null NULL'),
  ['', null] as const,
])

const words11: ReadonlyMap<string, boolean | null> = new Map([
  ...words12,
  ...listed(true, 'y Y yes Yes YES on On ON'),
  ...listed(false, 'n N no No NO off Off OFF'),
])

const specialFloats: ReadonlyMap<string, number> = new Map([
  ...listed(Number.NaN, '.nan .NaN .NAN'),
  ...listed(Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...listed(Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'),
])

function listed<T>(value: T, names: string): [string, T][] {
  return names.split(' ').map((name) => [name, value])
}

/** What a scalar can be, by its first character. */
const Lead = { text: 0, word: 1, dot: 2, digit: 3 } as const

/** `Lead` by character code, for codes below 128. */
const leads = new Uint8Array(128)
for (const c of 'yYnNtTfFoO~') leads[c.charCodeAt(0)] = Lead.word
for (const c of '+-0123456789') leads[c.charCodeAt(0)] = Lead.digit
leads['.'.charCodeAt(0)] = Lead.dot

function leadOf(text: string): number {
  if (text.length === 0) return Lead.word
  const c = text.charCodeAt(0)
  return c < 128 ? leads[c]! : Lead.text
}

/** The text of a node that upstream may write as a block scalar and then read back. */
function blockValue(node: ScalarNode): string {
  const { style, value } = node
  if (value.charCodeAt(0) === 0x09 && (style !== 'plain' || value.includes('\n')) && fitsBlock(value)) {
    throw leadingTab(node)
  }
  return style === 'folded' ? refold(value) : value
}

function plainValue(text: string, node: ScalarNode): ScalarValue {
  switch (leadOf(text)) {
    case Lead.word: {
      const word = words12.get(text)
      return word === undefined ? text : word
    }
    case Lead.dot:
      return specialFloats.get(text) ?? dotFloat(text) ?? text
    case Lead.digit: {
      const small = smallInteger(text)
      if (small >= 0) return small
      return specialFloats.get(text) ?? timestampValue(text, node) ?? parseNumber(text, true) ?? text
    }
    default:
      return text
  }
}

function timestampValue(text: string, node: ScalarNode): string | undefined {
  const time = parseTimestamp(text)
  if (time === null) throw timestampZone(text, node)
  return time
}

/** The value of a text with an explicit tag other than `!!str`. */
function taggedValue(text: string, tag: string, node: ScalarNode): ScalarValue {
  if (tag === '!!binary') return binaryValue(text, node)
  if (!typedTags.has(tag)) return text
  const found = tag12(text, tag)
  if (found === tag) return plainValueAs(text, tag, node)
  if (found === '!!int' && tag === '!!float') {
    const n = parseNumber(text, true)
    // The widening rule upstream covers int64 but not the numbers above it.
    if (fitsInt64(n)) return Number(n)
  }
  throw scalarType(text, found, tag, node)
}

/** The tag that the text gets when `wanted` is asked for: timestamps are tried only for themselves. */
function tag12(text: string, wanted: string): string {
  if (wanted !== '!!timestamp' && leadOf(text) === Lead.digit && !isSpecialFloat(text)) return numberTag(text, true)
  const tag = plainTag(text)
  return tag === '!!merge' ? '!!str' : tag
}

function plainValueAs(text: string, tag: string, node: ScalarNode): ScalarValue {
  if (tag === '!!timestamp') return timestampValue(text, node)!
  return plainValue(text, node)
}

function tag11(text: string, wanted: string): string {
  if (leadOf(text) === Lead.word) {
    const word = words11.get(text)
    return word === undefined ? '!!str' : word === null ? '!!null' : '!!bool'
  }
  if (leadOf(text) !== Lead.digit || isSpecialFloat(text)) return tag12(text, wanted)
  if (wanted === '!!timestamp' && parseTimestamp(text) !== undefined) return '!!timestamp'
  return numberTag(text, false)
}

function wordTag(text: string): string {
  const word = words12.get(text)
  return word === undefined ? '!!str' : word === null ? '!!null' : '!!bool'
}

function isSpecialFloat(text: string): boolean {
  return text.length <= 5 && specialFloats.has(text)
}

function binaryValue(text: string, node: ScalarNode): string {
  return utf8DecodeLossy(binaryBytes(text, node))
}

/** The bytes of a text tagged `!!binary`. */
export function binaryBytes(text: string, node: ScalarNode): Uint8Array {
  const bytes = decodeBase64(text)
  if (bytes === undefined) throw binaryNotBase64(text, node)
  return bytes
}

function fitsInt64(n: ScalarValue | undefined): boolean {
  return typeof n === 'number' || (typeof n === 'bigint' && n <= maxInt64)
}

/** All characters that a number or timestamp may have; a quick way out for most other strings. */
const numberLike = /^[-+0-9a-fA-FxXoO_.:,TtZ ]+$/

/** Go's ParseFloat for texts that start with a dot: underscores may stand between digits. */
const dotFloatForm = /^\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/

const floatForm = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

function dotFloat(text: string): number | undefined {
  return dotFloatForm.test(text) ? finite(text.replaceAll('_', '')) : undefined
}

/** Go refuses numbers beyond the largest double, which leaves them strings; too small ones become 0. */
function finite(text: string): number | undefined {
  const n = Number(text)
  return Number.isFinite(n) ? n : undefined
}

function numberTag(text: string, octal12: boolean): string {
  if (smallInteger(text) >= 0) return '!!int'
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  if (parseInteger(plain) !== undefined) return '!!int'
  if (floatForm.test(plain) && finite(plain) !== undefined) return '!!float'
  return signedAfterPrefix(plain, octal12) === undefined ? '!!str' : '!!int'
}

/** The number that a text starting with a digit or sign is, if any. Underscores count as nothing. */
function parseNumber(text: string, octal12: boolean): number | bigint | undefined {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  const integer = parseInteger(plain)
  if (integer !== undefined) return integer
  if (floatForm.test(plain)) {
    const n = finite(plain)
    if (n !== undefined) return n
  }
  return signedAfterPrefix(plain, octal12)
}

/** The value of up to 15 decimal digits without a leading zero, the usual integer; -1 for anything else. */
function smallInteger(text: string): number {
  const { length } = text
  if (length > 15) return -1
  let n = text.charCodeAt(0) - 48
  if (n <= 0) return n === 0 && length === 1 ? 0 : -1
  if (n > 9) return -1
  for (let i = 1; i < length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    n = n * 10 + digit
  }
  return n
}

const maxInt64 = 0x7fff_ffff_ffff_ffffn
const maxUint64 = 0xffff_ffff_ffff_ffffn

/** Go's ParseInt and ParseUint in base 0: a sign, then 0x, 0o, 0b, or 0 for octal, or a decimal number. */
function parseInteger(text: string): number | bigint | undefined {
  const sign = text.charCodeAt(0)
  const signed = sign === 0x2b || sign === 0x2d
  const start = signed ? 1 : 0
  if (text.length === start) return undefined
  let base = 10
  let at = start
  if (text.charCodeAt(start) === 0x30) {
    const prefix = text.length >= start + 3 ? text.charCodeAt(start + 1) | 0x20 : 0
    base = prefix === 0x78 ? 16 : prefix === 0x62 ? 2 : 8
    at += prefix === 0x78 || prefix === 0x62 || prefix === 0x6f ? 2 : 1
  }
  const value = parseDigits(text, at, base)
  if (value === undefined) return undefined
  return ranged(value, sign === 0x2d, !signed)
}

/** go-yaml reads `0b` (and v3 `0o`) once more by itself, which lets a sign stand after the prefix. */
function signedAfterPrefix(text: string, octal12: boolean): number | bigint | undefined {
  const base = text.startsWith('0b') ? 2 : octal12 && text.startsWith('0o') ? 8 : 0
  if (base === 0 || text.length < 4) return undefined
  const sign = text.charCodeAt(2)
  if (sign !== 0x2b && sign !== 0x2d) return undefined
  const value = parseDigits(text, 3, base)
  return value === undefined ? undefined : ranged(value, sign === 0x2d, false)
}

/** The digits from `at` to the end, none being 0; undefined if any is no digit of the base or there are too many. */
function parseDigits(text: string, at: number, base: number): bigint | number | undefined {
  let n = 0
  let i = at
  for (; i < text.length; i++) {
    const digit = digitValue(text.charCodeAt(i))
    if (digit >= base) return undefined
    n = n * base + digit
  }
  if (n <= Number.MAX_SAFE_INTEGER) return n
  let from = at
  while (text.charCodeAt(from) === 0x30) from++
  if (text.length - from > 64) return undefined
  const digits = text.slice(from)
  return BigInt(base === 10 ? digits : `${base === 16 ? '0x' : base === 8 ? '0o' : '0b'}${digits}`)
}

function digitValue(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30
  const lower = c | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : 99
}

function ranged(value: number | bigint, negative: boolean, unsigned: boolean): number | bigint | undefined {
  if (typeof value === 'number') return negative && value !== 0 ? -value : value
  if (negative) return value > maxInt64 + 1n ? undefined : -value
  return value > (unsigned ? maxUint64 : maxInt64) ? undefined : value
}
