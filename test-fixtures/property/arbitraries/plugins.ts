import fc from 'fast-check'
import { fields } from './manifest.ts'
import { jsonPatchOps, patchBody } from './mutate.ts'
import { pick, randomOf } from './random.ts'
import { pickKnown, type Recipe } from './scene.ts'
import { exactSelector, selectorFor } from './selectors.ts'
import { plainStyle, printDocuments, type Value, type ValueMap } from './yamlText.ts'

const metadataLabels = { path: 'metadata/labels', create: true }

/** The configuration of a built-in transformer plugin, inline or in a file. */
export const transformerPlugin: fc.Arbitrary<Recipe<string>> = fc
  .record({ kind: fc.nat(15), seed: fc.nat(0xffffff), which: fc.nat(30) })
  .map(({ kind, seed, which }) => (scene) => {
    const manifest = pickKnown(scene, which)
    if (manifest === undefined) return undefined
    const random = randomOf(seed)
    const target = scene.daring ? selectorFor(manifest, random) : exactSelector(manifest)
    const { name } = manifest
    const exact = {
      apiVersion: manifest.apiVersion,
      kind: manifest.kind,
      metadata: fields({ name, namespace: manifest.namespace }),
    }
    const [group, version] = manifest.apiVersion.includes('/')
      ? manifest.apiVersion.split('/')
      : [undefined, manifest.apiVersion]
    const plugins: readonly (readonly [string, ValueMap])[] = [
      ['AnnotationsTransformer', { annotations: { owner: 'plugin', size: '5' }, fieldSpecs: [{ path: 'metadata/annotations', create: true }] }],
      ['LabelTransformer', { labels: { env: 'plugin' }, fieldSpecs: [metadataLabels, { path: 'spec/selector', kind: 'Service' }] }],
      ['PrefixTransformer', { prefix: 'p-', fieldSpecs: [{ path: 'metadata/name' }] }],
      ['SuffixTransformer', { suffix: '-s', fieldSpecs: [{ path: 'metadata/name', kind: 'ConfigMap' }] }],
      ['PrefixSuffixTransformer', { prefix: 'p-', suffix: '-s', fieldSpecs: [{ path: 'metadata/name' }] }],
      ['NamespaceTransformer', { metadata: { name: 'x', namespace: 'plug' }, fieldSpecs: [{ path: 'metadata/namespace', create: true }] }],
      ['NamespaceTransformer', { metadata: { name: 'x', namespace: 'plug' }, unsetOnly: random.percent(50), setRoleBindingSubjects: pick(['defaultOnly', 'allServiceAccounts', 'none'], random.below(3)) }],
      ['ImageTagTransformer', { imageTag: { name: 'nginx', newTag: '9' }, fieldSpecs: [{ path: 'spec/image', kind: 'Engine' }] }],
      ['ReplicaCountTransformer', { replica: { name, count: 6 }, fieldSpecs: [{ path: 'spec/replicas', kind: manifest.kind, create: true }] }],
      ['PatchTransformer', { patch: printDocuments([jsonPatchOps(manifest.document, random, false) as Value], plainStyle), target }],
      ['PatchTransformer', { patch: printDocuments([{ ...exact, ...withoutMetadata(patchBody(manifest.document, random)) }], plainStyle) }],
      ['PatchJson6902Transformer', { target: fields({ group, version, kind: manifest.kind, name, namespace: manifest.namespace }), jsonOp: JSON.stringify([{ op: 'add', path: '/metadata/labels', value: { json: 'patched' } }]) }],
      ['PatchStrategicMergeTransformer', { patches: printDocuments([{ ...exact, ...withoutMetadata(patchBody(manifest.document, random)) }], plainStyle) }],
      ['ReplacementTransformer', { replacements: [{ source: fields({ kind: manifest.kind, name, namespace: manifest.namespace }), targets: [{ select: target, fieldPaths: ['metadata.annotations.copied'], options: { create: true } }] }] }],
      ['ValueAddTransformer', { value: 'added', targets: [{ fieldPath: 'metadata/labels/bucket' }, { fieldPath: 'spec/config', filePathPosition: 1, selector: { kind: 'Engine' } }] }],
      ['HashTransformer', {}],
    ] // biome-ignore format: one plugin a line
    const [pluginKind, config] = plugins[kind]!
    scene.note(`plugin: ${pluginKind}`)
    const document: ValueMap = { apiVersion: 'builtin', kind: pluginKind, metadata: { name: 'x' }, ...config }
    const text = printDocuments([document], { ...plainStyle, seed: random.percent(30) ? seed : 0 })
    return random.percent(40) ? scene.file('transformer.yaml', text) : text
  })

function withoutMetadata({ metadata: _, ...rest }: ValueMap): ValueMap {
  return rest
}

/** The configuration of a built-in generator plugin. */
export const generatorPlugin: fc.Arbitrary<Recipe<string>> = fc
  .record({ kind: fc.nat(2), seed: fc.nat(0xffff) })
  .map(({ kind, seed }) => (scene) => {
    const random = randomOf(seed)
    const plugins: readonly ValueMap[] = [
      { kind: 'ConfigMapGenerator', metadata: { name: 'plugged' }, literals: ['a=b', 'c=1'] },
      { kind: 'SecretGenerator', metadata: { name: 'plugged' }, type: 'Opaque', literals: ['a=b'] },
      { kind: 'IAMPolicyGenerator', metadata: { name: 'iam' }, cloud: 'gke', kubernetesService: { namespace: 'shop', name: 'web' }, serviceAccount: { name: 'web-sa', projectId: 'shop-project' } },
    ] // biome-ignore format: one plugin a line
    scene.note(`plugin: ${plugins[kind]!.kind}`)
    const text = printDocuments([{ apiVersion: 'builtin', ...plugins[kind]! }], plainStyle)
    return random.percent(40) ? scene.file('generator.yaml', text) : text
  })

/** A validator: it may only look, and leave its own label. */
export const validatorPlugin: fc.Arbitrary<Recipe<string>> = fc.nat(4).map((kind) => (scene) => {
  const labels: ValueMap = kind === 4 ? { changed: 'yes' } : { 'validated-by': 'x' }
  scene.note('plugin: validator')
  return printDocuments(
    [
      {
        apiVersion: 'builtin',
        kind: 'LabelTransformer',
        metadata: { name: 'x' },
        labels,
        fieldSpecs: [metadataLabels],
      },
    ],
    plainStyle,
  )
})
