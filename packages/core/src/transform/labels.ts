import type { Label } from '../kustomization/kustomization.ts'
import { type FieldSpec, mergeFieldSpecs } from '../resource/fieldSpec.ts'

/** The field specs that a `labels` entry draws upon. */
export interface LabelConfig {
  readonly labels?: readonly FieldSpec[]
  readonly commonLabels?: readonly FieldSpec[]
  readonly templateLabels?: readonly FieldSpec[]
}

const metadataLabels: readonly FieldSpec[] = [{ path: 'metadata/labels', create: true }]

/** The lists of entries without fields of their own, by the config that they follow from. */
const usual = new WeakMap<LabelConfig, Map<string, readonly FieldSpec[]>>()

/** Where the labels of an entry go: its own fields, and metadata, templates or selectors as it asks for. */
export function labelFieldSpecs(label: Label, config: LabelConfig): readonly FieldSpec[] {
  if (label.fields?.length) return merged(label, config)
  const lists = usual.get(config) ?? new Map<string, readonly FieldSpec[]>()
  usual.set(config, lists)
  const key = label.includeSelectors ? 'selectors' : label.includeTemplates ? 'templates' : 'metadata'
  const list = lists.get(key) ?? merged(label, config)
  lists.set(key, list)
  return list
}

function merged(label: Label, config: LabelConfig): readonly FieldSpec[] {
  const own = mergeFieldSpecs(label.fields ?? [], config.labels ?? [])
  if (label.includeSelectors) return mergeFieldSpecs(own, config.commonLabels ?? [])
  const withTemplates = label.includeTemplates ? mergeFieldSpecs(own, config.templateLabels ?? []) : own
  return mergeFieldSpecs(withTemplates, metadataLabels)
}
