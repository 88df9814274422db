import fc from 'fast-check'
import { tree as biasedTree, type TreeCase } from './arbitraries/tree.ts'
import { type Comparison, compare, signatureOf } from './compare.ts'
import type { Oracle } from './oracle.ts'
import { reduce } from './reduce.ts'

/** Without fast-check's liking for extremes: every choice here has the odds it is given. */
const tree = fc.noBias(biasedTree)

export interface Tally {
  accepted: number
  refused: number
  excluded: Record<string, number>
  different: Record<string, number>
  /** How many accepted trees use each field and feature. */
  features: Record<string, number>
  /** Why the reference refuses, in its last words. */
  refusals: Record<string, number>
}

export interface Failure {
  readonly seed: number
  readonly path: string
  readonly tree: TreeCase
  readonly comparison: Comparison
}

export function emptyTally(): Tally {
  return { accepted: 0, refused: 0, excluded: {}, different: {}, features: {}, refusals: {} }
}

export function addTallies(into: Tally, other: Tally): void {
  into.accepted += other.accepted
  into.refused += other.refused
  for (const key of ['excluded', 'different', 'features', 'refusals'] as const) {
    for (const [name, count] of Object.entries(other[key])) into[key][name] = (into[key][name] ?? 0) + count
  }
}

/** Compares fresh trees until one differs; then that one, not shrunk yet, is told. */
export async function checkTrees(
  seed: number,
  count: number,
  oracle: Oracle,
  tally: Tally,
): Promise<Failure | undefined> {
  let failed: Omit<Failure, 'seed' | 'path'> | undefined
  const property = fc.asyncProperty(tree, async (testCase) => {
    const comparison = await compare(testCase, oracle)
    countOne(testCase, comparison, tally)
    if (comparison.outcome !== 'different') return true
    failed = { tree: testCase, comparison }
    return false
  })
  const result = await fc.check(property, { seed, numRuns: count, endOnFailure: true })
  if (!result.failed) return undefined
  if (failed === undefined) throw result.errorInstance ?? new Error('the generator failed')
  return { seed, path: result.counterexamplePath ?? '', ...failed }
}

function countOne(testCase: TreeCase, comparison: Comparison, tally: Tally): void {
  const { outcome, exclusion, reference } = comparison
  const count = (table: Record<string, number>, key: string): void => {
    table[key] = (table[key] ?? 0) + 1
  }
  if (outcome === 'different') count(tally.different, signatureOf(comparison))
  else if (outcome === 'excluded') count(tally.excluded, exclusion!)
  else tally[outcome]++
  if (outcome === 'accepted') for (const feature of testCase.features) count(tally.features, feature)
  if (outcome === 'refused') count(tally.refusals, reference.error.replace(/\s+/g, ' ').replace(/\d+/g, 'N').slice(-60))
}

/** The smallest tree found that differs in the same way, by shrinking what was drawn, then the text itself. */
export async function shrink(failure: Failure, oracle: Oracle, seconds: number): Promise<Failure> {
  const { difference } = failure.comparison
  let best = failure.tree
  const differs = async (testCase: Pick<TreeCase, 'files' | 'target'>): Promise<boolean> => {
    const comparison = await compare(testCase, oracle)
    return comparison.outcome === 'different' && comparison.difference === difference
  }
  const property = fc.asyncProperty(tree, async (testCase) => {
    if (!(await differs(testCase))) return true
    best = testCase
    return false
  })
  const limit = (seconds * 1000) / 5
  await fc.check(property, { seed: failure.seed, path: failure.path, interruptAfterTimeLimit: limit, numRuns: 1 })
  const { target } = best
  const files = await reduce(best.files, (files) => differs({ files, target }), Date.now() + 4 * limit)
  const smallest = { ...best, files }
  return { ...failure, tree: smallest, comparison: await compare(smallest, oracle) }
}
