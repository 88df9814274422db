/**
 * The order of keys in printed mappings: go-yaml v2's natural order, in which numbers inside keys count by value.
 */

import { checkKeyTypes, compareBytes, firstDuplicate } from './json.ts'
import type { MapEntry, MappingNode } from './node.ts'

/** The mapping's entries in printing order. Throws if a key is no string or stands twice. */
export function sortedEntries(node: MappingNode): readonly MapEntry[] {
  const { entries } = node
  checkKeyTypes(node)
  let sorted = true
  for (let i = 1; i < entries.length && sorted; i++) sorted = compareSimple(entries[i - 1]!.key, entries[i]!.key) < 0
  if (sorted) return entries
  const result = inPrintOrder(entries)
  for (let i = 1; i < result.length; i++) if (result[i - 1]!.key === result[i]!.key) throw firstDuplicate(node)
  return result
}

/** Entries sorted as their keys are printed; equal ones next to each other. */
export function inPrintOrder<T extends { readonly key: string }>(entries: readonly T[]): T[] {
  const result = entries.slice()
  // With digits the order is not transitive (2 < 10 < 1a < 2), so what a sort makes of it would depend on the
  // order of the file. Upstream's own output varies from run to run there; byte order first makes ours one.
  if (entries.some((e) => hasDigit.test(e.key))) sortBy(result, compareBytes)
  sortBy(result, compareKeys)
  return result
}

/** Negative if `a` is printed before `b`. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    // Letters stand above all other ASCII characters that are below 'A', as they do in the code.
    if (x < 0x7b && y < 0x7b && plainOrder[x] === 1 && plainOrder[y] === 1) return x - y
    return (isDigit(x) && isDigit(y) ? compareNumbers(a, b, i) : undefined) ?? compareAt(a, b, i)
  }
  return a.length - b.length
}

/** As `compareKeys` where the keys first differ in letters or signs; 0 where digits or other scripts do, and for equals. */
export function compareSimple(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return x < 0x7b && y < 0x7b && plainOrder[x] === 1 && plainOrder[y] === 1 ? x - y : 0
  }
  return a.length - b.length
}

/** Compares short numbers that have ASCII digits only and differ in one that is not 0; undefined for all others. */
function compareNumbers(a: string, b: string, at: number): number | undefined {
  if (a.charCodeAt(at) === 0x30 || b.charCodeAt(at) === 0x30) return undefined
  const aEnd = digitsEnd(a, at)
  const bEnd = digitsEnd(b, at)
  if (aEnd === undefined || bEnd === undefined) return undefined
  return Number(a.slice(at, aEnd)) - Number(b.slice(at, bEnd))
}

/** The end of a number of up to 15 digits, if no other script's can follow. */
function digitsEnd(key: string, from: number): number | undefined {
  let at = from
  while (isDigit(key.charCodeAt(at))) at++
  return at - from > 15 || key.charCodeAt(at) >= 0x80 ? undefined : at
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39
}

const hasDigit = /\p{Nd}/u

/** Letters, and what stands below them without being a digit. */
const plainOrder = new Uint8Array(0x7b)
for (let c = 0; c < 0x7b; c++) {
  const letter = (c >= 0x41 && c <= 0x5a) || c >= 0x61
  plainOrder[c] = letter || c < 0x30 || (c >= 0x3a && c <= 0x40) ? 1 : 0
}

const letterForm = /^\p{L}$/u

function compareAt(a: string, b: string, unit: number): number {
  // Half a pair is no difference of characters yet: step back to the start of both.
  const start = unit > 0 && isHighSurrogate(a.charCodeAt(unit - 1)) ? unit - 1 : unit
  const ac = a.codePointAt(start)!
  const bc = b.codePointAt(start)!
  const aLetter = letterForm.test(String.fromCodePoint(ac))
  const bLetter = letterForm.test(String.fromCodePoint(bc))
  if (aLetter && bLetter) return ac - bc
  if (aLetter || bLetter) return aLetter ? 1 : -1
  let first = 0n
  if (ac === 0x30 || bc === 0x30) {
    for (const c of Array.from(a.slice(0, start)).reverse()) {
      if (!hasDigit.test(c)) break
      if (c !== '0') {
        first = 1n
        break
      }
    }
  }
  const an = digitRun(a, start, first)
  const bn = digitRun(b, start, first)
  if (an.value !== bn.value) return an.value < bn.value ? -1 : 1
  if (an.count !== bn.count) return an.count - bn.count
  return ac - bc
}

/** The run of digits at `start` as a number after `first`; Go computes it in 64 bits, wrapping around. */
function digitRun(key: string, start: number, first: bigint): { value: bigint; count: number } {
  let value = first
  let count = 0
  for (let i = start; i < key.length; ) {
    const c = key.codePointAt(i)!
    if (!hasDigit.test(String.fromCodePoint(c))) break
    value = BigInt.asIntN(64, value * 10n + BigInt(c - 0x30))
    count++
    i += c > 0xffff ? 2 : 1
  }
  return { value, count }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

/** Insertion for the usual short mapping: little to do where keys are nearly in order. */
function sortBy<T extends { readonly key: string }>(entries: T[], compare: (a: string, b: string) => number): void {
  if (entries.length > 24) {
    entries.sort((a, b) => compare(a.key, b.key))
    return
  }
  for (let i = 1; i < entries.length; i++) {
    const e = entries[i]!
    let at = i
    while (at > 0 && compare(entries[at - 1]!.key, e.key) > 0) {
      entries[at] = entries[at - 1]!
      at--
    }
    entries[at] = e
  }
}
