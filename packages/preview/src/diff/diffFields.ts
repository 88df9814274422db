import type { JsonValue } from '@kust/core'
import { alignLists, type ElementName, textOf } from './alignLists.ts'

/** Keys, and names of elements of lists. */
export type DiffPath = readonly (string | ElementName)[]

/** A field that differs; of what came or went as a whole, there is one for the whole. */
export interface FieldDiff {
  readonly change: 'added' | 'removed' | 'changed'
  readonly path: DiffPath
  /** Where it stands after the change, by keys and positions; before it, if it is gone. */
  readonly position: readonly (string | number)[]
  /** Undefined if it was not there. */
  readonly before: JsonValue | undefined
  /** Undefined if it is gone. */
  readonly after: JsonValue | undefined
}

/** The fields in which two manifests differ. The order of keys is none; that of elements with names is none either. */
export function diffFields(before: JsonValue, after: JsonValue): FieldDiff[] {
  const diffs: FieldDiff[] = []
  visit(before, after, [], [])
  return diffs

  function visit(
    a: JsonValue | undefined,
    b: JsonValue | undefined,
    path: DiffPath,
    position: FieldDiff['position'],
  ): void {
    if (a === undefined) diffs.push({ change: 'added', path, position, before: a, after: b })
    else if (b === undefined) diffs.push({ change: 'removed', path, position, before: a, after: b })
    else if (isMapping(a) && isMapping(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        visit(own(a, key), own(b, key), [...path, key], [...position, key])
      }
    } else if (Array.isArray(a) && Array.isArray(b)) {
      for (const { name, ...at } of alignLists(a, b)) {
        const [from, to] = [at.before, at.after].map((i, side) => (i === undefined ? i : [a, b][side]![i]))
        visit(from, to, [...path, name], [...position, at.after ?? at.before!])
      }
    } else if (textOf(a) !== textOf(b)) diffs.push({ change: 'changed', path, position, before: a, after: b })
  }
}

/** A path for people: `spec.containers[name=web].args[0]`; a key with dots or brackets stands in quotes. */
export function pathText(path: DiffPath): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`
      if (typeof part === 'object') return `[${part.key}=${part.value}]`
      if (/[.[\]"\s]/.test(part) || part === '') return `[${JSON.stringify(part)}]`
      return i === 0 ? part : `.${part}`
    })
    .join('')
}

export function isMapping(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function own(value: { [key: string]: JsonValue }, key: string): JsonValue | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined
}
