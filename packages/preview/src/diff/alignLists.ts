import type { JsonValue } from '@kust/core'
import { diffArrays } from 'diff'

/** How a path names an element of a list: by a field that tells it from the others, or by its position. */
export type ElementName = number | { readonly key: string; readonly value: string | number | boolean | bigint }

export interface AlignedElement {
  readonly name: ElementName
  /** The positions of the element; undefined on the side that does not have it. */
  readonly before: number | undefined
  readonly after: number | undefined
}

/** Fields that identify elements of Kubernetes' lists, those that are the best names first. */
const identifyingKeys = [
  'name',
  'mountPath',
  'devicePath',
  'containerPort',
  'port',
  'key',
  'ip',
  'host',
  'type',
  'kind',
]

/** Beyond this many differences, elements are paired by their position. */
const maxEdits = 2000

/** The elements of two lists, paired by a field that identifies them in both; without one, by what stayed the same. */
export function alignLists(before: readonly JsonValue[], after: readonly JsonValue[]): AlignedElement[] {
  const key = identifyingKeys.find((candidate) => identifies(candidate, before) && identifies(candidate, after))
  return key === undefined ? alignByContent(before, after) : alignByKey(before, after, key)
}

function alignByKey(before: readonly JsonValue[], after: readonly JsonValue[], key: string): AlignedElement[] {
  const left = new Map(before.map((element, i) => [fieldOf(element, key)!, i]))
  const aligned: AlignedElement[] = after.map((element, i) => {
    const value = fieldOf(element, key)!
    const at = left.get(value)
    left.delete(value)
    return { name: { key, value }, before: at, after: i }
  })
  for (const [value, at] of left) aligned.push({ name: { key, value }, before: at, after: undefined })
  return aligned
}

function alignByContent(before: readonly JsonValue[], after: readonly JsonValue[]): AlignedElement[] {
  const texts = [before, after].map((list) => list.map(textOf)) as [string[], string[]]
  const parts = diffArrays(...texts, { maxEditLength: maxEdits })
  const aligned: AlignedElement[] = []
  let [a, b] = [0, 0]
  // What was removed and what was added at one place belong together.
  const changed = { removed: 0, added: 0 }
  const flush = (): void => {
    for (let i = 0; i < Math.max(changed.removed, changed.added); i++) {
      const from = i < changed.removed ? a + i : undefined
      const to = i < changed.added ? b + i : undefined
      aligned.push({ name: to ?? from!, before: from, after: to })
    }
    a += changed.removed
    b += changed.added
    changed.removed = changed.added = 0
  }
  for (const part of parts ?? [
    { removed: true, added: false, count: before.length },
    { removed: false, added: true, count: after.length },
  ]) {
    if (part.removed) changed.removed += part.count
    else if (part.added) changed.added += part.count
    else {
      flush()
      for (let i = 0; i < part.count; i++) aligned.push({ name: b, before: a++, after: b++ })
    }
  }
  flush()
  return aligned
}

/** Whether every element has the field, and each another value. */
function identifies(key: string, list: readonly JsonValue[]): boolean {
  const values = list.map((element) => fieldOf(element, key))
  return !values.includes(undefined) && new Set(values).size === values.length
}

function fieldOf(element: JsonValue, key: string): string | number | boolean | bigint | undefined {
  if (element === null || typeof element !== 'object' || Array.isArray(element)) return undefined
  const value = Object.hasOwn(element, key) ? element[key] : undefined
  return value === null || typeof value === 'object' ? undefined : value
}

/** A text that is equal for equal values, whatever the order of their keys. */
export function textOf(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${textOf(value[key]!)}`).join()}}`
}
