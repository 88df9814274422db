import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { KustError } from '@kust/core'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { assertGolden, checkGoldens, describeResult, overlay, updateGoldens } from './index.ts'

const base = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
      - image: web:1
        name: web
`
const tree = {
  'base/kustomization.yaml':
    'resources: [web.yaml]\nsecretGenerator:\n- name: key\n  literals: [password=hunter2]\n  options: {disableNameSuffixHash: true}\n',
  'base/web.yaml': base,
  'overlays/dev/kustomization.yaml': 'resources: [../../base]\n',
  'overlays/prod/kustomization.yaml': 'resources: [../../base]\nreplicas:\n- name: web\n  count: 3\n',
}

const scratch = mkdtempSync(join(tmpdir(), 'kust-golden-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

let root: string
beforeEach(() => {
  root = mkdtempSync(join(scratch, 'tree-'))
  write(tree)
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

async function statuses(options: { readonly only?: readonly string[] } = {}): Promise<Record<string, string>> {
  const { results } = await checkGoldens({ directory: root, ...options })
  return Object.fromEntries(results.map((result) => [result.overlay.dir, result.status]))
}

describe('updating and checking', () => {
  test('every kustomization that no other names has a golden', async () => {
    expect(await statuses()).toEqual({ 'overlays/dev': 'missing', 'overlays/prod': 'missing' })
    await updateGoldens({ directory: root })
    expect(await statuses()).toEqual({ 'overlays/dev': 'same', 'overlays/prod': 'same' })
    expect(readFileSync(join(root, 'goldens/overlays/prod.yaml'), 'utf8')).toContain('replicas: 3')
  })

  test('writes only what differs', async () => {
    await updateGoldens({ directory: root })
    const dev = statSync(join(root, 'goldens/overlays/dev.yaml'), { bigint: true }).mtimeNs
    write({ 'overlays/prod/kustomization.yaml': tree['overlays/prod/kustomization.yaml'].replace('3', '4') })
    const { results } = await updateGoldens({ directory: root })
    expect(results.map(({ status }) => status)).toEqual(['same', 'differs'])
    expect(statSync(join(root, 'goldens/overlays/dev.yaml'), { bigint: true }).mtimeNs).toBe(dev)
    expect(await statuses()).toEqual({ 'overlays/dev': 'same', 'overlays/prod': 'same' })
  })

  test('removes goldens without overlays only when told', async () => {
    await updateGoldens({ directory: root })
    rmSync(join(root, 'overlays/dev'), { recursive: true })
    const orphan = join(root, 'goldens/overlays/dev.yaml')
    expect((await checkGoldens({ directory: root })).orphans).toEqual([orphan])
    expect((await checkGoldens({ directory: root, only: ['overlays/*'] })).orphans).toEqual([])
    await updateGoldens({ directory: root })
    expect(existsSync(orphan)).toBe(true)
    await updateGoldens({ directory: root, removeOrphans: true })
    expect(existsSync(orphan)).toBe(false)
    expect((await checkGoldens({ directory: root })).orphans).toEqual([])
  })

  test('a mistake in one overlay does not hide the others', async () => {
    await updateGoldens({ directory: root })
    write({ 'overlays/dev/kustomization.yaml': 'resources: [../../base, none.yaml]\n' })
    expect(await statuses()).toEqual({ 'overlays/dev': 'error', 'overlays/prod': 'same' })
  })

  test('folders and globs choose, seen from where one is', async () => {
    expect(await statuses({ only: ['overlays/p*'] })).toEqual({ 'overlays/prod': 'missing' })
    expect(await statuses({ only: ['./overlays/dev/'] })).toEqual({ 'overlays/dev': 'missing' })
    expect(Object.keys(await statuses({ only: ['overlays'] }))).toHaveLength(2)
    write({ 'kust.golden.yaml': '' })
    const { results } = await checkGoldens({ directory: join(root, 'overlays'), only: ['prod'] })
    expect(results.map(({ overlay }) => overlay.dir)).toEqual(['overlays/prod'])
    await expect(statuses({ only: ['nope'] })).rejects.toThrow('no kustomization that matches `nope`')
  })

  test('a link in the tree does not lead a golden elsewhere', async () => {
    const elsewhere = mkdtempSync(join(scratch, 'elsewhere-'))
    symlinkSync(elsewhere, join(root, 'goldens'))
    const { results } = await updateGoldens({ directory: root })
    expect(results.map((result) => result.status === 'error' && result.error.code)).toEqual([
      'golden-elsewhere',
      'golden-elsewhere',
    ])
    expect(existsSync(join(elsewhere, 'overlays'))).toBe(false)
  })

  test('a link or a folder in the place of a golden is a mistake, and nothing is shown of what is there', async () => {
    const elsewhere = join(mkdtempSync(join(scratch, 'elsewhere-')), 'private')
    writeFileSync(elsewhere, 'private: true\n')
    mkdirSync(join(root, 'goldens/overlays/dev.yaml'), { recursive: true })
    symlinkSync(elsewhere, join(root, 'goldens/overlays/prod.yaml'))
    for (const report of [await checkGoldens({ directory: root }), await updateGoldens({ directory: root })]) {
      expect(report.results.map((result) => result.status === 'error' && result.error.code)).toEqual([
        'golden-unusable',
        'golden-elsewhere',
      ])
    }
    expect(readFileSync(elsewhere, 'utf8')).toBe('private: true\n')
  })
})

describe('blame', () => {
  /** The changed lines of one overlay with who did it. */
  async function blamed(dir: string): Promise<string[]> {
    const { results } = await checkGoldens({ directory: root, only: [dir] })
    const [result] = results
    if (result?.status !== 'differs') throw new Error(`it is ${result?.status}`)
    return result.hunks
      .flat()
      .filter(({ kind }) => kind !== 'same')
      .map(({ kind, text, blame }) => {
        const who = blame && `${relative(root, blame.file)}:${blame.line} ${blame.by}`
        return `${kind} ${text.trim()}: ${who ?? 'nobody'}`
      })
  }

  test('names the line that wrote last', async () => {
    await updateGoldens({ directory: root })
    write({
      'base/web.yaml': base.replace('web:1', 'web:2'),
      'overlays/prod/kustomization.yaml': `${tree['overlays/prod/kustomization.yaml'].replace('3', '5')}images:\n- name: web\n  newTag: "7"\n`,
    })
    expect(await blamed('overlays/dev')).toEqual([
      'removed - image: web:1: nobody',
      'added - image: web:2: base/web.yaml:10 resource',
    ])
    expect(await blamed('overlays/prod')).toEqual([
      'removed replicas: 3: nobody',
      'added replicas: 5: overlays/prod/kustomization.yaml:4 ReplicaCountTransformer',
      'removed - image: web:1: nobody',
      'added - image: web:7: overlays/prod/kustomization.yaml:6 ImageTagTransformer',
    ])
  })

  test('names what removed a field, and the first field below a new key', async () => {
    await updateGoldens({ directory: root })
    write({
      'overlays/dev/kustomization.yaml':
        'resources: [../../base]\npatches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n    spec:\n      replicas: null\n      strategy:\n        type: |\n          a\n          b\n',
    })
    expect(await blamed('overlays/dev')).toEqual([
      'removed replicas: 1: overlays/dev/kustomization.yaml:3 PatchTransformer',
      'added strategy:: overlays/dev/kustomization.yaml:10 PatchTransformer',
      'added type: |-: overlays/dev/kustomization.yaml:10 PatchTransformer',
      'added a: overlays/dev/kustomization.yaml:10 PatchTransformer',
      'added b: overlays/dev/kustomization.yaml:10 PatchTransformer',
    ])
  })
})

describe('the configuration', () => {
  test('chooses overlays, where goldens lie, and how to render', async () => {
    write({
      'kust.golden.yaml':
        'overlays: ["overlays/*", "!overlays/dev", other]\ngolden: "{dir}/expected.yaml"\nbuild: {loadRestrictor: LoadRestrictionsNone}\n',
      'other/kustomization.yaml': 'resources: [../base/web.yaml]\n',
    })
    await updateGoldens({ directory: root })
    expect(await statuses()).toEqual({ other: 'same', 'overlays/prod': 'same' })
    expect(readFileSync(join(root, 'other/expected.yaml'), 'utf8')).toBe(base)
    write({ 'base/expected.yaml': base })
    expect((await checkGoldens({ directory: root })).orphans).toEqual([join(root, 'base/expected.yaml')])
  })

  test('may only exclude', async () => {
    write({ 'kust.golden.yaml': 'overlays: ["!**/dev"]\n' })
    expect(await statuses()).toEqual({ 'overlays/prod': 'missing' })
  })

  test('may be JSON', async () => {
    write({ 'kust.golden.json': '{"overlays": ["overlays/prod"]}' })
    expect(await statuses()).toEqual({ 'overlays/prod': 'missing' })
  })

  test.each([
    ['overlay: []', 'no field `overlay`; there are overlays, golden, build', 1],
    ['overlays: [a]\nbuild:\n  enableHelm: sure', 'enableHelm is true or false; found `sure`', 3],
    ['overlays: a', 'overlays is a list; found `a`', 1],
    ['overlays: [{}]', 'each of overlays is text; found a mapping', 1],
    ['golden: expected.yaml', 'it has {dir}', 1],
    ['golden: ../{dir}.yaml', 'stay in the folder', 1],
    ['golden: /{dir}.yaml', 'stay in the folder', 1],
    ['build: {helmCommand: ./evil}', 'no field `helmCommand`', 1],
    ['build: {reorder: up}', 'reorder is legacy or none', 1],
    ['- a', 'the configuration is a mapping; found a list', 1],
    ['golden: "', 'this is not YAML', 2],
    ['a: &a [*a]', 'there is no field `a`', 1],
  ])('says what is wrong: %s', async (text, message, line) => {
    write({ 'kust.golden.yaml': `${text}\n` })
    const error = await checkGoldens({ directory: root }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(KustError)
    expect(error).toMatchObject({ code: 'golden-config', file: join(root, 'kust.golden.yaml'), line })
    expect((error as Error).message).toContain(message)
  })
})

describe('for any test runner', () => {
  test('rejects with the difference, and writes when told', async () => {
    const prod = overlay('overlays/prod', { directory: root })
    await expect(assertGolden(prod)).rejects.toThrow('overlays/prod has no golden yet')
    await assertGolden(prod, { update: 'new' })
    await assertGolden(prod)
    write({ 'base/web.yaml': base.replace('web:1', 'web:2') })
    await expect(assertGolden(prod, { update: 'new' })).rejects.toThrow(
      /\+ +\d+ \| +- image: web:2 +<- .*base\/web.yaml:10/,
    )
    await assertGolden(prod, { update: 'all' })
    await assertGolden(prod)
    expect(() => overlay('..', { directory: root })).toThrow('an overlay with a golden lies in')
  })

  test('masks what is secret, unless asked', async () => {
    await updateGoldens({ directory: root })
    write({ 'base/kustomization.yaml': tree['base/kustomization.yaml'].replace('hunter2', 'swordfish') })
    const { results } = await checkGoldens({ directory: root, only: ['overlays/dev'] })
    const secret = Buffer.from('swordfish').toString('base64')
    expect(describeResult(results[0]!)).toMatch(/\+ +\d+ \| {3}password: \*\*\* /)
    expect(describeResult(results[0]!)).not.toContain(secret)
    expect(describeResult(results[0]!, { showSecrets: true })).toContain(secret)
  })
})
