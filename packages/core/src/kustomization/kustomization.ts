import type { FieldSpec } from '../resource/fieldSpec.ts'
import type { Selector } from '../resource/selector.ts'
import type { JsonValue } from '../yaml/json.ts'

/**
 * A kustomization file: what to render and how to change it. Field names are those of the file.
 * Deprecated fields still work.
 */
export interface Kustomization {
  apiVersion?: string
  /** `Kustomization`, or `Component` for one that is mixed into others. */
  kind?: string
  metadata?: ObjectMeta

  /** Files, directories and URLs to render. */
  resources?: string[]
  /** Directories or URLs of components, which act upon everything accumulated so far. */
  components?: string[]
  /** @deprecated Use `resources`. */
  bases?: string[]
  /** Files with OpenAPI definitions that tell where custom resources hold labels and references. */
  crds?: string[]
  /** Files with field specs that are added to the built-in ones. */
  configurations?: string[]
  /** Which schema decides how lists are merged. */
  openapi?: Record<string, string>

  configMapGenerator?: ConfigMapArgs[]
  secretGenerator?: SecretArgs[]
  generatorOptions?: GeneratorOptions
  helmGlobals?: HelmGlobals
  helmCharts?: HelmChart[]
  /** @deprecated Use `helmCharts`. */
  helmChartInflationGenerator?: HelmChartArgs[]

  namespace?: string
  namePrefix?: string
  nameSuffix?: string
  labels?: Label[]
  /** @deprecated Use `labels` with `includeSelectors`. */
  commonLabels?: Record<string, string>
  commonAnnotations?: Record<string, string>
  images?: Image[]
  /** @deprecated Use `images`. */
  imageTags?: Image[]
  replicas?: Replica[]
  patches?: Patch[]
  /** @deprecated Use `patches`. Inline patches or files. */
  patchesStrategicMerge?: string[]
  /** @deprecated Use `patches`. */
  patchesJson6902?: Patch[]
  replacements?: ReplacementField[]
  /** @deprecated Use `replacements`. */
  vars?: Var[]

  /** Configurations of generator plugins: inline, files or directories. */
  generators?: string[]
  transformers?: string[]
  validators?: string[]

  /** Any of `originAnnotations`, `transformerAnnotations`, `managedByLabel`. */
  buildMetadata?: string[]
  sortOptions?: SortOptions
}

export interface ObjectMeta {
  name?: string
  namespace?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

/** Where the data of a generated ConfigMap or Secret comes from, and how it is combined. */
export interface ConfigMapArgs {
  name?: string
  namespace?: string
  /** `create` (the default), `merge` with or `replace` an existing one. */
  behavior?: string
  /** `key=value` */
  literals?: string[]
  /** `path`, or `key=path` */
  files?: string[]
  /** Files of `key=value` lines. */
  envs?: string[]
  /** @deprecated Use `envs`. */
  env?: string
  options?: GeneratorOptions
}

export interface SecretArgs extends ConfigMapArgs {
  /** The Secret's type; `Opaque` if missing. */
  type?: string
}

export interface GeneratorOptions {
  labels?: Record<string, string>
  annotations?: Record<string, string>
  disableNameSuffixHash?: boolean
  immutable?: boolean
}

export interface HelmGlobals {
  chartHome?: string
  configHome?: string
}

export interface HelmChart {
  name?: string
  version?: string
  repo?: string
  releaseName?: string
  namespace?: string
  additionalValuesFiles?: string[]
  valuesFile?: string
  valuesInline?: { [key: string]: JsonValue }
  /** `override` (the default), `merge` or `replace`. */
  valuesMerge?: string
  includeCRDs?: boolean
  skipHooks?: boolean
  apiVersions?: string[]
  kubeVersion?: string
  nameTemplate?: string
  skipTests?: boolean
  debug?: boolean
  devel?: boolean
}

/** The older form of a Helm chart. */
export interface HelmChartArgs {
  chartName?: string
  chartVersion?: string
  chartRepoUrl?: string
  chartHome?: string
  chartRepoName?: string
  helmBin?: string
  helmHome?: string
  values?: string
  valuesLocal?: { [key: string]: JsonValue }
  valuesMerge?: string
  releaseName?: string
  releaseNamespace?: string
  extraArgs?: string[]
}

export interface Label {
  pairs?: Record<string, string>
  includeSelectors?: boolean
  includeTemplates?: boolean
  /** Further fields that get the labels. */
  fields?: FieldSpec[]
}

/** What becomes of the images with a name, which is a regular expression. */
export interface Image {
  name?: string
  newName?: string
  tagSuffix?: string
  newTag?: string
  digest?: string
}

export interface Replica {
  name?: string
  count?: number | bigint
}

/** A strategic merge patch or a JSON 6902 patch, inline (`patch`) or in a file (`path`). */
export interface Patch {
  path?: string
  patch?: string
  target?: Selector
  options?: PatchOptions
}

export interface PatchOptions {
  allowNameChange?: boolean
  allowKindChange?: boolean
}

/** Copies a value from one resource, or a given one, into fields of others. */
export interface Replacement {
  source?: ReplacementSource
  sourceValue?: string
  targets?: ReplacementTarget[]
}

export interface ReplacementField extends Replacement {
  /** A file with one replacement or a list of them, in place of the other fields. */
  path?: string
}

export interface ReplacementSource {
  group?: string
  version?: string
  kind?: string
  name?: string
  namespace?: string
  /** `metadata.name` if missing. */
  fieldPath?: string
  options?: ReplacementOptions
}

export interface ReplacementTarget {
  select?: Selector
  reject?: Selector[]
  /** `metadata.name` if missing. */
  fieldPaths?: string[]
  options?: ReplacementOptions
}

export interface ReplacementOptions {
  delimiter?: string
  index?: number | bigint
  /** Accepted and ignored by the reference. */
  encoding?: string
  create?: boolean
}

export interface Var {
  name?: string
  objref?: VarTarget
  fieldref?: { fieldPath?: string }
}

export interface VarTarget {
  apiVersion?: string
  group?: string
  version?: string
  kind?: string
  name?: string
  namespace?: string
}

export interface SortOptions {
  /** `fifo` or `legacy`. */
  order?: string
  legacySortOptions?: LegacySortOptions
}

export interface LegacySortOptions {
  orderFirst?: string[]
  orderLast?: string[]
}
