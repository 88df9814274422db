import { badMerge } from '../diagnostics/errors/yaml.ts'
import type { MapEntry, YamlNode } from './node.ts'

/**
 * The entries that a merge key brings. Of a list, the first mapping wins, so its entries come last. An alias may
 * stand for a mapping only.
 */
export function mergedEntries(value: YamlNode, isAlias: boolean): MapEntry[] {
  if (value.kind === 'mapping') return value.entries
  if (value.kind !== 'sequence' || isAlias) throw badMerge(value)
  return value.items.toReversed().flatMap((item) => {
    if (item.kind !== 'mapping') throw badMerge(item)
    return item.entries
  })
}

/**
 * A mapping's entries after upstream has merged `merged` into it (kyaml rnode.go, mergeAll). It does so to every
 * mapping, which removes the first key spelled `<<`, quoted or not, and doubles null keys: they are looked up
 * as the empty text, not found, and added once more.
 */
export function withMerged(own: MapEntry[], merged: readonly MapEntry[] | undefined): MapEntry[] {
  const entries = withoutMergeKey(own)
  const hasNullKey = entries.some(isNullKey) || (merged?.some(isNullKey) ?? false)
  if (hasNullKey) return mergedBySearch(entries, merged ?? [])
  if (merged === undefined || merged.length === 0) return entries
  const known = new Set(entries.map((e) => e.key))
  const added = new Map<string, MapEntry>()
  for (const e of merged) if (!known.has(e.key)) added.set(e.key, e)
  return [...entries, ...added.values()]
}

function withoutMergeKey(entries: MapEntry[]): MapEntry[] {
  const at = entries.findIndex((e) => e.key === '<<')
  return at < 0 ? entries : entries.toSpliced(at, 1)
}

function isNullKey(e: MapEntry): boolean {
  return e.keyTag === '!!null'
}

function mergedBySearch(own: readonly MapEntry[], merged: readonly MapEntry[]): MapEntry[] {
  const result = [...own]
  const places = firstPlaces(result)
  for (const entries of [merged, own]) {
    const firsts = firstPlaces(entries)
    for (const { key } of entries) {
      const first = entries[firsts.get(key)!]!
      const name = isNullKey(first) ? '' : first.key
      const at = places.get(name)
      if (at === undefined) {
        if (!places.has(first.key)) places.set(first.key, result.length)
        result.push(first)
        continue
      }
      result[at] = first
      if (first.key === name) continue
      // A null key has taken the place of an empty one.
      const next = result.findIndex((e, n) => n > at && e.key === name)
      if (next < 0) places.delete(name)
      else places.set(name, next)
      places.set(first.key, Math.min(at, places.get(first.key) ?? at))
    }
  }
  return result
}

/** Where each key stands first. */
function firstPlaces(entries: readonly MapEntry[]): Map<string, number> {
  const places = new Map<string, number>()
  entries.forEach((e, n) => {
    if (!places.has(e.key)) places.set(e.key, n)
  })
  return places
}
