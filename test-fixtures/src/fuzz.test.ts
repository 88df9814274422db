import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { loadLibraries } from '../../packages/core/src/libraries/index.ts'
import { fixtures } from '../scripts/caseFolder.mjs'

const shelf = join(fixtures, 'fuzz')
const targets = readdirSync(join(shelf, 'targets')).map((file) => file.replace(/\.ts$/, ''))

beforeAll(loadLibraries)

/** What the fuzzer has found once, it need not find again; `fuzz/run.mjs` writes it. */
test.each(targets)('findings and nothing at all: %s', async (target) => {
  const { fuzz } = (await import(`../fuzz/targets/${target}.ts`)) as { fuzz(data: Uint8Array): unknown }
  const findings = join(shelf, 'findings', target)
  const inputs = existsSync(findings) ? readdirSync(findings).map((name) => readFileSync(join(findings, name))) : []
  for (const input of [new Uint8Array(), ...inputs]) await fuzz(input)
  expect(Object.keys(Object.prototype)).toEqual([])
})
