import fc from 'fast-check'
import { fields, some } from './manifest.ts'
import { imageNames, labels, names } from './names.ts'
import { pickKnown, type Recipe } from './scene.ts'
import type { Value } from './yamlText.ts'

const fieldSpec: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  { path: 'spec/notes', create: true },
  { path: 'spec/selector', kind: 'Engine' },
  { path: 'spec/template/metadata/labels', kind: 'Job', create: true },
  { path: 'spec/parts[]/labels', kind: 'Engine', create: true },
  { path: 'metadata/annotations', create: true },
  { group: 'apps', path: 'spec/extra/labels', create: true },
)

/** An entry of `labels`. */
export const labelsEntry: fc.Arbitrary<Value> = fc
  .record({
    pairs: labels as fc.Arbitrary<Value>,
    includeSelectors: some(fc.boolean(), 2),
    includeTemplates: some(fc.boolean(), 2),
    fields: some(fc.array(fieldSpec, { minLength: 1, maxLength: 2 }) as fc.Arbitrary<Value>, 6),
  })
  .map(fields)

export const commonLabels = labels
export const commonAnnotations = fc.dictionary(
  fc.constantFrom('note', 'owner', 'example.com/checksum', 'added'),
  fc.constantFrom('web', '1', 'true', '', 'two\nlines\n', 'x: y'),
  { maxKeys: 2 },
)

/** An entry of `images`. */
export const imageEntry: fc.Arbitrary<Value> = fc
  .record({
    name: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...imageNames) },
      { weight: 1, arbitrary: fc.constantFrom('.*/web', 'web', 'ngin.', 'library/nginx') },
    ),
    newName: some(
      fc.constantFrom('mirror.example.com/nginx', 'other', 'registry.example.com:5000/x', '456', 'nginx'),
      2,
    ),
    newTag: some(fc.constantFrom('2.0', 'v3', '1e3', '', '7'), 2),
    digest: some(fc.constantFrom('sha256:abcdef0123', ''), 5),
    tagSuffix: some(fc.constantFrom('-debug', '-x'), 6),
  })
  .map(fields)

const scaled = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']

/** An entry of `replicas`: nearly always for something that is there, for else the build is refused. */
export const replicasEntry: fc.Arbitrary<Recipe<Value>> = fc
  .record({ which: fc.nat(20), count: fc.integer({ min: 0, max: 12 }), miss: fc.nat(40) })
  .map(({ which, count, miss }) => (scene) => {
    const manifest = pickKnown(scene, which, ({ kind }) => scaled.includes(kind))
    if (miss === 40) return { name: names[which % names.length]!, count }
    return manifest === undefined ? undefined : { name: manifest.name, count }
  })

export const namespaceField = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('shop', 'stage', 'default', 'prod') },
  { weight: 1, arbitrary: fc.constant('123') },
)
export const prefixField = fc.constantFrom('a-', 'dev-', 'x.', '1', '')
export const suffixField = fc.constantFrom('-v2', '-b', '5', '.x')

export const sortOptions: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  { order: 'fifo' },
  { order: 'fifo' },
  { order: 'fifo' },
  { order: 'fifo' },
  { order: 'fifo' },
  { order: 'legacy' },
  { order: 'legacy', legacySortOptions: { orderFirst: ['Service', 'Deployment'], orderLast: ['Namespace'] } },
  { order: 'legacy', legacySortOptions: { orderLast: ['ConfigMap', 'Engine'] } },
  { order: 'legacy', legacySortOptions: {} },
  { order: 'fifo', legacySortOptions: { orderFirst: ['Service'] } },
  { order: 'random' },
)

export const buildMetadata: fc.Arbitrary<Value> = fc.subarray([
  'originAnnotations',
  'transformerAnnotations',
  'managedByLabel',
])
