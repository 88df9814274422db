import { expect, test } from 'vitest'
import { leafKustomizations, memoryFileSystem } from '../index.ts'

test('leaves are the kustomizations that no other one names, components left out', async () => {
  const fileSystem = memoryFileSystem({
    'base/kustomization.yaml': 'namePrefix: a-\n',
    'old/Kustomization': 'bases: [../base]\n',
    'prod/kustomization.yml': 'resources: [../base/, x.yaml]\ncomponents: [../part]\ntransformers: [../plugins]\n',
    'part/kustomization.yaml': 'kind: Component\n',
    'unused/kustomization.yaml': 'kind: Component\n',
    'plugins/kustomization.yaml': 'namePrefix: a-\n',
    'broken/kustomization.yaml': 'resources: {a: [\n',
    'empty/notes.txt': '',
  })
  const folders = ['base', 'old', 'prod', 'part', 'unused', 'plugins', 'broken', 'empty', 'missing']
  expect(
    await leafKustomizations(
      fileSystem,
      folders.map((folder) => `/${folder}`),
    ),
  ).toEqual(['/old', '/prod', '/broken'])
})
