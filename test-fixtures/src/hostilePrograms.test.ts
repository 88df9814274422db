import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CaseFolder, fixtures } from '../scripts/caseFolder.mjs'
import { serveCharts } from '../scripts/chartServer.mjs'
import { type Copy, charts, withCopy, withEnvironment } from '../scripts/programCase.mjs'
import { referenceHelm } from '../scripts/reference.mjs'
import { runKust } from './runKust.ts'

/** `KUST_UPDATE_ERRORS=1` writes what kust says now; read the diff before believing it. */
const update = process.env.KUST_UPDATE_ERRORS === '1'
const shelf = join(fixtures, 'hostile-programs')
const secret = 'top-secret'

let servers: Awaited<ReturnType<typeof serveCharts>>
beforeAll(async () => {
  servers = await serveCharts(charts)
}, 60_000)
afterAll(() => servers.close())

/** Trees that want programs to be run; `expected` is the error that they meet, or `harmless`. */
const names = readdirSync(shelf)

describe.each(names)('%s', (name) => {
  test('does no harm', { timeout: 60_000 }, async () => {
    const folder = join(shelf, name)
    const flags = existsSync(join(folder, 'flags')) ? linesOf(join(folder, 'flags')) : []
    const testCase = { input: join(folder, 'in'), flags, settings: {} } as unknown as CaseFolder
    await withCopy(testCase, servers, async (copy) => {
      const { out, err } = await run(copy)
      expect(existsSync(`${copy.root}.trap`), 'a program of the tree was run').toBe(false)
      expect(out + err).not.toMatch(/top-secret|root:x:0/)
      expect(err).not.toMatch(/\n\s+at .+:\d+|[\0-\x08\x0b-\x1f\x7f]/)
      const said = copy.mask(err)
      const code = /error\[([a-z0-9-]+)\]: ./.exec(said)?.[1]
      const place = / {2}--> (?:.*\{\{ROOT\}\}\/)?(.*)/.exec(said)?.[1] ?? ''
      const found = code === undefined ? 'harmless' : `${code} ${place}`.trim()
      if (update) writeFileSync(join(folder, 'expected'), `${found}\n`)
      else expect(found, said).toBe(linesOf(join(folder, 'expected'))[0])
      expect(out === '').toBe(code !== undefined)
    })
  })
})

async function run({ root, flags, env }: Copy): Promise<{ out: string; err: string }> {
  const here = process.cwd()
  const temporary = `${root}.tmp`
  mkdirSync(temporary)
  // As a user in the repository: a relative path that goes astray leads into it.
  process.chdir(root)
  try {
    const variables = { ...env, KUST_SECRET: secret, KUSTOMIZE_PLUGIN_HOME: join(root, 'home'), TMPDIR: temporary }
    const answer = await withEnvironment(variables, () => runKust([root, ...flags, '--helm-command', referenceHelm()]))
    expect(readdirSync(temporary), 'something was left behind').toEqual([])
    return answer
  } finally {
    process.chdir(here)
    rmSync(temporary, { recursive: true })
  }
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n')
}
