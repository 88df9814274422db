import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkEdits, emptyPreviewTally } from '../property/previews.ts'
import { randomFrom } from '../property/randomEdits.ts'

const cases = new URL('../cases/', import.meta.url)
const trees = [
  new URL('../../examples/', import.meta.url),
  ...readdirSync(cases).map((area) => new URL(`${area}/`, cases)),
]

const perTree = 5

// Other edits in every run; the title says how to draw the same again.
const seed = Number(process.env.KUST_PROPERTY_SEED ?? Date.now() & 0x7fffffff)
const count = Number(process.env.KUST_PROPERTY_COUNT ?? 30)

test(`nothing is missed of ${count} random edits (KUST_PROPERTY_SEED=${seed})`, { timeout: 600_000 }, async () => {
  const random = randomFrom(seed)
  const tally = emptyPreviewTally()
  for (let left = count; left > 0; left -= perTree) {
    const tree = trees[random(trees.length)]!
    await checkEdits(fileURLToPath(tree), Math.min(left, perTree), random, tally)
  }
  console.log(
    `KUST_PROPERTY_SEED=${seed}: ${tally.judged} judged, ${tally.different} different, ${tally.without} without effect`,
  )
  expect(tally).toMatchObject({ missed: [], wrong: [], diffs: [] })
  // Edits that change nothing prove little.
  expect(tally.different).toBeGreaterThan(count / 4)
})
