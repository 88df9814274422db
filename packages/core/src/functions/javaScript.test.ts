import { describe, expect, test } from 'vitest'
import { build } from '../build.ts'
import { memoryFileSystem } from '../load/memoryFileSystem.ts'
import type { FunctionInput, JavaScriptFunction, KubernetesObject } from './javaScript.ts'

const config = (kind = 'Fn', more = '') =>
  `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: f}\nspec: {text: "yes", count: 2}\n${more}`

const web = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a: "1", b: 'yes'}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  big: 12345678901234567890
  containers:
  - {name: web, image: web, envFrom: [{configMapRef: {name: settings}}]}
`

/** Builds `web` with one function in a field. */
function run(field: string, fn: JavaScriptFunction, top = '') {
  const files = {
    '/app/kustomization.yaml': `resources: [web.yaml]\n${top}${field}: [fn.yaml]\n`,
    '/app/web.yaml': web,
    '/app/fn.yaml': config(),
  }
  return build('/app', { fileSystem: memoryFileSystem(files), functions: { 'example.com/v1/Fn': fn } })
}

async function plain(top = ''): Promise<string> {
  const files = { '/app/kustomization.yaml': `resources: [web.yaml]\n${top}`, '/app/web.yaml': web }
  return (await build('/app', { fileSystem: memoryFileSystem(files) })).yaml
}

const find = (items: readonly KubernetesObject[], kind: string) => items.find((item) => item.kind === kind)!

const memory = 'namePrefix: p-\nnamespace: ns\nconfigMapGenerator: [{name: made, literals: [a=b]}]\n'

describe('a transformer', () => {
  test('gets the resources as plain data, and its configuration', async () => {
    const inputs: FunctionInput[] = []
    await run('transformers', (given) => {
      inputs.push(given)
    })
    const [{ items, functionConfig, field }] = inputs as [FunctionInput]
    expect(field).toBe('transformers')
    expect(functionConfig).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Fn',
      metadata: { name: 'f' },
      spec: { text: 'yes', count: 2 },
    })
    expect(items[0]).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { a: '1', b: 'yes' },
    })
    expect(items[1]!.spec).toMatchObject({ big: 12345678901234567890n })
  })

  test.each([
    ['nothing', () => {}],
    ['the items', ({ items }: FunctionInput) => items],
    ['copies of the items', ({ items }: FunctionInput) => structuredClone(items)],
    ['a promise', async ({ items }: FunctionInput) => ({ items, results: [] })],
  ] as const)('that returns %s unchanged changes nothing', async (_, fn) => {
    expect((await run('transformers', fn, memory)).yaml).toBe(await plain(memory))
  })

  test('edits in place, and what it changed keeps its earlier names and its hash', async () => {
    const { yaml } = await run(
      'transformers',
      ({ items }) => {
        for (const item of items) item.metadata.labels = { ...item.metadata.labels, team: 'a' }
      },
      memory,
    )
    const labels = 'labels: [{pairs: {team: a}}]\n'
    expect(yaml).toBe(await plain(memory + labels))
  })

  test('adds, removes and orders', async () => {
    const { resources } = await run('transformers', ({ items }) => [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'new', namespace: 'x' } },
      find(items, 'Pod'),
    ])
    expect(resources.map(({ id }) => `${id.kind} ${id.name}`)).toEqual(['Secret new', 'Pod web'])
  })

  test('renames, and references follow', async () => {
    const { resources } = await run('transformers', ({ items }) => {
      find(items, 'ConfigMap').metadata.name = 'renamed'
    })
    expect(resources.map(({ id }) => id.name)).toEqual(['renamed', 'web'])
    expect(
      JSON.stringify(resources[1]!.manifest.spec, (_, value) => (typeof value === 'bigint' ? 0 : value)),
    ).toContain('"configMapRef":{"name":"renamed"}')
  })

  test('is noted among the transformations', async () => {
    const { resources } = await run('transformers', () => {}, 'buildMetadata: [transformerAnnotations]\n')
    expect(JSON.stringify(resources[0]!.manifest.metadata)).toContain('kind: Fn')
  })

  test('goes before the program that the configuration names, and needs no flag', async () => {
    const files = {
      '/app/kustomization.yaml': 'resources: [web.yaml]\ntransformers: [fn.yaml]\n',
      '/app/web.yaml': web,
      '/app/fn.yaml':
        'apiVersion: example.com/v1\nkind: Fn\nmetadata:\n  name: f\n  annotations: {config.kubernetes.io/function: "exec: {path: ./no}"}\n',
    }
    const functions = { 'example.com/v1/Fn': ({ items }: FunctionInput) => [find(items, 'Pod')] }
    const { resources } = await build('/app', { fileSystem: memoryFileSystem(files), functions })
    expect(resources).toHaveLength(1)
  })

  test('warns by its results', async () => {
    const { warnings, resources } = await run('transformers', ({ items }) => ({
      items,
      results: [{ message: 'old image', severity: 'warning', resourceRef: { kind: 'Pod', name: 'web' } }],
    }))
    expect(resources).toHaveLength(2)
    expect(warnings).toEqual([{ message: 'example.com/v1 Fn f: old image (Pod web)', file: undefined }])
  })
})

describe('a generator', () => {
  const made = (annotations: Record<string, string>): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', annotations },
    data: { c: 'x' },
  })

  test('starts from nothing, and may ask for a hash', async () => {
    const { resources } = await run('generators', ({ items }) => {
      expect(items).toEqual([])
      return [
        { ...made({ 'kustomize.config.k8s.io/needs-hash': 'true' }), metadata: { name: 'made' } },
        made({}),
      ].slice(0, 1)
    })
    expect(resources.map(({ id }) => id.name)).toEqual(['made', 'settings', 'web'])
  })

  test('merges with what is there', async () => {
    const { resources } = await run('generators', () => [made({ 'kustomize.config.k8s.io/behavior': 'merge' })])
    expect(resources[0]!.manifest).toMatchObject({ data: { a: '1', b: 'yes', c: 'x' } })
    await expect(run('generators', () => [made({})])).rejects.toMatchObject({ code: 'generated-twice' })
  })

  test('may be one for several configurations', async () => {
    const files = {
      '/app/kustomization.yaml': 'generators: [fn.yaml]\n',
      '/app/fn.yaml': `${config()}---\n${config().replace('name: f', 'name: g')}`,
    }
    const fn: JavaScriptFunction = ({ functionConfig: { metadata } }) => [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: metadata.name } },
    ]
    const options = { fileSystem: memoryFileSystem(files), functions: { 'example.com/v1/Fn': fn } }
    expect((await build('/app', options)).resources.map(({ id }) => id.name)).toEqual(['f', 'g'])
  })
})

describe('a validator', () => {
  test('passes, also where it leaves its label', async () => {
    expect((await run('validators', () => {})).yaml).toBe(await plain())
    const { resources } = await run('validators', ({ items }) => {
      for (const item of items) item.metadata.labels = { 'validated-by': 'me' }
    })
    expect(resources).toHaveLength(2)
  })

  test('cannot change anything', async () => {
    const change: JavaScriptFunction = ({ items }) => {
      items[0]!.data = {}
    }
    await expect(run('validators', change)).rejects.toMatchObject({ code: 'validator-changed-resources' })
    await expect(run('validators', () => [])).rejects.toMatchObject({ code: 'validator-changed-resources' })
  })

  test('fails the build by a result', async () => {
    const results = [
      {
        message: 'no limits',
        resourceRef: { kind: 'Pod', name: 'web' },
        field: { path: 'spec.containers' },
        file: { path: 'web.yaml' },
      },
      { message: 'by the way', severity: 'info' as const },
    ]
    await expect(run('validators', () => ({ results }))).rejects.toMatchObject({
      code: 'function-failed',
      message: expect.stringContaining('no limits (Pod web, field spec.containers, file web.yaml)'),
      file: '/app/fn.yaml',
      line: 1,
    })
  })
})

describe('what is no answer', () => {
  test('an exception is an error at the configuration, without its stack', async () => {
    const fail: JavaScriptFunction = () => {
      throw new TypeError('oh no')
    }
    const error = await run('transformers', fail).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'function-failed', file: '/app/fn.yaml', chain: ['/app/kustomization.yaml'] })
    expect((error as Error).message).toBe('example.com/v1 Fn f failed (it threw): oh no')
  })

  const circular: Record<string, unknown> = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' } }
  circular.self = circular
  const item = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' } }

  test.each([
    ['a text', 'x', 'function-output'],
    ['items that are no list', { items: {} }, 'function-output'],
    ['results without a message', { results: [{}] }, 'function-output'],
    ['a word among the items', ['x'], 'function-output'],
    ['null among the items', [null], 'function-output'],
    ['no name', [{ apiVersion: 'v1', kind: 'X' }], 'missing-name'],
    ['no kind', [{ apiVersion: 'v1', metadata: { name: 'x' } }], 'missing-kind'],
    ['a function', [{ ...item, x: () => {} }], 'function-output'],
    ['a symbol', [{ ...item, x: [Symbol('x')] }], 'function-output'],
    ['infinity', [{ ...item, x: Number.POSITIVE_INFINITY }], 'number-not-finite'],
    ['a circle', [circular], 'nested-too-deep'],
    ['the same resource twice', [item, { ...item }], 'duplicate-resource'],
  ])('%s', async (_, returned, code) => {
    await expect(run('transformers', () => returned as never)).rejects.toMatchObject({ name: 'KustError', code })
  })
})
