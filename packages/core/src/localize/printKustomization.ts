import { printYaml } from '../emit/printYaml.ts'
import type { Kustomization } from '../kustomization/kustomization.ts'
import type { Shape } from '../kustomization/shape.ts'
import { kustomizationShape } from '../kustomization/shapes.ts'
import type { MappingNode } from '../yaml/node.ts'
import { readDocument } from '../yaml/readYaml.ts'

/**
 * A kustomization as upstream prints it: fields by name, without empty ones. Go leaves out empty texts, numbers, flags,
 * lists and maps, but neither objects that are there nor these fields.
 */
const always: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'replicas entry': { count: 0 },
  'replacement target': { select: null },
  var: { name: '', objref: { name: '' }, fieldref: {} },
  objref: { name: '' },
  legacySortOptions: { orderFirst: null, orderLast: null },
}

/** Of these, Go knows whether they are there. */
const keptWhenEmpty = new Set(['sourceValue'])

export function printKustomization(kustomization: Kustomization): string {
  const json = printJson(fieldsOf(kustomization, kustomizationShape))
  return printYaml(readDocument({ path: '', text: json }) as MappingNode)
}

function fieldsOf(value: unknown, shape: Shape): unknown {
  if (shape.type === 'list') return (value as unknown[]).map((item) => fieldsOf(item, shape.of))
  if (shape.type !== 'object') return value
  const fields: Record<string, unknown> = { ...always[shape.name] }
  for (const [name, field] of Object.entries(shape.fields)) {
    const found = (value as Record<string, unknown>)[name]
    if (found === undefined) continue
    if (isEmpty(found, field) && !keptWhenEmpty.has(name) && !(name in fields)) continue
    fields[name] = fieldsOf(found, field)
  }
  return fields
}

function isEmpty(value: unknown, shape: Shape): boolean {
  if (shape.type === 'list') return (value as unknown[]).length === 0
  if (shape.type === 'map') return Object.keys(value as object).length === 0
  return value === '' || value === false || value === 0
}

function printJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(printJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${printJson(item)}`)
    .join(', ')}}`
}
