/** Something to do, and about what it costs. */
export interface Work {
  readonly folder: string
  readonly cost: number
}

/**
 * The part of some work that one of several machines does: parts cost about the same, and all machines come to the same
 * parts. `shard` counts from 1. In the order of the input.
 */
export function shardOf<T extends Work>(work: readonly T[], shard: number, shards: number): T[] {
  const loads = Array.from({ length: shards }, () => ({ cost: 0, items: new Set<T>() }))
  const dearestFirst = [...work].sort((a, b) => b.cost - a.cost || (a.folder < b.folder ? -1 : 1))
  for (const item of dearestFirst) {
    const lightest = loads.reduce((least, load) => (load.cost < least.cost ? load : least))
    lightest.cost += item.cost
    lightest.items.add(item)
  }
  return work.filter((item) => loads[shard - 1]!.items.has(item))
}
