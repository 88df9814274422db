import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseFolder } from '../scripts/caseFolder.mjs'
import { serveCharts } from '../scripts/chartServer.mjs'
import { type Copy, charts, readProgramCases, recorded, withCopy, withEnvironment } from '../scripts/programCase.mjs'
import { referenceHelm } from '../scripts/reference.mjs'
import { runKust } from './runKust.ts'

/** `KUST_UPDATE_ERRORS=1` writes what kust says now; read the diff before believing it. */
const update = process.env.KUST_UPDATE_ERRORS === '1'

let servers: Awaited<ReturnType<typeof serveCharts>>
beforeAll(async () => {
  servers = await serveCharts(charts)
}, 60_000)
afterAll(() => servers.close())

describe.each(readProgramCases().map((testCase) => [testCase.name, testCase] as const))('%s', (_, testCase) => {
  test('as the reference', { timeout: 60_000 }, () =>
    withCopy(testCase, servers, async (copy) => {
      const { status, out, err } = await runCommand(testCase, copy)
      const expected = recorded(testCase, 'expected.yaml')
      if (expected === undefined) {
        expect(status).toBe(1)
        expect(out).toBe('')
        expectError(testCase, copy.mask(err))
      } else {
        expect(copy.mask(err + out)).toBe(copy.mask(err) + expected)
        expect(status).toBe(0)
      }
    }),
  )
})

/** Runs the command with the environment of the case. */
function runCommand(testCase: CaseFolder, { root, flags, env }: Copy) {
  const helm = flags.includes('--helm-command') ? [] : ['--helm-command', referenceHelm()]
  return withEnvironment(env, () => runKust([join(root, testCase.target), ...flags, ...helm]))
}

/** The code and the place, as the command shows them. */
function expectError(testCase: CaseFolder, said: string): void {
  const code = /error\[([a-z0-9-]+)\]: ./.exec(said)?.[1]
  const place = / {2}--> (.*)/.exec(said)?.[1]
  const found = { code, ...(place !== undefined && { place: place.replace(/^.*\{\{ROOT\}\}\//, '') }) }
  expect(code, said).toBeDefined()
  expect(said).not.toMatch(/\n\s+at .+:\d+/)
  if (update) writeFileSync(join(testCase.folder, 'error.json'), `${JSON.stringify(found, null, 2)}\n`)
  else expect(found).toEqual(JSON.parse(recorded(testCase, 'error.json') ?? '"KUST_UPDATE_ERRORS=1 writes it"'))
}
