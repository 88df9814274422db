import type { NameReference, TransformerConfig } from '../kustomization/transformerConfig.ts'
import { nameReferenceSpecs } from '../link/nameReferenceSpecs.ts'
import { type CompiledFieldSpec, compileFieldSpecs, mergeFieldSpecs } from '../resource/fieldSpec.ts'
import type { GvkPattern } from '../resource/gvk.ts'
import { gvkSortText, kindRank } from '../resource/kindOrder.ts'
import { compareBytes } from '../yaml/json.ts'
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

/** The built-in config, as it comes out of being merged into nothing: merged so again, it stays as it is. */
export const defaultTransformerConfig: TransformerConfig = {
  namePrefix: namePrefixFieldSpecs,
  nameSuffix: nameSuffixFieldSpecs,
  namespace: namespaceFieldSpecs,
  commonLabels: commonLabelsFieldSpecs,
  labels: [],
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
  for (const name of specLists) if (config[name] !== undefined) sorted[name] = sortedByType(config[name])
  if (config.nameReference !== undefined) sorted.nameReference = sortedByType(config.nameReference)
  return sorted
}

function sortedByType<T extends GvkPattern>(specs: readonly T[]): readonly T[] {
  const keyed = specs.map((spec) => ({ spec, rank: kindRank(spec.kind ?? ''), text: gvkSortText(spec) }))
  return keyed.sort((a, b) => a.rank - b.rank || compareBytes(a.text, b.text)).map(({ spec }) => spec)
}

/** Adds a config to another; specs that contradict each other about `create` are an error. */
export function mergeTransformerConfig(config: TransformerConfig, added: TransformerConfig): TransformerConfig {
  if (config === added || Object.keys(added).length === 0) return config
  if (added === defaultTransformerConfig && Object.keys(config).length === 0) return added
  return merge(config, added)
}

function merge(config: TransformerConfig, added: TransformerConfig): TransformerConfig {
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
