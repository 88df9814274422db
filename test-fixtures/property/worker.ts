import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkTrees, emptyTally, type Failure, shrink } from './check.ts'
import { signatureOf } from './compare.ts'
import { goOracle, kubectlOracle, writeTree } from './oracle.ts'

/** What `run.mjs` asks of one of its workers. */
interface Order {
  readonly seed: number
  readonly count: number
  /** The program of the oracle, or undefined for kubectl. */
  readonly program: string | undefined
  readonly output: string
  readonly shrinkSeconds: number
  readonly maxFindings: number
}

/** Trees drawn with one seed; small, so that the rest of a failing round is soon made up for. */
const roundSize = 50

async function work(order: Order): Promise<void> {
  const oracle = order.program === undefined ? kubectlOracle() : goOracle(order.program)
  const shrunk = new Map<string, number>()
  let findings = 0
  let left = order.count
  for (let round = 0; left > 0; round++) {
    const tally = emptyTally()
    const seed = (order.seed + round * 7919) | 0
    const failure = await checkTrees(seed, Math.min(roundSize, left), oracle, tally)
    left -= countOf(tally)
    process.send!({ tally })
    if (failure === undefined) continue
    const key = signatureOf(failure.comparison)
    shrunk.set(key, (shrunk.get(key) ?? 0) + 1)
    const enough = findings >= order.maxFindings || shrunk.get(key)! > 2
    if (enough) continue
    findings++
    const minimal = await shrink(failure, oracle, order.shrinkSeconds)
    const folder = join(order.output, `${seed >>> 0}-${slug(key)}`)
    writeFinding(minimal, folder)
    process.send!({ finding: { folder, key: signatureOf(minimal.comparison), seed: failure.seed, path: failure.path } })
  }
  oracle.close()
  process.disconnect!()
}

function countOf({ accepted, refused, excluded, different }: ReturnType<typeof emptyTally>): number {
  const sum = (table: Record<string, number>): number => Object.values(table).reduce((total, count) => total + count, 0)
  return accepted + refused + sum(excluded) + sum(different)
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
}

/** Writes a tree and both answers as a fixture would have them. */
function writeFinding({ tree, comparison, seed, path }: Failure, folder: string): void {
  writeTree(tree.files, join(folder, 'in'))
  const { reference, own } = comparison
  if (reference.ok) writeFileSync(join(folder, 'expected.yaml'), reference.yaml)
  else writeFileSync(join(folder, 'expected.err'), reference.error)
  writeFileSync(join(folder, 'got.txt'), own.kind === 'accepted' ? own.yaml : `${own.kind} ${own.code}\n${own.error}\n`)
  writeFileSync(
    join(folder, 'case.json'),
    `${JSON.stringify({ target: tree.target, difference: comparison.difference, seed, path })}\n`,
  )
}

process.once('message', (order) => {
  work(order as Order).catch((error) => {
    console.error(error)
    process.exit(1)
  })
})
