import type { Label } from '../kustomization/kustomization.ts'
import { type FieldSpec, mergeFieldSpecs } from '../resource/fieldSpec.ts'

/** The field specs that a `labels` entry draws upon. */
export interface LabelConfig {
  readonly labels?: readonly FieldSpec[]
  readonly commonLabels?: readonly FieldSpec[]
  readonly templateLabels?: readonly FieldSpec[]
}

const metadataLabels: readonly FieldSpec[] = [{ path: 'metadata/labels', create: true }]

/** Where the labels of an entry go: its own fields, and metadata, templates or selectors as it asks for. */
export function labelFieldSpecs(label: Label, config: LabelConfig): readonly FieldSpec[] {
  const own = mergeFieldSpecs(label.fields ?? [], config.labels ?? [])
  if (label.includeSelectors) return mergeFieldSpecs(own, config.commonLabels ?? [])
  const withTemplates = label.includeTemplates ? mergeFieldSpecs(own, config.templateLabels ?? []) : own
  return mergeFieldSpecs(withTemplates, metadataLabels)
}
