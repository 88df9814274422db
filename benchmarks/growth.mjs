// How kust's time grows from 2,400 resources to 24,000; the reference would take hours.
import { rmSync } from 'node:fs'
import { inTurn, ratio, run } from './measure.mjs'
import { kust } from './peers.mjs'
import { writeTree } from './trees/disk.mjs'
import { workloads } from './trees/workloads.mjs'

export async function measureGrowth() {
  const roots = [2400, 24_000].map((count) => writeTree(workloads(count)))
  const [small, large] = await inTurn(
    5,
    roots.map((root) => async () => (await run(kust.commands(['overlay']), root)).ms),
  )
  for (const root of roots) rmSync(root, { recursive: true })
  return { small, large, ratio: ratio(large, small) }
}
