import type { Kustomization } from '@kust/core'
import { generalYaml } from '@kust/core/inspect'
import { describe, expect, test } from 'vitest'
import { modernized } from './deprecatedFields.ts'
import { withType } from './missingType.ts'

await generalYaml.load()

/** A field, a text that has it, and what becomes of that; the same text where nothing can be done. */
const forms: readonly (readonly [string, keyof Kustomization, string, string])[] = [
  [
    'a field that takes another name',
    'bases',
    '# what\nbases: # here\n# one\n- ../one # first\nnamePrefix: a-\n',
    '# what\nresources: # here\n# one\n- ../one # first\nnamePrefix: a-\n',
  ],
  ['a list in brackets that takes another name', 'bases', 'bases: [../one]\n', 'resources: [../one]\n'],
  [
    'items that go behind those of another list, indented like them',
    'bases',
    'bases:\n- ../one\n- ../two # second\n\n# own\nresources:\n  - web.yaml\n  # last\n\nnamePrefix: a-\n',
    '\n# own\nresources:\n  - web.yaml\n  # last\n  - ../one\n  - ../two # second\n\nnamePrefix: a-\n',
  ],
  [
    'items that go to the end of a file without a last line end',
    'bases',
    'bases:\n  - ../one\nresources:\n- web.yaml',
    'resources:\n- web.yaml\n- ../one\n',
  ],
  [
    'images',
    'imageTags',
    'images:\n- name: a\n  newTag: "1"\nimageTags:\n- name: b\n  newTag: "2"\n',
    'images:\n- name: a\n  newTag: "1"\n- name: b\n  newTag: "2"\n',
  ],
  [
    'labels',
    'commonLabels',
    'commonLabels: # all\n  # who\n  team: web\n  app.kubernetes.io/name: "x"\nresources: [a]\n',
    'labels: # all\n- includeSelectors: true\n  pairs: # all\n    # who\n    team: web\n    app.kubernetes.io/name: "x"\nresources: [a]\n',
  ],
  [
    'labels in braces',
    'commonLabels',
    'commonLabels: {team: web}\n',
    'labels:\n- includeSelectors: true\n  pairs: {team: web}\n',
  ],
  [
    'labels beside others',
    'commonLabels',
    'labels:\n  - pairs:\n      a: b\n\ncommonLabels:\n  team: web\n',
    'labels:\n  - pairs:\n      a: b\n  - includeSelectors: true\n    pairs:\n      team: web\n\n',
  ],
  [
    'files of patches',
    'patchesStrategicMerge',
    'patchesStrategicMerge:\n- a.yaml # one\n- "b.yaml"\n',
    'patches:\n- path: a.yaml # one\n- path: "b.yaml"\n',
  ],
  [
    'files of patches in brackets',
    'patchesStrategicMerge',
    'patchesStrategicMerge: [a.yaml, b.yaml]\n',
    'patches:\n- path: a.yaml\n- path: b.yaml\n',
  ],
  [
    'inline patches before others',
    'patchesStrategicMerge',
    'patches:\n  - path: z.yaml\npatchesStrategicMerge:\n- |-\n  kind: A\n\n  # a comment\n  metadata:\n    name: a\n- a.yaml\n',
    'patches:\n  - patch: |-\n      kind: A\n\n      # a comment\n      metadata:\n        name: a\n  - path: a.yaml\n  - path: z.yaml\n',
  ],
  [
    'JSON patches',
    'patchesJson6902',
    'patchesJson6902:\n- target: {kind: A, name: a}\n  path: a.json\npatches:\n- path: b.yaml\n',
    'patches:\n- path: b.yaml\n- target: {kind: A, name: a}\n  path: a.json\n',
  ],
  ['a list that cannot take more', 'bases', 'bases: [a]\nresources: [b]\n', 'bases: [a]\nresources: [b]\n'],
  ['a field that has nothing', 'commonLabels', 'commonLabels: {}\n', 'commonLabels: {}\n'],
  ['a file in braces', 'bases', '{bases: [a]}\n', '{bases: [a]}\n'],
  ['anchors', 'bases', 'bases: &a [b]\ncrds: *a\n', 'bases: &a [b]\ncrds: *a\n'],
  ['vars', 'vars', 'vars:\n- name: A\n', 'vars:\n- name: A\n'],
]

describe('deprecated fields become those of today', () => {
  test.each(forms)('%s', (_, field, before, after) => {
    expect(modernized(before, field) ?? before).toBe(after)
  })
})

describe('a type that is missing', () => {
  const values = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' }
  const type = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'

  test.each([
    ['resources: []\n', `${type}resources: []\n`],
    ['---\nresources: []\n', `---\n${type}resources: []\n`],
    ['# Licence\n\n# what\nresources: []\n', `# Licence\n\n${type}# what\nresources: []\n`],
    ['# Licence\nresources: []\n', `# Licence\n${type}resources: []\n`],
    ['kind: Kustomization\nresources: []\n', `${type}resources: []\n`],
    ['apiVersion: kustomize.config.k8s.io/v1beta1\nresources: []\n', `${type}resources: []\n`],
  ])('%j', (before, after) => {
    expect(withType(before, values)).toBe(after)
  })
})
