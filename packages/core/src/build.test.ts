import { expect, test } from 'vitest'
import { type BuildWarning, build, KustError, memoryFileSystem } from './index.ts'

const files = {
  'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n',
  'base/web.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  big: 9007199254740993\n  ports: [{port: 80}]\n',
  'overlays/prod/kustomization.yaml': 'bases: [../../base]\nnamePrefix: prod-\n',
}

test('a build gives the text, the resources, the warnings and the files', async () => {
  const result = await build('overlays/prod', { fileSystem: memoryFileSystem(files) })
  expect(result.resources.map(({ id }) => `${id.kind} ${id.name}`)).toEqual([
    'ConfigMap prod-settings-4h2mbtbbt6',
    'Service prod-web',
  ])
  expect(result.yaml).toBe(result.resources.map(({ yaml }) => yaml).join('---\n'))
  expect(result.resources[1]!.manifest).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'prod-web' },
    spec: { big: 9007199254740993n, ports: [{ port: 80 }] },
  })
  expect(result.warnings).toEqual([
    { message: expect.stringContaining("'bases' is deprecated"), file: '/overlays/prod/kustomization.yaml' },
  ])
  expect(result.files).toContainEqual({ path: '/base/web.yaml', found: 'file' })
  expect(result.files).toContainEqual({ path: '/base', found: 'directory' })
  expect(result.files).toContainEqual({ path: '/overlays/prod/Kustomization', found: 'nothing' })
})

test('warnings come while the build runs, also when it fails', async () => {
  const warnings: BuildWarning[] = []
  const fileSystem = memoryFileSystem({ 'kustomization.yaml': 'bases: [missing]\n' })
  const error = await build('/', { fileSystem, onWarning: (warning) => warnings.push(warning) }).catch(
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(KustError)
  expect(warnings).toHaveLength(1)
})

test('many builds at once do not know of each other', async () => {
  const fileSystem = memoryFileSystem(files)
  const alone = (await build('overlays/prod', { fileSystem })).yaml
  const together = await Promise.all(
    Array.from({ length: 20 }, (_, i) => build(i % 2 === 0 ? 'overlays/prod' : 'base', { fileSystem })),
  )
  together.forEach(({ yaml }, i) => {
    if (i % 2 === 0) expect(yaml).toBe(alone)
    else expect(yaml).not.toContain('prod-')
  })
})

test('a file system may answer with promises, and is asked for each file once', async () => {
  const memory = memoryFileSystem(files)
  const read: string[] = []
  await build('overlays/prod', {
    fileSystem: {
      workingDirectory: '/',
      resolve: async (path) => memory.resolve(path),
      readFile: async (path, maxBytes) => {
        read.push(path)
        return memory.readFile(path, maxBytes)
      },
    },
  })
  expect(read.toSorted()).toEqual(Object.keys(files).map((path) => `/${path}`))
})

test('an error names the place and the kustomizations that led there', async () => {
  const broken = { ...files, 'base/web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {}\n' }
  const error = await build('overlays/prod', { fileSystem: memoryFileSystem(broken) }).catch((e: unknown) => e)
  expect(error).toMatchObject({
    code: 'missing-name',
    file: '/base/web.yaml',
    line: 1,
    column: 1,
    chain: ['/overlays/prod/kustomization.yaml', '/base/kustomization.yaml'],
  })
  expect((error as KustError).frame).toContain('> 1 | apiVersion: v1')
})

test('a label that one transformer put into several fields changes in all of them with a patch', async () => {
  // The reference shares one scalar between them; `yaml/write.ts` tells of it.
  const result = await build('/', {
    fileSystem: memoryFileSystem({
      'kustomization.yaml': `resources: [base]
patches:
- patch: '{apiVersion: v1, kind: ReplicationController, metadata: {name: web, labels: {app: other}}}'
`,
      'base/kustomization.yaml': 'resources: [web.yaml]\nlabels: [{pairs: {app: web}, includeSelectors: true}]\n',
      'base/web.yaml':
        'apiVersion: v1\nkind: ReplicationController\nmetadata: {name: web}\nspec: {template: {spec: {}}}\n',
    }),
  })
  expect(result.yaml.match(/app: other/g)).toHaveLength(3)
  expect(result.yaml).not.toContain('app: web')
})
