/** Mistakes in kustomization files, and in other files that are decoded like them. */

import type { ObjectShape, Shape } from '../../kustomization/shape.ts'
import type { Place, YamlNode } from '../../yaml/node.ts'
import type { ScalarValue } from '../../yaml/resolveScalar.ts'
import { KustError } from '../kustError.ts'
import { nearest } from '../nearest.ts'

/** A field that nothing knows; fields of other places and near misses are pointed out. */
export function unknownField(key: string, path: string, shape: ObjectShape, place: Place): KustError {
  const where = path === '' ? `a ${shape.name}` : `\`${path}\` (a ${shape.name})`
  const fields = Object.keys(shape.fields)
  const near = nearest(key, fields)
  const advice = near === undefined ? `its fields are ${fields.join(', ')}` : `did you mean \`${near}\`?`
  return new KustError('unknown-field', `${where} has no field \`${key}\`; ${advice}`, place)
}

/** A value of another type than the field takes; nothing is converted. */
export function wrongType(path: string, wanted: Shape, node: YamlNode, found?: ScalarValue): KustError {
  const what = path === '' ? 'the file' : `\`${path}\``
  const quotes =
    wanted.type === 'string' && node.kind === 'scalar' ? `; put it in quotes if a string is meant: "${node.value}"` : ''
  return new KustError(
    'wrong-type',
    `${what} must be ${describeShape(wanted)}; found ${describeFound(node, found)}${quotes}`,
    node,
  )
}

function describeShape(shape: Shape): string {
  switch (shape.type) {
    case 'list':
      return shape.of.type === 'string' ? 'a list of strings' : 'a list'
    case 'map':
      return 'a mapping'
    case 'object':
      return `a mapping (a ${shape.name})`
    case 'integer':
      return 'an integer'
    default:
      return `a ${shape.type}`
  }
}

function describeFound(node: YamlNode, found: ScalarValue | undefined): string {
  if (node.kind !== 'scalar') return node.kind === 'mapping' ? 'a mapping' : 'a list'
  const text = node.value.length > 40 ? `${node.value.slice(0, 37)}...` : node.value
  if (typeof found === 'boolean') return `the boolean ${text}`
  return typeof found === 'number' || typeof found === 'bigint' ? `the number ${text}` : `the string "${text}"`
}

export function noKustomizationFile(directory: string): KustError {
  return new KustError(
    'no-kustomization',
    `there is no kustomization file in ${directory}; it would be called kustomization.yaml, kustomization.yml or Kustomization`,
  )
}

export function severalKustomizationFiles(directory: string, names: readonly string[]): KustError {
  return new KustError('several-kustomizations', `${directory} holds ${names.join(' and ')}; keep one of them`)
}

/** The file says nothing, or nothing but its type. */
export function emptyKustomization(place: Place): KustError {
  return new KustError(
    'empty-kustomization',
    'the kustomization file is empty; list what to render under `resources`',
    place,
  )
}

export function wrongKind(kind: string): KustError {
  return new KustError('wrong-kind', `\`kind\` must be Kustomization or Component; found ${kind}`)
}

export function wrongApiVersion(apiVersion: string, kind: string, wanted: string): KustError {
  return new KustError('wrong-api-version', `the \`apiVersion\` of a ${kind} must be ${wanted}; found ${apiVersion}`)
}

/** A component among the resources, or a kustomization among the components. */
export function kindNotAllowed(entry: string, wanted: 'Kustomization' | 'Component'): KustError {
  return new KustError(
    'kind-not-allowed',
    wanted === 'Component'
      ? `${entry} is a Kustomization, and \`components\` may only name Components; list it under \`resources\``
      : `${entry} is a Component, which cannot be rendered by itself here; list it under \`components\``,
  )
}

export function kustomizationsTooDeep(limit: number): KustError {
  return new KustError(
    'kustomizations-too-deep',
    `more than ${limit} kustomizations name each other in a row (maxDepth)`,
  )
}

export function tooManyKustomizations(limit: number): KustError {
  return new KustError('too-many-kustomizations', `the build reaches more than ${limit} kustomizations`)
}

export function unknownSortOrder(order: string): KustError {
  return new KustError('unknown-sort-order', `\`sortOptions.order\` must be fifo or legacy; found "${order}"`)
}

export function legacyOptionsWithoutLegacy(): KustError {
  return new KustError(
    'legacy-options-without-legacy',
    '`sortOptions.legacySortOptions` only goes with `order: legacy`; the order is fifo',
  )
}
