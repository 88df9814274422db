import { badFileSource, badLiteral, invalidEnvLine, repeatedKey } from '../diagnostics/errors/generators.ts'
import type { ConfigMapArgs } from '../kustomization/kustomization.ts'
import { baseName } from '../kustomization/path.ts'
import { utf8Decode, utf8Encode } from '../yaml/base64.ts'

/** The content of a file that a generator names. */
export type FileContent = (path: string) => Uint8Array

/** A value of a generated ConfigMap or Secret: text, or bytes that are no UTF-8. */
export type DataValue = string | Uint8Array

export interface KeyValue {
  readonly key: string
  readonly value: DataValue
  /** The field of the generator that it comes from. */
  readonly field: readonly (string | number)[]
}

/** The data of a generator: from env files, then literals, then files. A key may come once only. */
export function keyValues(args: ConfigMapArgs, contentOf: FileContent): KeyValue[] {
  const values = new Map<string, KeyValue>()
  const add = (key: string, value: DataValue, ...field: (string | number)[]): void => {
    if (values.has(key)) throw repeatedKey(args.name ?? '', key)
    values.set(key, { key, value, field })
  }
  args.envs?.forEach((path, i) => {
    for (const [key, value] of envLines(contentOf(path), path)) add(key, value, 'envs', i)
  })
  args.literals?.forEach((literal, i) => {
    add(...splitLiteral(literal), 'literals', i)
  })
  args.files?.forEach((source, i) => {
    const { key, path } = splitFileSource(source)
    const bytes = contentOf(path)
    add(key, utf8Decode(bytes) ?? bytes, 'files', i)
  })
  return [...values.values()]
}

/** Splits `key=value` at the first `=`; one pair of quotes around the value is dropped. */
function splitLiteral(literal: string): [string, string] {
  const equals = literal.indexOf('=')
  if (equals <= 0) throw badLiteral(literal)
  const value = literal.slice(equals + 1)
  const quote = value[0]
  const quoted = value.length >= 2 && (quote === '"' || quote === "'") && value.endsWith(quote)
  return [literal.slice(0, equals), quoted ? value.slice(1, -1) : value]
}

/** Splits `key=path`; a path alone gives its base name as the key. */
function splitFileSource(source: string): { key: string; path: string } {
  const parts = source.split('=')
  if (parts.length === 1) return { key: baseName(source), path: source }
  if (parts.length > 2) throw badFileSource(source, 'it may hold one `=` at most, between key and path')
  const [key, path] = parts as [string, string]
  if (key === '') throw badFileSource(source, 'the key before the `=` is missing')
  if (path === '') throw badFileSource(source, 'the path behind the `=` is missing')
  return { key, path }
}

/** White space in Go's sense; what leads a line of an env file does not count. */
const leadingSpace = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

/** Go's line scanner gives up on a longer line, and upstream takes that for the end of the file. */
const maxEnvLine = 64 * 1024

/** The pairs of an env file: `key=value` lines; values are taken as they stand, a bare key is empty. */
function envLines(content: Uint8Array, path: string): [string, string][] {
  const pairs: [string, string][] = []
  for (const [number, bytes] of linesOf(content).entries()) {
    if (bytes.length >= maxEnvLine) break
    const decoded = utf8Decode(bytes)
    if (decoded === undefined) throw invalidEnvLine(path, number + 1)
    const line = (number === 0 ? decoded.replace(/^\ufeff/, '') : decoded).replace(leadingSpace, '')
    if (line === '' || line.startsWith('#')) continue
    const equals = line.indexOf('=')
    const key = equals < 0 ? line : line.slice(0, equals)
    if (key !== '') pairs.push([key, equals < 0 ? '' : line.slice(equals + 1)])
  }
  return pairs
}

function linesOf(content: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0; start < content.length; ) {
    const found = content.indexOf(0x0a, start)
    const end = found < 0 ? content.length : found
    lines.push(content.subarray(start, end > start && content[end - 1] === 0x0d ? end - 1 : end))
    start = end + 1
  }
  return lines
}

export function bytesOf(value: DataValue): Uint8Array {
  return typeof value === 'string' ? utf8Encode(value) : value
}
