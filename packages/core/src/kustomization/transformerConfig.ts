import type { FieldSpec } from '../resource/fieldSpec.ts'
import { list, object, string } from './shape.ts'
import { fieldSpecShape } from './shapes.ts'

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
    object<NameReference>('nameReference entry', { group: string, version: string, kind: string, fieldSpecs }, [
      'group',
      'version',
      'kind',
    ]),
  ),
  varReference: fieldSpecs,
  images: fieldSpecs,
  replicas: fieldSpecs,
})
