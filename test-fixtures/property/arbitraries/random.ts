/** A small repeatable source of numbers, for choices that need no shrinking of their own. */
export interface Random {
  /** A whole number from 0 up to, but without, the limit. */
  below(limit: number): number
  /** True in so many of a hundred cases. */
  percent(chance: number): boolean
}

/** Seed 0 always chooses 0 and false: the plainest choice is what a failing case shrinks to. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  if (seed === 0) return { below: () => 0, percent: () => false }
  return {
    below: (limit) => next() % limit,
    percent: (chance) => next() % 100 < chance,
  }
}

/** The item of a list that a number picks; every number picks one. */
export function pick<T>(items: readonly T[], number: number): T {
  return items[number % items.length]!
}
