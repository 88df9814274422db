import type { FieldSpec } from '../resource/fieldSpec.ts'
import type { Selector } from '../resource/selector.ts'
import type {
  ConfigMapArgs,
  GeneratorOptions,
  HelmChart,
  HelmChartArgs,
  HelmGlobals,
  Image,
  Kustomization,
  Label,
  LegacySortOptions,
  ObjectMeta,
  Patch,
  PatchOptions,
  Replacement,
  ReplacementField,
  ReplacementOptions,
  ReplacementSource,
  ReplacementTarget,
  Replica,
  SecretArgs,
  SortOptions,
  Var,
  VarTarget,
} from './kustomization.ts'
import { anyMap, boolean, integer, list, object, string, stringMap, strings } from './shape.ts'

export const objectMetaShape = object<ObjectMeta>('metadata', {
  name: string,
  namespace: string,
  labels: stringMap,
  annotations: stringMap,
})

const generatorOptionsShape = object<GeneratorOptions>('generator options', {
  labels: stringMap,
  annotations: stringMap,
  disableNameSuffixHash: boolean,
  immutable: boolean,
})

/** The fields of both generators; in plugins, all of them are promoted. */
export const generatorFields = {
  name: string,
  namespace: string,
  behavior: string,
  literals: strings,
  files: strings,
  envs: strings,
  env: string,
  options: generatorOptionsShape,
}

const configMapArgsShape = object<ConfigMapArgs>('ConfigMap generator', generatorFields)

const secretArgsShape = object<SecretArgs>('Secret generator', { ...generatorFields, type: string })

/** In plugins, these fields and those of a chart stand together. */
export const helmGlobalsFields = { chartHome: string, configHome: string }

export const helmChartFields = {
  name: string,
  version: string,
  repo: string,
  releaseName: string,
  namespace: string,
  additionalValuesFiles: strings,
  valuesFile: string,
  valuesInline: anyMap,
  valuesMerge: string,
  includeCRDs: boolean,
  skipHooks: boolean,
  apiVersions: strings,
  kubeVersion: string,
  nameTemplate: string,
  skipTests: boolean,
  debug: boolean,
  devel: boolean,
}

const helmGlobalsShape = object<HelmGlobals>('helmGlobals', helmGlobalsFields)

const helmChartShape = object<HelmChart>('Helm chart', helmChartFields)

const helmChartArgsShape = object<HelmChartArgs>('Helm chart inflation generator', {
  chartName: string,
  chartVersion: string,
  chartRepoUrl: string,
  chartHome: string,
  chartRepoName: string,
  helmBin: string,
  helmHome: string,
  values: string,
  valuesLocal: anyMap,
  valuesMerge: string,
  releaseName: string,
  releaseNamespace: string,
  extraArgs: strings,
})

export const fieldSpecShape = object<FieldSpec>(
  'field spec',
  {
    group: string,
    version: string,
    kind: string,
    path: string,
    create: boolean,
  },
  ['group', 'version', 'kind'],
)

export const selectorShape = object<Selector>(
  'selector',
  {
    group: string,
    version: string,
    kind: string,
    name: string,
    namespace: string,
    annotationSelector: string,
    labelSelector: string,
  },
  ['group', 'version', 'kind', 'name', 'namespace'],
)

const labelShape = object<Label>('labels entry', {
  pairs: stringMap,
  includeSelectors: boolean,
  includeTemplates: boolean,
  fields: list(fieldSpecShape),
})

export const imageShape = object<Image>('image', {
  name: string,
  newName: string,
  tagSuffix: string,
  newTag: string,
  digest: string,
})

export const replicaShape = object<Replica>('replicas entry', { name: string, count: integer })

const patchOptionsShape = object<PatchOptions>('patch options', {
  allowNameChange: boolean,
  allowKindChange: boolean,
})

export const patchShape = object<Patch>('patch', {
  path: string,
  patch: string,
  target: selectorShape,
  options: patchOptionsShape,
})

const replacementOptionsShape = object<ReplacementOptions>('replacement options', {
  delimiter: string,
  index: integer,
  encoding: string,
  create: boolean,
})

const replacementFields = {
  source: object<ReplacementSource>(
    'replacement source',
    {
      group: string,
      version: string,
      kind: string,
      name: string,
      namespace: string,
      fieldPath: string,
      options: replacementOptionsShape,
    },
    ['group', 'version', 'kind', 'name', 'namespace'],
  ),
  sourceValue: string,
  targets: list(
    object<ReplacementTarget>('replacement target', {
      select: selectorShape,
      reject: list(selectorShape),
      fieldPaths: strings,
      options: replacementOptionsShape,
    }),
  ),
}

export const replacementShape = object<Replacement>('replacement', replacementFields)

export const replacementFieldShape = object<ReplacementField>('replacement', { ...replacementFields, path: string }, [
  'source',
  'sourceValue',
  'targets',
])

const varShape = object<Var>('var', {
  name: string,
  objref: object<VarTarget>('objref', {
    apiVersion: string,
    group: string,
    version: string,
    kind: string,
    name: string,
    namespace: string,
  }),
  fieldref: object<{ fieldPath?: string }>('fieldref', { fieldPath: string }),
})

const sortOptionsShape = object<SortOptions>('sortOptions', {
  order: string,
  legacySortOptions: object<LegacySortOptions>('legacySortOptions', { orderFirst: strings, orderLast: strings }),
})

export const kustomizationShape = object<Kustomization>('kustomization', {
  apiVersion: string,
  kind: string,
  metadata: objectMetaShape,
  resources: strings,
  components: strings,
  bases: strings,
  crds: strings,
  configurations: strings,
  openapi: stringMap,
  configMapGenerator: list(configMapArgsShape),
  secretGenerator: list(secretArgsShape),
  generatorOptions: generatorOptionsShape,
  helmGlobals: helmGlobalsShape,
  helmCharts: list(helmChartShape),
  helmChartInflationGenerator: list(helmChartArgsShape),
  namespace: string,
  namePrefix: string,
  nameSuffix: string,
  labels: list(labelShape),
  commonLabels: stringMap,
  commonAnnotations: stringMap,
  images: list(imageShape),
  imageTags: list(imageShape),
  replicas: list(replicaShape),
  patches: list(patchShape),
  patchesStrategicMerge: strings,
  patchesJson6902: list(patchShape),
  replacements: list(replacementFieldShape),
  vars: list(varShape),
  generators: strings,
  transformers: strings,
  validators: strings,
  buildMetadata: strings,
  sortOptions: sortOptionsShape,
})
