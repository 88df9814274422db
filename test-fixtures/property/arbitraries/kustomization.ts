import fc from 'fast-check'
import { configurationText, crdsText, openApiText } from './configurations.ts'
import { type Generated, generator, generatorOptions } from './generators.ts'
import { fields, some } from './manifest.ts'
import { patch, patchJson6902, patchStrategicMerge } from './patches.ts'
import { generatorPlugin, transformerPlugin, validatorPlugin } from './plugins.ts'
import { replacement, variable } from './replacements.ts'
import { type Recipe, type Scene, settle } from './scene.ts'
import {
  buildMetadata,
  commonAnnotations,
  commonLabels,
  imageEntry,
  labelsEntry,
  namespaceField,
  prefixField,
  replicasEntry,
  sortOptions,
  suffixField,
} from './transformers.ts'
import type { Value, ValueMap } from './yamlText.ts'

/** The fields of a kustomization other than those that name other kustomizations and resource files. */
export interface KustomizationModel {
  readonly settings: {
    readonly namespace: string | undefined
    readonly namePrefix: string | undefined
    readonly nameSuffix: string | undefined
  }
  readonly plain: ValueMap
  readonly generators: {
    readonly configMaps: readonly Recipe<Generated>[]
    readonly secrets: readonly Recipe<Generated>[]
    readonly plugins: readonly Recipe<string>[]
  }
  readonly patches: Record<'patches' | 'patchesStrategicMerge' | 'patchesJson6902', readonly Recipe<Value>[]>
  readonly others: Record<
    'replicas' | 'replacements' | 'vars' | 'transformers' | 'validators',
    readonly Recipe<Value>[]
  >
  readonly files: { configurations: readonly string[]; crds: string | undefined; openapi: string | undefined }
  readonly mistake: number
}

/** A list that is empty in most kustomizations. */
function few<T>(arbitrary: fc.Arbitrary<T>, oneIn: number, maxLength: number): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: oneIn - 1, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength }) },
  )
}

export const kustomizationModel: fc.Arbitrary<KustomizationModel> = fc.record({
  settings: fc.record({ namespace: some(namespaceField, 4), namePrefix: some(prefixField, 4), nameSuffix: some(suffixField, 6) }),
  plain: fc
    .record({
      labels: some(fc.array(labelsEntry, { minLength: 1, maxLength: 2 }) as fc.Arbitrary<Value>, 5),
      commonLabels: some(commonLabels as fc.Arbitrary<Value>, 7),
      commonAnnotations: some(commonAnnotations as fc.Arbitrary<Value>, 7),
      images: some(fc.array(imageEntry, { minLength: 1, maxLength: 2 }) as fc.Arbitrary<Value>, 4),
      imageTags: some(fc.array(imageEntry, { minLength: 1, maxLength: 1 }) as fc.Arbitrary<Value>, 40),
      generatorOptions: some(generatorOptions, 12),
      sortOptions: some(sortOptions, 12),
      buildMetadata: some(buildMetadata, 9),
      metadata: some(fc.constant<Value>({ name: 'named' }), 30),
    })
    .map(fields),
  generators: fc.record({
    configMaps: few(generator('ConfigMap'), 4, 2),
    secrets: few(generator('Secret'), 6, 2),
    plugins: few(generatorPlugin, 25, 1),
  }),
  patches: fc.record({
    patches: few(patch as fc.Arbitrary<Recipe<Value>>, 2, 3),
    patchesStrategicMerge: few(patchStrategicMerge as fc.Arbitrary<Recipe<Value>>, 10, 2),
    patchesJson6902: few(patchJson6902, 12, 1),
  }),
  others: fc.record({
    replicas: few(replicasEntry, 7, 2),
    replacements: few(replacement, 4, 2),
    vars: few(variable as fc.Arbitrary<Recipe<Value>>, 9, 2),
    transformers: few(transformerPlugin as fc.Arbitrary<Recipe<Value>>, 8, 2),
    validators: few(validatorPlugin as fc.Arbitrary<Recipe<Value>>, 40, 1),
  }),
  files: fc.record({ configurations: few(configurationText, 7, 2), crds: some(crdsText, 20), openapi: some(openApiText, 50) }),
  mistake: fc.nat(900),
}) // biome-ignore format: one field a line

/** The generator fields, and the scene with what they generate. */
export function settleGenerators(model: KustomizationModel, scene: Scene): { settled: ValueMap; scene: Scene } {
  let seen = scene
  const entries = (recipes: readonly Recipe<Generated>[]): Value[] | undefined => {
    const args: Value[] = []
    for (const recipe of recipes) {
      const generated = recipe(seen)
      if (generated === undefined) continue
      args.push(generated.args)
      const { kind, name } = generated.manifest
      const known = seen.known.some((other) => other.kind === kind && other.name === name)
      if (!known) seen = { ...seen, known: [...seen.known, generated.manifest] }
    }
    return args.length === 0 ? undefined : args
  }
  const configMapGenerator = entries(model.generators.configMaps)
  const secretGenerator = entries(model.generators.secrets)
  const generators = settle(model.generators.plugins, seen)
  return { settled: fields({ configMapGenerator, secretGenerator, generators }), scene: seen }
}

/** Every other field. */
export function settleFields(model: KustomizationModel, scene: Scene): ValueMap {
  const { files } = model
  const settled: { [key: string]: Value | undefined } = { ...model.settings, ...model.plain }
  for (const [key, recipes] of [...Object.entries(model.patches), ...Object.entries(model.others)]) {
    settled[key] = settle(recipes, scene)
  }
  if (files.configurations.length > 0)
    settled.configurations = files.configurations.map((text) => scene.file('config.yaml', text))
  if (files.crds !== undefined) settled.crds = [scene.file('crds.yaml', files.crds)]
  if (files.openapi !== undefined) settled.openapi = { path: scene.file('schema.yaml', files.openapi) }
  return { ...fields(settled), ...mistakeOf(model.mistake) }
}

/** Mistakes in a kustomization file that only its reader finds, and oddities that it accepts. */
function mistakeOf(number: number): ValueMap {
  if (number === 900) return { unheardOf: true }
  if (number === 899) return { namePrefix: 5 }
  if (number === 898) return { NAMEPREFIX: 'odd-' }
  if (number === 897) return { openapi: { version: 'v1.21.2' } }
  if (number === 896) return { openapi: { version: 'v1.20.4' } }
  if (number === 895) return { apiVersion: 'kustomize.config.k8s.io/v1' }
  if (number === 894) return { commonAnnotations: { yes: 'no' }, kind: null }
  return {}
}
