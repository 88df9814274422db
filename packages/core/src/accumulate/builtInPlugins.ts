import { strategicPatchesEmpty } from '../diagnostics/errors/patches.ts'
import { iamCloudUnknown, namespaceSubjects, noFieldSpecs, valueAddTargets } from '../diagnostics/errors/plugins.ts'
import { generateConfigMap, generateSecret } from '../generate/configMap.ts'
import type { ChartSettings } from '../generate/helm/inflateChart.ts'
import { decode } from '../kustomization/decode.ts'
import type {
  ConfigMapArgs,
  Image,
  ObjectMeta,
  Patch,
  ReplacementField,
  Replica,
  SecretArgs,
} from '../kustomization/kustomization.ts'
import { baseName } from '../kustomization/path.ts'
import { boolean, integer, list, type ObjectShape, object, string, stringMap, strings } from '../kustomization/shape.ts'
import {
  fieldSpecShape,
  generatorFields,
  helmChartFields,
  helmGlobalsFields,
  imageShape,
  objectMetaShape,
  patchShape,
  replacementFieldShape,
  replicaShape,
  selectorShape,
} from '../kustomization/shapes.ts'
import type { Sha256 } from '../libraries/sha256.ts'
import { addHashSuffixes } from '../link/hashSuffix.ts'
import { tryReadManifests } from '../load/loadKustomization.ts'
import { generatorFilesOf } from '../load/namedFiles.ts'
import type { LoadedFile } from '../load/reader.ts'
import { compileFieldSpecs, type FieldSpec } from '../resource/fieldSpec.ts'
import type { Growth } from '../resource/growth.ts'
import { readManifests } from '../resource/readManifests.ts'
import type { ResMap } from '../resource/resMap.ts'
import { newResource, type Resource } from '../resource/resource.ts'
import { type Selector, selectResources } from '../resource/selector.ts'
import { setStringEntries } from '../resource/setFields.ts'
import type { Schema } from '../schema/schema.ts'
import { applyImage } from '../transform/images.ts'
import { applyNamePrefix, applyNameSuffix } from '../transform/namePrefix.ts'
import { applyNamespace, type SubjectMode, setNamespaces } from '../transform/namespace.ts'
import {
  applyJson6902,
  applyPatch,
  applyStrategicPatches,
  prepareJson6902,
  preparePatch,
} from '../transform/patches.ts'
import { readReplacements } from '../transform/readReplacements.ts'
import { applyReplacements } from '../transform/replacements.ts'
import { applyReplica } from '../transform/replicas.ts'
import { addValue } from '../transform/valueAdd.ts'
import { type MappingNode, mapping, type SourceText, scalar } from '../yaml/node.ts'
import { readYaml11 } from '../yaml/readYaml.ts'
import { plainEntry } from '../yaml/write.ts'
import type { Transformer } from './transformers.ts'

/** What a plugin gets beside its settings. */
export interface PluginContext {
  readonly schema: Schema
  readonly growth: Growth
  readonly sha256: Sha256
  /** The configuration, for the place of errors. */
  readonly config: MappingNode
  /** The folder of the kustomization that uses the plugin. */
  readonly directory: string
  readonly inflateChart: (settings: ChartSettings) => Promise<Resource[]>
  /** A file that the settings name. */
  file(path: string): LoadedFile
  /** Text that stands in the settings, as a source. */
  inline(text: string): SourceText
}

interface Plugin<Settings> {
  readonly shape: ObjectShape
  /** The files that settings name. */
  readonly filesOf?: (settings: Settings) => readonly string[]
}

export interface GeneratorPlugin<Settings> extends Plugin<Settings> {
  generate(settings: Settings, context: PluginContext): Resource[] | Promise<Resource[]>
}

export interface TransformerPlugin<Settings> extends Plugin<Settings> {
  prepare(settings: Settings, context: PluginContext): Transformer['run']
}

const fieldSpecs = list(fieldSpecShape)

interface WithFieldSpecs {
  fieldSpecs?: FieldSpec[]
}

function specs(settings: WithFieldSpecs): ReturnType<typeof compileFieldSpecs> {
  return compileFieldSpecs(settings.fieldSpecs ?? [])
}

interface WithMetadata {
  metadata?: ObjectMeta
}

/** Names of generators may stand in their metadata. */
function named<T extends ConfigMapArgs & WithMetadata>(settings: T): T {
  const name = settings.name || settings.metadata?.name
  const namespace = settings.namespace || settings.metadata?.namespace
  return { ...settings, ...(name && { name }), ...(namespace && { namespace }) }
}

const generatorFieldNames = Object.keys(generatorFields) as (keyof ConfigMapArgs)[]

const generatorFiles = (settings: ConfigMapArgs): string[] => [
  ...generatorFilesOf(settings).map(({ path }) => path),
  ...(settings.env ? [settings.env] : []),
]

const configMapGenerator: GeneratorPlugin<ConfigMapArgs & WithMetadata> = {
  shape: object<ConfigMapArgs & WithMetadata>(
    'ConfigMapGenerator',
    { ...generatorFields, metadata: objectMetaShape },
    generatorFieldNames,
  ),
  filesOf: generatorFiles,
  generate: (settings, context) => [
    generateConfigMap(named(settings), (path) => context.file(path).bytes, context.schema, context.config),
  ],
}

const secretGenerator: GeneratorPlugin<SecretArgs & WithMetadata> = {
  shape: object<SecretArgs & WithMetadata>(
    'SecretGenerator',
    { ...generatorFields, type: string, metadata: objectMetaShape },
    [...generatorFieldNames, 'type'],
  ),
  filesOf: generatorFiles,
  generate: (settings, context) => [
    generateSecret(named(settings), (path) => context.file(path).bytes, context.schema, context.config),
  ],
}

interface IamPolicy {
  cloud?: string
  kubernetesService?: { name?: string; namespace?: string }
  serviceAccount?: { name?: string; projectId?: string }
}

const iamPolicyGenerator: GeneratorPlugin<IamPolicy> = {
  shape: object<IamPolicy>(
    'IAMPolicyGenerator',
    {
      cloud: string,
      kubernetesService: object<NonNullable<IamPolicy['kubernetesService']>>('kubernetesService', {
        name: string,
        namespace: string,
      }),
      serviceAccount: object<NonNullable<IamPolicy['serviceAccount']>>('serviceAccount', {
        name: string,
        projectId: string,
      }),
    },
    ['cloud', 'kubernetesService', 'serviceAccount'],
  ),
  generate: ({ cloud = '', kubernetesService = {}, serviceAccount = {} }, context) => {
    if (cloud !== 'gke') throw iamCloudUnknown(cloud, context.config)
    const account = `${serviceAccount.name ?? ''}@${serviceAccount.projectId ?? ''}.iam.gserviceaccount.com`
    const annotations = mapping([plainEntry('iam.gke.io/gcp-service-account', scalar(account))])
    const metadata = [
      plainEntry('annotations', annotations),
      plainEntry('name', scalar(kubernetesService.name ?? '', 'plain', undefined)),
    ]
    if (kubernetesService.namespace) metadata.push(plainEntry('namespace', scalar(kubernetesService.namespace)))
    const manifest = mapping(
      [
        plainEntry('apiVersion', scalar('v1')),
        plainEntry('kind', scalar('ServiceAccount')),
        plainEntry('metadata', mapping(metadata)),
      ],
      context.config,
    )
    return [newResource(manifest, context.schema)]
  },
}

const helmFields = { ...helmGlobalsFields, ...helmChartFields }

const helmChartInflationGenerator: GeneratorPlugin<ChartSettings> = {
  shape: object<ChartSettings>(
    'HelmChartInflationGenerator',
    helmFields,
    Object.keys(helmFields) as (keyof ChartSettings)[],
  ),
  generate: (settings, context) => context.inflateChart(settings),
}

/** The generators of apiVersion `builtin`, by kind. */
export const builtInGenerators: Readonly<Record<string, GeneratorPlugin<never>>> = {
  ConfigMapGenerator: configMapGenerator as GeneratorPlugin<never>,
  SecretGenerator: secretGenerator as GeneratorPlugin<never>,
  HelmChartInflationGenerator: helmChartInflationGenerator as GeneratorPlugin<never>,
  IAMPolicyGenerator: iamPolicyGenerator as GeneratorPlugin<never>,
}

interface Annotations extends WithFieldSpecs {
  annotations?: Record<string, string>
}

const annotationsTransformer: TransformerPlugin<Annotations> = {
  shape: object<Annotations>('AnnotationsTransformer', { annotations: stringMap, fieldSpecs }),
  prepare: (settings) => (resMap) => setStringEntries(resMap.resources, settings.annotations ?? {}, specs(settings)),
}

interface Labels extends WithFieldSpecs {
  labels?: Record<string, string>
}

const labelTransformer: TransformerPlugin<Labels> = {
  shape: object<Labels>('LabelTransformer', { labels: stringMap, fieldSpecs }),
  prepare: (settings) => (resMap) => setStringEntries(resMap.resources, settings.labels ?? {}, specs(settings)),
}

interface NamespaceSettings extends WithMetadata, WithFieldSpecs {
  unsetOnly?: boolean
  setRoleBindingSubjects?: string
}

const namespaceTransformer: TransformerPlugin<NamespaceSettings> = {
  shape: object<NamespaceSettings>('NamespaceTransformer', {
    metadata: objectMetaShape,
    fieldSpecs,
    unsetOnly: boolean,
    setRoleBindingSubjects: string,
  }),
  prepare: (settings, context) => {
    const subjects = settings.setRoleBindingSubjects || 'defaultOnly'
    if (!isSubjectMode(subjects)) throw namespaceSubjects(subjects, context.config)
    const namespace = settings.metadata?.namespace
    return (resMap) => {
      if (!namespace) return
      const unsetOnly = settings.unsetOnly ?? false
      applyNamespace(resMap.resources, { namespace, fieldSpecs: specs(settings), unsetOnly, subjects })
      resMap.idsChanged()
    }
  },
}

function isSubjectMode(text: string): text is SubjectMode {
  return text === 'defaultOnly' || text === 'allServiceAccounts' || text === 'none'
}

interface Affixes extends WithFieldSpecs {
  prefix?: string
  suffix?: string
}

function affixTransformer(kind: string, fields: readonly ('prefix' | 'suffix')[]): TransformerPlugin<Affixes> {
  return {
    shape: object<Affixes>(kind, { prefix: string, suffix: string, fieldSpecs }),
    prepare: (settings, context) => {
      if (settings.fieldSpecs === undefined) throw noFieldSpecs(kind, context.config)
      return (resMap) => {
        const { prefix = '', suffix = '' } = settings
        if (fields.includes('prefix')) applyNamePrefix(resMap.resources, prefix, specs(settings))
        if (fields.includes('suffix')) applyNameSuffix(resMap.resources, suffix, specs(settings))
        resMap.idsChanged()
      }
    },
  }
}

interface ImageTag extends WithFieldSpecs {
  imageTag?: Image
}

const imageTagTransformer: TransformerPlugin<ImageTag> = {
  shape: object<ImageTag>('ImageTagTransformer', { imageTag: imageShape, fieldSpecs }),
  prepare: (settings) => (resMap) => applyImage(resMap.resources, settings.imageTag ?? {}, specs(settings)),
}

interface ReplicaCount extends WithFieldSpecs {
  replica?: Replica
}

const replicaCountTransformer: TransformerPlugin<ReplicaCount> = {
  shape: object<ReplicaCount>('ReplicaCountTransformer', { replica: replicaShape, fieldSpecs }),
  prepare: (settings) => (resMap) => applyReplica(resMap, settings.replica ?? {}, specs(settings)),
}

const patchTransformer: TransformerPlugin<Patch> = {
  shape: patchShape,
  filesOf: ({ path }) => (path ? [path] : []),
  prepare: (settings, context) => {
    const patch = preparePatch(settings, (path) => context.file(path).source, context.inline)
    return (resMap) => applyPatch(resMap, patch, context)
  },
}

interface Json6902 {
  target?: Selector
  path?: string
  jsonOp?: string
}

const patchJson6902Transformer: TransformerPlugin<Json6902> = {
  shape: object<Json6902>('PatchJson6902Transformer', { target: selectorShape, path: string, jsonOp: string }),
  filesOf: ({ path }) => (path ? [path] : []),
  prepare: ({ jsonOp, ...rest }, context) => {
    const entry: Patch = { ...rest, ...(jsonOp !== undefined && { patch: jsonOp }) }
    const patch = prepareJson6902(entry, (path) => context.file(path).source, context.inline)
    return (resMap) => applyJson6902(resMap, patch, context.growth)
  },
}

interface StrategicMerge {
  paths?: string[]
  patches?: string
}

const inlineManifests = (text: string): MappingNode[] | undefined => tryReadManifests({ path: '', text })

const patchStrategicMergeTransformer: TransformerPlugin<StrategicMerge> = {
  shape: object<StrategicMerge>('PatchStrategicMergeTransformer', { paths: strings, patches: string }),
  filesOf: ({ paths = [] }) => paths.filter((path) => inlineManifests(path) === undefined),
  prepare: ({ paths = [], patches = '' }, context) => {
    const loaded = paths.flatMap((path) =>
      inlineManifests(path) === undefined
        ? readManifests(context.file(path).source)
        : readManifests(context.inline(path)),
    )
    if (patches !== '') loaded.push(...readManifests(context.inline(patches)))
    if (loaded.length === 0) throw strategicPatchesEmpty(context.config)
    return (resMap) => applyStrategicPatches(resMap, loaded, context)
  },
}

interface Replacements {
  replacements?: ReplacementField[]
}

const replacementTransformer: TransformerPlugin<Replacements> = {
  shape: object<Replacements>('ReplacementTransformer', { replacements: list(replacementFieldShape) }),
  filesOf: ({ replacements = [] }) => replacements.flatMap(({ path }) => (path ? [path] : [])),
  prepare: ({ replacements = [] }, context) => {
    const read = replacements.flatMap((field) =>
      readReplacements(field, (path) => context.file(path).source, context.config),
    )
    return (resMap) => {
      applyReplacements(resMap, read, context.growth)
      resMap.idsChanged()
    }
  },
}

interface ValueAddTarget {
  selector?: Selector
  fieldPath?: string
  filePathPosition?: number | bigint
}

interface ValueAdd {
  value?: string
  targets?: ValueAddTarget[]
  targetFilePath?: string
}

const valueAddTargetsShape = list(
  object<ValueAddTarget>('target', { selector: selectorShape, fieldPath: string, filePathPosition: integer }),
)

const valueAddTransformer: TransformerPlugin<ValueAdd> = {
  shape: object<ValueAdd>('ValueAddTransformer', {
    value: string,
    targets: valueAddTargetsShape,
    targetFilePath: string,
  }),
  filesOf: ({ targetFilePath }) => (targetFilePath ? [targetFilePath] : []),
  prepare: (settings, context) => {
    const value = (settings.value ?? '').trim() || baseName(context.directory)
    const targets = [...(settings.targets ?? []), ...targetsOfFile(settings, context)]
    if (targets.length === 0) throw valueAddTargets('it needs at least one target', context.config)
    for (const { fieldPath, filePathPosition = 0 } of targets) {
      if (!fieldPath) throw valueAddTargets('each target needs a `fieldPath`', context.config)
      if (filePathPosition < 0) throw valueAddTargets('`filePathPosition` cannot be negative', context.config)
    }
    return (resMap: ResMap) => {
      for (const { selector, fieldPath, filePathPosition = 0 } of targets) {
        const resources = selector === undefined ? resMap.resources : selectResources(resMap, selector)
        for (const resource of resources) {
          if (fieldPath === 'metadata/namespace') setNamespaces(resource, { namespace: value, fieldSpecs: [] })
          else addValue(resource.manifest, fieldPath!, value, Number(filePathPosition))
        }
      }
      resMap.idsChanged()
    }
  },
}

function targetsOfFile({ targetFilePath }: ValueAdd, context: PluginContext): ValueAddTarget[] {
  if (!targetFilePath) return []
  const { source } = context.file(targetFilePath)
  const node = readYaml11(source)
  if (node === undefined) return []
  const shape = object<{ targets?: ValueAddTarget[] }>('targets', { targets: valueAddTargetsShape })
  return decode<{ targets?: ValueAddTarget[] }>(node, shape, { unknownFields: 'ignore', coerce: true }).targets ?? []
}

const hashTransformer: TransformerPlugin<object> = {
  shape: object<object>('HashTransformer', {}),
  prepare:
    (_, { sha256 }) =>
    (resMap) => {
      addHashSuffixes(resMap.resources, sha256)
      resMap.idsChanged()
    },
}

/** The transformers of apiVersion `builtin`, by kind. */
export const builtInPluginTransformers: Readonly<Record<string, TransformerPlugin<never>>> = {
  AnnotationsTransformer: annotationsTransformer as TransformerPlugin<never>,
  HashTransformer: hashTransformer as TransformerPlugin<never>,
  ImageTagTransformer: imageTagTransformer as TransformerPlugin<never>,
  LabelTransformer: labelTransformer as TransformerPlugin<never>,
  NamespaceTransformer: namespaceTransformer as TransformerPlugin<never>,
  PatchJson6902Transformer: patchJson6902Transformer as TransformerPlugin<never>,
  PatchStrategicMergeTransformer: patchStrategicMergeTransformer as TransformerPlugin<never>,
  PatchTransformer: patchTransformer as TransformerPlugin<never>,
  PrefixSuffixTransformer: affixTransformer('PrefixSuffixTransformer', [
    'prefix',
    'suffix',
  ]) as TransformerPlugin<never>,
  PrefixTransformer: affixTransformer('PrefixTransformer', ['prefix']) as TransformerPlugin<never>,
  SuffixTransformer: affixTransformer('SuffixTransformer', ['suffix']) as TransformerPlugin<never>,
  ReplacementTransformer: replacementTransformer as TransformerPlugin<never>,
  ReplicaCountTransformer: replicaCountTransformer as TransformerPlugin<never>,
  ValueAddTransformer: valueAddTransformer as TransformerPlugin<never>,
}
