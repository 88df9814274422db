import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { overlay } from '@kust/vitest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../../packages/cli/scripts/bundle.mjs'
import { referenceKubectl, runReference } from '../scripts/reference.mjs'

const repository = fileURLToPath(new URL('../golden-repository', import.meta.url))
const example = fileURLToPath(new URL('../../examples/multi-environment', import.meta.url))

const overlays = [
  ...['staging', 'production'].map((name) => [repository, `overlays/${name}`] as const),
  ...['dev', 'staging', 'prod'].map((name) => [example, `overlays/${name}`] as const),
]

test.each(overlays)('%s %s renders to its golden, which is what the reference says', async (root, dir) => {
  await expect(overlay(dir, { directory: root })).toMatchGolden()
  const { exitCode, stdout } = await runReference(root, dir)
  expect(exitCode).toBe(0)
  expect(stdout.toString()).toBe(readFileSync(join(root, 'goldens', `${dir}.yaml`), 'utf8'))
})

describe('the workflow of the example repository', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'kust-golden-repository-'))
  const clone = join(scratch, 'shop')
  beforeAll(async () => {
    await bundle(join(scratch, 'dist'))
    cpSync(repository, clone, { recursive: true })
  })
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  const workflow = readFileSync(join(repository, '.github/workflows/goldens.yml'), 'utf8')
  const commands = [...workflow.matchAll(/^ +- run: npx kust (.*)$/gm)].map(([, words]) => words!.split(' '))

  function run(words: readonly string[]): { status: number | null; out: string } {
    const kubectl = words[0] === 'verify' ? ['--kubectl', referenceKubectl()] : []
    const { status, stdout } = spawnSync(process.execPath, [join(scratch, 'dist/kust.js'), ...words, ...kubectl], {
      cwd: clone,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_WORKSPACE: clone, KUST_CACHE_DIR: join(scratch, 'cache') },
    })
    return { status, out: stdout }
  }

  test('passes as it is', () => {
    expect(commands).toHaveLength(2)
    expect(commands.map((words) => run(words).status)).toEqual([0, 0])
  })

  test('annotates a pull request that changes more than its goldens say', () => {
    const file = join(clone, 'base/deployment.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('shop:1.4.0', 'shop:1.5.0'))
    const { status, out } = run(commands[0]!)
    expect(status).toBe(1)
    expect(out.trimEnd().split('\n')).toEqual([
      '::error file=base/deployment.yaml,line=17,title=changes overlays/production%2C overlays/staging::+         image: registry.example.com/shop:1.5.0',
      ...['production', 'staging'].map(() =>
        expect.stringMatching(
          /^::error file=goldens\/overlays\/\w+\.yaml,line=\d+,title=golden of overlays\/\w+::- .*1\.4\.0%0A\+ .*1\.5\.0$/,
        ),
      ),
    ])
    expect(run(commands[1]!).status).toBe(0)
  })
})
