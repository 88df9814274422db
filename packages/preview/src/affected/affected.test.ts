import { memoryFileSystem } from '@kust/core'
import { expect, test } from 'vitest'
import {
  affectedKustomizations,
  type ComparableFileSystem,
  globMatcher,
  kustomizationFolders,
  type Side,
  shardOf,
} from '../index.ts'

function side(files: Record<string, string>): Side {
  const memory = memoryFileSystem(files)
  const fileSystem: ComparableFileSystem = { ...memory, fingerprint: (path) => files[path.slice(1)] }
  return { fileSystem, folders: kustomizationFolders(Object.keys(files).map((path) => `/${path}`)) }
}

const web = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n'
const tree = {
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': web,
  'other/kustomization.yaml': 'configMapGenerator: [{name: a, files: [data.txt]}]\n',
  'other/data.txt': 'data',
  'dev/kustomization.yaml': 'resources: [../base]\n',
  'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
  'prod/patch.yaml': web,
}

async function affectedBy(change: Record<string, string | undefined>): Promise<string[]> {
  const changed = Object.entries({ ...tree, ...change }).filter(([, text]) => text !== undefined)
  const { affected } = await affectedKustomizations(
    side(tree),
    side(Object.fromEntries(changed) as Record<string, string>),
  )
  return affected.map((one) => `${one.change} ${one.folder}: ${one.because.join(' ')}`)
}

test.each<[string, Record<string, string | undefined>, string[]]>([
  ['nothing', {}, []],
  ['a file that nobody reads', { 'README.md': 'a' }, []],
  ['a patch', { 'prod/patch.yaml': `${web}#` }, ['changed /prod: /prod/patch.yaml']],
  ['a shared base', { 'base/web.yaml': `${web}#` }, ['changed /dev: /base/web.yaml', 'changed /prod: /base/web.yaml']],
  ['what a generator reads', { 'other/data.txt': 'new' }, ['changed /other: /other/data.txt']],
  ['a file that was looked for in vain', { 'dev/kustomization.yml': '{}' }, ['changed /dev: /dev/kustomization.yml']],
  ['a file that is gone', { 'prod/patch.yaml': undefined }, ['changed /prod: /prod/patch.yaml']],
  [
    'a new kustomization',
    { 'new/kustomization.yaml': 'namePrefix: a-\n' },
    ['added /new: /new/kustomization.yaml /new'],
  ],
  ['a removed kustomization', { 'other/kustomization.yaml': undefined }, ['removed /other: /other/kustomization.yaml']],
])('%s', async (_, change, wanted) => {
  expect(await affectedBy(change)).toEqual(wanted)
})

test('files that are only known while building are among those read', async () => {
  const plugin = 'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: a}\nfiles: [late.txt]\n'
  const files = { 'kustomization.yaml': 'generators: [g.yaml]\n', 'g.yaml': plugin, 'late.txt': 'a' }
  const { affected } = await affectedKustomizations(side(files), side({ ...files, 'late.txt': 'b' }))
  expect(affected).toMatchObject([{ folder: '/', because: ['/late.txt'] }])
})

test('shards are all of the work, and cost about the same', () => {
  const work = Array.from({ length: 50 }, (_, i) => ({ folder: `a/${i}`, cost: 1 + ((i * 37) % 11) }))
  const shards = [1, 2, 3].map((shard) => shardOf(work, shard, 3))
  expect(shards.flat().sort((a, b) => work.indexOf(a) - work.indexOf(b))).toEqual(work)
  const costs = shards.map((shard) => shard.reduce((sum, { cost }) => sum + cost, 0))
  expect(Math.max(...costs) - Math.min(...costs)).toBeLessThanOrEqual(11)
})

test.each([
  ['apps/**/prod', ['apps/prod', 'apps/a/b/prod', 'apps/a/prod/below'], ['apps/a/prods', 'other/apps/prod']],
  ['apps/*/{dev,prod}', ['apps/a/dev', 'apps/b/prod'], ['apps/a/b/prod', 'apps/a/test']],
  ['./a.b/', ['a.b', 'a.b/c'], ['axb']],
  ['.', ['anything', 'a/b'], []],
  ['a?', ['ab'], ['a', 'a/b']],
])('%s fits what it should', (pattern, fits, others) => {
  const matches = globMatcher([pattern])
  expect(fits.filter((path) => !matches(path))).toEqual([])
  expect(others.filter(matches)).toEqual([])
})

test('where a sample is affected without exception, a caller that renders anyway gets the others unseen', async () => {
  const overlays = Array.from({ length: 400 }, (_, i) => [`o${i}/kustomization.yaml`, 'resources: [../base]\n'])
  const files = { ...Object.fromEntries(overlays), 'o1/kustomization.yaml': 'namePrefix: a-\n', ...tree }
  const sides = [side(files), side({ ...files, 'base/web.yaml': `${web}#` })] as const
  const exact = await affectedKustomizations(...sides)
  const more = await affectedKustomizations(...sides, { mayOvercount: true })
  const isIn = ({ affected }: typeof exact): boolean => affected.some(({ folder }) => folder === '/o1')
  expect([isIn(exact), isIn(more)]).toEqual([false, true])
  // Another change, which a sample shows to be of few.
  const few = { ...files, 'o20/kustomization.yaml': 'resources: [../base]\n# new\n' }
  const { affected } = await affectedKustomizations(side(files), side(few), { mayOvercount: true })
  expect(affected.map(({ folder }) => folder)).toEqual(['/o20'])
})
