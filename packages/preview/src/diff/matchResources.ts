import { type BuiltResource, effectiveNamespace, type ResId } from '@kust/core'

/** A resource on both sides, or on one. */
export interface Pair {
  readonly before: BuiltResource | undefined
  readonly after: BuiltResource | undefined
}

/** What the reference appends to generated names: ten characters that spell no words. */
const hashSuffix = /-[2456789bcdfghkmt]{10}$/

/**
 * Resources that are the same one on both sides: by group, kind, namespace and name, those with the same version
 * first; then generated ones that differ in the hash of their names, where there is only one such pair. In the order of
 * `after`, with those that are gone behind what stood before them.
 *
 * Across namespaces, what is left is matched without them, again where there is only one such pair.
 */
export function matchResources(
  before: readonly BuiltResource[],
  after: readonly BuiltResource[],
  acrossNamespaces = false,
): Pair[] {
  const partners = new Map<BuiltResource, BuiltResource>()
  const left = { before: new Set(before), after: new Set(after) }
  const join = (a: BuiltResource, b: BuiltResource): void => {
    partners.set(b, a)
    left.before.delete(a)
    left.after.delete(b)
  }
  for (const keyOf of [exactKey, keyWithoutVersion]) {
    const waiting = grouped(left.before, keyOf)
    for (const b of [...left.after]) {
      const a = waiting.get(keyOf(b))?.shift()
      if (a !== undefined) join(a, b)
    }
  }
  for (const keyOf of acrossNamespaces ? [keyWithoutHash, keyWithoutNamespace, keyWithoutBoth] : [keyWithoutHash]) {
    const gone = grouped(left.before, keyOf)
    for (const [key, added] of grouped(left.after, keyOf)) {
      const removed = gone.get(key)
      if (added.length === 1 && removed?.length === 1) join(removed[0]!, added[0]!)
    }
  }
  return inOrder(before, after, partners, left.before)
}

function inOrder(
  before: readonly BuiltResource[],
  after: readonly BuiltResource[],
  partners: ReadonlyMap<BuiltResource, BuiltResource>,
  removed: ReadonlySet<BuiltResource>,
): Pair[] {
  const behind = new Map<BuiltResource | undefined, Pair[]>()
  let last: BuiltResource | undefined
  for (const a of before) {
    if (!removed.has(a)) last = a
    else {
      const gone = behind.get(last) ?? []
      behind.set(last, gone)
      gone.push({ before: a, after: undefined })
    }
  }
  return [
    ...(behind.get(undefined) ?? []),
    ...after.flatMap((b): Pair[] => {
      const a = partners.get(b)
      return [{ before: a, after: b }, ...(a === undefined ? [] : (behind.get(a) ?? []))]
    }),
  ]
}

function exactKey({ id }: BuiltResource): string {
  return `${id.version}\n${keyOf(id, id.name)}`
}

function keyWithoutVersion({ id }: BuiltResource): string {
  return keyOf(id, id.name)
}

function keyWithoutHash({ id }: BuiltResource): string {
  return keyOf(id, id.name.replace(hashSuffix, ''))
}

function keyWithoutNamespace({ id }: BuiltResource): string {
  return [id.group, id.kind, id.name].join('\n')
}

function keyWithoutBoth({ id }: BuiltResource): string {
  return [id.group, id.kind, id.name.replace(hashSuffix, '')].join('\n')
}

function keyOf(id: ResId, name: string): string {
  return [id.group, id.kind, effectiveNamespace(id), name].join('\n')
}

function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
