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
  ReplacementField,
  ReplacementOptions,
  ReplacementSource,
  ReplacementTarget,
  Replica,
  SecretArgs,
  SortOptions,
  Var,
  VarTarget,
} from '../kustomization/kustomization.ts'
import type { FieldSpec } from '../resource/fieldSpec.ts'
import type { Selector } from '../resource/selector.ts'

/** What a field is for; with values to suggest, or with what replaces it, where there is such a thing. */
export type FieldDescription =
  | string
  | { readonly text: string; readonly examples?: readonly string[]; readonly deprecated?: string }

/** A description for each field of `T`. */
type Described<T> = { readonly [K in keyof Required<T>]: FieldDescription }

const generator: Described<ConfigMapArgs> = {
  name: 'The name. A hash of the content is added to it unless `options` says otherwise.',
  namespace: 'The namespace.',
  behavior: {
    text: 'What to do about one of the same name among the resources: `create` (the default) refuses it, `replace` takes its place, `merge` adds to its data.',
    examples: ['create', 'replace', 'merge'],
  },
  literals: 'Entries of data: `key=value`.',
  files: 'Files, each of which becomes an entry of data: `path`, or `key=path`.',
  envs: 'Files of lines `key=value`, each of which becomes an entry of data.',
  env: { text: 'A file of lines `key=value`.', deprecated: 'Use `envs`.' },
  options: 'How this one is made; wins over `generatorOptions`.',
}

const selector: Described<Selector> = {
  group: 'The API group: a regular expression for all of it.',
  version: 'The API version: a regular expression for all of it.',
  kind: 'The kind: a regular expression for all of it.',
  name: 'The name, as it is now or was in the file: a regular expression for all of it.',
  namespace: 'The namespace, as it is now or was in the file: a regular expression for all of it.',
  annotationSelector: 'A label selector for the annotations: `key=value`, `key in (a, b)`, `!key`.',
  labelSelector: 'A label selector for the labels: `key=value`, `key in (a, b)`, `!key`.',
}

/**
 * What every field of a kustomization file is for, by what the decoder's shapes call the objects. Kept apart from the
 * shapes, because a build has no use for it.
 */
export const descriptions: { readonly [shape: string]: { readonly [field: string]: FieldDescription } } = {
  kustomization: {
    apiVersion: '`kustomize.config.k8s.io/v1beta1`; of a Component `kustomize.config.k8s.io/v1alpha1`.',
    kind: '`Kustomization`, or `Component` for one that other kustomizations mix in with `components`.',
    metadata: 'About the kustomization itself; nothing of it shows in the output.',
    resources: 'What to render: files of manifests, and folders or URLs with kustomizations.',
    components: 'Folders or URLs with Components, which change and add to everything gathered so far.',
    bases: { text: 'Folders or URLs with kustomizations.', deprecated: 'Use `resources`.' },
    crds: 'Files of OpenAPI definitions that tell where custom resources hold names, labels and annotations.',
    configurations: 'Files that add fields to those which the transformers know.',
    openapi: 'The schema that decides how patches merge lists: `path` names a file, `version` a built-in one.',
    configMapGenerator: 'ConfigMaps to make of files, lines and literals.',
    secretGenerator: 'Secrets to make of files, lines and literals.',
    generatorOptions: 'How all ConfigMaps and Secrets of this file are made.',
    helmGlobals: 'Settings for all Helm charts.',
    helmCharts: 'Helm charts to inflate.',
    helmChartInflationGenerator: { text: 'Helm charts to inflate, in an older form.', deprecated: 'Use `helmCharts`.' },
    namespace: 'The namespace that all resources are put into.',
    namePrefix: 'Put before the names of all resources, and of what refers to them.',
    nameSuffix: 'Put behind the names of all resources, and of what refers to them.',
    labels: 'Labels for all resources; each entry says whether selectors and templates get them too.',
    commonLabels: {
      text: 'Labels for all resources, their selectors and their templates.',
      deprecated: 'Use `labels` with `includeSelectors: true`.',
    },
    commonAnnotations: 'Annotations for all resources and their templates.',
    images: 'Other names, tags or digests for container images.',
    imageTags: { text: 'Other names, tags or digests for container images.', deprecated: 'Use `images`.' },
    replicas: 'How many replicas workloads have.',
    patches: 'Changes to resources: strategic merge patches or JSON patches, inline or in files.',
    patchesStrategicMerge: { text: 'Strategic merge patches, inline or in files.', deprecated: 'Use `patches`.' },
    patchesJson6902: { text: 'JSON patches, each with its target.', deprecated: 'Use `patches`.' },
    replacements: 'Values to copy from fields of one resource into fields of others.',
    vars: {
      text: 'Values to put where `$(NAME)` stands.',
      deprecated: 'Use `replacements`.',
    },
    generators: 'Configurations of generator plugins: inline, files, or folders that render to them.',
    transformers: 'Configurations of transformer plugins: inline, files, or folders that render to them.',
    validators: 'Configurations of validator plugins: inline, files, or folders that render to them.',
    buildMetadata: {
      text: 'What the output tells about how it was made.',
      examples: ['originAnnotations', 'transformerAnnotations', 'managedByLabel'],
    },
    sortOptions: 'The order of the output; only that of the rendered kustomization counts.',
  } satisfies Described<Kustomization>,
  metadata: {
    name: 'A name for it.',
    namespace: 'A namespace for it.',
    labels: 'Labels for it.',
    annotations: 'Annotations for it.',
  } satisfies Described<ObjectMeta>,
  'generator options': {
    labels: 'Labels for what is made.',
    annotations: 'Annotations for what is made.',
    disableNameSuffixHash: 'Whether names go without a hash of the content.',
    immutable: 'Whether what is made is immutable.',
  } satisfies Described<GeneratorOptions>,
  'ConfigMap generator': generator,
  'Secret generator': {
    ...generator,
    type: { text: 'The type of the Secret; `Opaque` if missing.', examples: ['Opaque', 'kubernetes.io/tls'] },
  } satisfies Described<SecretArgs>,
  helmGlobals: {
    chartHome: 'The folder of charts that are there already, and into which others are fetched; `charts` if missing.',
    configHome: "The folder of Helm's own configuration.",
  } satisfies Described<HelmGlobals>,
  'Helm chart': {
    name: 'The name of the chart.',
    version: 'The version of the chart.',
    repo: 'The URL of the repository of charts.',
    releaseName: 'The name of the release.',
    namespace: 'The namespace of the release.',
    additionalValuesFiles: 'More files of values, after `valuesFile`.',
    valuesFile: "A file of values, in place of the chart's own.",
    valuesInline: 'Values that stand here.',
    valuesMerge: {
      text: 'How `valuesInline` and the file of values come together: `override` (the default) has the inline ones win, `merge` those of the file, `replace` drops the file.',
      examples: ['override', 'merge', 'replace'],
    },
    includeCRDs: 'Whether the custom resource definitions of the chart are rendered.',
    skipHooks: 'Whether hooks are left out.',
    apiVersions: 'Versions of APIs that the chart sees as present.',
    kubeVersion: 'The version of Kubernetes that the chart sees.',
    nameTemplate: 'A template for the name of the release.',
    skipTests: 'Whether tests are left out.',
    debug: 'Whether Helm says more when it fails.',
    devel: 'Whether development versions of the chart will do.',
  } satisfies Described<HelmChart>,
  'Helm chart inflation generator': {
    chartName: 'The name of the chart.',
    chartVersion: 'The version of the chart.',
    chartRepoUrl: 'The URL of the repository of charts.',
    chartHome: 'The folder of charts.',
    chartRepoName: 'Without effect.',
    helmBin: 'Without effect.',
    helmHome: "The folder of Helm's own configuration.",
    values: 'A file of values.',
    valuesLocal: 'Values that stand here.',
    valuesMerge: {
      text: 'How the values that stand here and those of the file come together.',
      examples: ['override', 'merge', 'replace'],
    },
    releaseName: 'The name of the release.',
    releaseNamespace: 'Without effect.',
    extraArgs: 'Without effect.',
  } satisfies Described<HelmChartArgs>,
  'field spec': {
    group: 'The API group of the resources; any if missing.',
    version: 'The API version of the resources; any if missing.',
    kind: 'The kind of the resources; any if missing.',
    path: 'The field: `spec/template/metadata/labels`; `[]` behind a name goes through a list.',
    create: 'Whether the field is made where it is missing.',
  } satisfies Described<FieldSpec>,
  selector,
  'labels entry': {
    pairs: 'The labels.',
    includeSelectors: 'Whether selectors and templates get them too. Selectors of workloads cannot be changed later.',
    includeTemplates: 'Whether templates get them too.',
    fields: 'Further fields that get them.',
  } satisfies Described<Label>,
  image: {
    name: 'The image as manifests have it, without tag and digest: a regular expression for all of it.',
    newName: 'Another name for it.',
    tagSuffix: 'Put behind its tag.',
    newTag: 'Another tag for it.',
    digest: 'A digest for it: `sha256:...`, in place of a tag.',
  } satisfies Described<Image>,
  'replicas entry': {
    name: 'The name of a Deployment, ReplicationController, ReplicaSet or StatefulSet.',
    count: 'How many replicas it has.',
  } satisfies Described<Replica>,
  patch: {
    path: 'The file of the patch.',
    patch: 'The patch itself: a manifest with what changes, or a list of JSON patch operations.',
    target: 'The resources to change; without it, a strategic merge patch changes the one that it names.',
    options: 'What the patch may change of the identity of a resource.',
  } satisfies Described<Patch>,
  'patch options': {
    allowNameChange: 'Whether the patch may give its target another name.',
    allowKindChange: 'Whether the patch may give its target another kind.',
  } satisfies Described<PatchOptions>,
  replacement: {
    path: 'A file with a replacement or a list of them, in place of the other fields.',
    source: 'The field that is copied.',
    sourceValue: 'The value that is copied, in place of a source.',
    targets: 'The fields that it is copied into.',
  } satisfies Described<ReplacementField>,
  'replacement source': {
    group: 'The API group of the resource.',
    version: 'The API version of the resource.',
    kind: 'The kind of the resource.',
    name: 'The name of the resource, as it is now or was earlier.',
    namespace: 'The namespace of the resource.',
    fieldPath: 'The field: `spec.ports.0.port`; `metadata.name` if missing.',
    options: 'Which part of the field is copied.',
  } satisfies Described<ReplacementSource>,
  'replacement target': {
    select: 'The resources to change.',
    reject: 'Those of them to leave alone.',
    fieldPaths: 'The fields to set: `spec.template.spec.containers.[name=web].image`; `metadata.name` if missing.',
    options: 'How they are set.',
  } satisfies Described<ReplacementTarget>,
  'replacement options': {
    delimiter: 'Where the text is split into parts.',
    index: 'Which of the parts, from 0; beyond them, a target gets a part before or behind all others.',
    encoding: 'Without effect.',
    create: 'Whether a field that is missing is made.',
  } satisfies Described<ReplacementOptions>,
  var: {
    name: 'The name that stands in `$(NAME)`.',
    objref: 'The resource to read.',
    fieldref: 'The field of it to read.',
  } satisfies Described<Var>,
  objref: {
    apiVersion: 'The apiVersion of the resource.',
    group: 'The API group, if there is no `apiVersion`.',
    version: 'The API version, if there is no `apiVersion`.',
    kind: 'The kind of the resource.',
    name: 'The name of the resource.',
    namespace: 'The namespace of the resource.',
  } satisfies Described<VarTarget>,
  fieldref: {
    fieldPath: 'The field: `spec.ports[0].port`; `metadata.name` if missing.',
  },
  sortOptions: {
    order: {
      text: '`fifo` keeps the order in which resources were gathered, `legacy` sorts by kind and name.',
      examples: ['fifo', 'legacy'],
    },
    legacySortOptions: 'Which kinds come first and last where the order is `legacy`.',
  } satisfies Described<SortOptions>,
  legacySortOptions: {
    orderFirst: 'Kinds that come first.',
    orderLast: 'Kinds that come last.',
  } satisfies Described<LegacySortOptions>,
}
