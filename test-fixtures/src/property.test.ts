import { afterAll, expect, test } from 'vitest'
import { checkTrees, emptyTally, shrink } from '../property/check.ts'
import { kubectlOracle } from '../property/oracle.ts'

// Other trees in every run; the title says how to draw the same again.
const seed = Number(process.env.KUST_PROPERTY_SEED ?? Date.now() & 0x7fffffff)
const count = Number(process.env.KUST_PROPERTY_COUNT ?? 300)
const lanes = 2

const oracle = kubectlOracle()
afterAll(() => oracle.close())

test(`${count} random trees come out as from kubectl (KUST_PROPERTY_SEED=${seed})`, { timeout: 300_000 }, async () => {
  console.log(`KUST_PROPERTY_SEED=${seed} KUST_PROPERTY_COUNT=${count}`)
  const tally = emptyTally()
  const lane = (index: number): ReturnType<typeof checkTrees> =>
    checkTrees((seed + index * 1_000_003) | 0, Math.ceil(count / lanes), oracle, tally)
  const failures = await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
  const failure = failures.find((found) => found !== undefined)
  if (failure !== undefined) {
    const { tree, comparison } = await shrink(failure, oracle, 60)
    const { reference, own, difference } = comparison
    const files = Object.entries(tree.files).map(([path, text]) => `--- ${path}\n${text}`)
    console.log(`${difference}: build ${tree.target} of\n${files.join('\n')}`)
    expect(own.kind === 'accepted' ? own.yaml : own.error).toBe(reference.ok ? reference.yaml : reference.error)
  }
  expect(failure).toBeUndefined()
  // Trees that are refused prove little; if most of them were, the generator would be at fault.
  expect(tally.accepted).toBeGreaterThan(count / 3)
})
