import { gvkSortText, kindRank } from '../resource/kindOrder.ts'
import type { GvkPattern } from '../resource/gvk.ts'
import { compareBytes } from '../yaml/json.ts'
import { compileFieldSpecs, type CompiledFieldSpec, type FieldSpec, mergeFieldSpecs } from '../resource/fieldSpec.ts'
import { nameReferenceSpecs } from '../link/nameReferenceSpecs.ts'
import { list, object, string } from '../kustomization/shape.ts'
import { fieldSpecShape } from '../kustomization/shapes.ts'
import {
  commonAnnotationsFieldSpecs,
  commonLabelsFieldSpecs,
  imagesFieldSpecs,
  namePrefixFieldSpecs,
  nameSuffixFieldSpecs,
  namespaceFieldSpecs,
  replicasFieldSpecs,
  templateLabelsFieldSpecs,
  varReferenceFieldSpecs,
} from './defaultFieldSpecs.ts'

/** The fields that hold names of a kind. */
export interface NameReference {
  group?: string
  version?: string
  /** The kind that is referred to. */
  kind?: string
  /** The fields that refer to it. */
  fieldSpecs?: readonly FieldSpec[]
}

/** The field specs of all transformers: the built-in ones, and those that files add. */
export interface TransformerConfig {
  namePrefix?: readonly FieldSpec[]
  nameSuffix?: readonly FieldSpec[]
  namespace?: readonly FieldSpec[]
  commonLabels?: readonly FieldSpec[]
  labels?: readonly FieldSpec[]
  templateLabels?: readonly FieldSpec[]
  commonAnnotations?: readonly FieldSpec[]
  nameReference?: readonly NameReference[]
  varReference?: readonly FieldSpec[]
  images?: readonly FieldSpec[]
  replicas?: readonly FieldSpec[]
}

const fieldSpecs = list(fieldSpecShape)

/** What a `configurations` file may say. */
export const transformerConfigShape = object<TransformerConfig>('transformer configuration', {
  namePrefix: fieldSpecs,
  nameSuffix: fieldSpecs,
  namespace: fieldSpecs,
  commonLabels: fieldSpecs,
  labels: fieldSpecs,
  templateLabels: fieldSpecs,
  commonAnnotations: fieldSpecs,
  nameReference: list(
    object<NameReference>('nameReference entry', { group: string, version: string, kind: string, fieldSpecs }),
  ),
  varReference: fieldSpecs,
  images: fieldSpecs,
  replicas: fieldSpecs,
})

const defaultSpecs: TransformerConfig = {
  namePrefix: namePrefixFieldSpecs,
  nameSuffix: nameSuffixFieldSpecs,
  namespace: namespaceFieldSpecs,
  commonLabels: commonLabelsFieldSpecs,
  templateLabels: templateLabelsFieldSpecs,
  commonAnnotations: commonAnnotationsFieldSpecs,
  nameReference: nameReferenceSpecs,
  varReference: varReferenceFieldSpecs,
  images: imagesFieldSpecs,
  replicas: replicasFieldSpecs,
}

type SpecList = Exclude<keyof TransformerConfig, 'nameReference'>

const specLists: readonly SpecList[] = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'commonAnnotations',
  'varReference',
  'images',
  'replicas',
]

/**
 * Sorts all lists by type. It matters: a spec without a type is dropped when it meets one for some kind
 * and the same path, and which of them is there first depends on the order.
 */
export function sortedConfig(config: TransformerConfig): TransformerConfig {
  const sorted: TransformerConfig = {}
  for (const name of specLists) if (config[name] !== undefined) sorted[name] = config[name].toSorted(compareTypes)
  if (config.nameReference !== undefined) sorted.nameReference = config.nameReference.toSorted(compareTypes)
  return sorted
}

function compareTypes(a: GvkPattern, b: GvkPattern): number {
  return kindRank(a.kind ?? '') - kindRank(b.kind ?? '') || compareBytes(gvkSortText(a), gvkSortText(b))
}

/** Adds a config to another; specs that contradict each other about `create` are an error. */
export function mergeTransformerConfig(config: TransformerConfig, added: TransformerConfig): TransformerConfig {
  if (config === added || Object.keys(added).length === 0) return config
  const merged: TransformerConfig = {}
  for (const name of specLists) {
    const own = config[name] ?? []
    const other = added[name] ?? []
    merged[name] = own === other ? own : mergeFieldSpecs(own, other)
  }
  merged.nameReference = mergeNameReferences(config.nameReference ?? [], added.nameReference ?? [])
  return sortedConfig(merged)
}

function mergeNameReferences(
  references: readonly NameReference[],
  added: readonly NameReference[],
): readonly NameReference[] {
  if (references === added) return references
  const merged = [...references]
  for (const reference of added) {
    const sameTarget = (other: NameReference): boolean =>
      (other.kind ?? '') === (reference.kind ?? '') &&
      (other.group ?? '') === (reference.group ?? '') &&
      (other.version ?? '') === (reference.version ?? '')
    const at = merged.findIndex(sameTarget)
    if (at < 0) merged.push(reference)
    else {
      const known = merged[at]!
      merged[at] = { ...known, fieldSpecs: mergeFieldSpecs(known.fieldSpecs ?? [], reference.fieldSpecs ?? []) }
    }
  }
  return merged
}

/** The field specs of a list, ready to be walked. */
export function specsOf(config: TransformerConfig, name: SpecList): readonly CompiledFieldSpec[] {
  return compileFieldSpecs(config[name] ?? [])
}

/** The built-in config, as it comes out of being merged into nothing: later merges with it change nothing. */
export const defaultTransformerConfig: TransformerConfig = mergeTransformerConfig({}, sortedConfig(defaultSpecs))
