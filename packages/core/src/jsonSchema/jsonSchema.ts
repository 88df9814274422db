import { apiVersionOf } from '../kustomization/deprecatedFields.ts'
import type { ObjectShape, Shape } from '../kustomization/shape.ts'
import { kustomizationShape } from '../kustomization/shapes.ts'
import type { JsonValue } from '../yaml/json.ts'
import { descriptions, type FieldDescription } from './descriptions.ts'

/** A JSON Schema (draft-07) as plain data. */
export type JsonSchema = { [keyword: string]: JsonValue }

export type KustomizationKind = 'Kustomization' | 'Component'

/**
 * The JSON Schema of kustomization files of a kind, or of both, for editors: what the decoder takes, with what each
 * field is for. As to the decoder, null leaves a field unset; unlike it, the schema wants the documented spelling of names.
 */
export function kustomizationSchema(kind?: KustomizationKind): JsonSchema {
  const schema = schemaOf(kustomizationShape)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: kind ?? 'Kustomization or Component',
    description: 'A file kustomization.yaml: what to render, and how to change it.',
    ...schema,
    type: 'object',
    anyOf: (kind === undefined ? kinds : [kind]).map(identity),
  }
}

const kinds: readonly KustomizationKind[] = ['Kustomization', 'Component']

/** A missing, empty or null kind makes a Kustomization. */
function identity(kind: KustomizationKind): JsonSchema {
  const unset = ['', null]
  return {
    properties: {
      apiVersion: { enum: [apiVersionOf(kind), ...unset] },
      kind: { enum: kind === 'Component' ? [kind] : [kind, ...unset] },
    },
    ...(kind === 'Component' && { required: ['kind'] }),
  }
}

function schemaOf(shape: Shape): JsonSchema {
  switch (shape.type) {
    case 'any':
      return {}
    case 'list':
      return { type: ['array', 'null'], items: schemaOf(shape.of) }
    case 'map':
      return { type: ['object', 'null'], additionalProperties: schemaOf(shape.of) }
    case 'object':
      return { type: ['object', 'null'], properties: propertiesOf(shape), additionalProperties: false }
    default:
      return { type: [shape.type, 'null'] }
  }
}

function propertiesOf({ name, fields }: ObjectShape): JsonSchema {
  return Object.fromEntries(
    Object.entries(fields).map(([field, shape]) => [field, described(schemaOf(shape), descriptions[name]![field]!)]),
  )
}

function described(schema: JsonSchema, description: FieldDescription): JsonSchema {
  const { text, examples, deprecated } =
    typeof description === 'string' ? { text: description, examples: undefined, deprecated: undefined } : description
  const suggested = examples === undefined ? {} : { examples: [...examples] }
  const { items } = schema
  return {
    description: deprecated === undefined ? text : `${text} Deprecated: ${deprecated}`,
    ...(deprecated !== undefined && { deprecated: true, deprecationMessage: deprecated }),
    ...schema,
    // Suggestions for a list are for its items.
    ...(isSchema(items) ? { items: { ...items, ...suggested } } : suggested),
  }
}

function isSchema(value: JsonValue | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
