import { helmValuesEmpty, helmValuesNotMapping } from '../../diagnostics/errors/helm.ts'
import type { HelmChart } from '../../kustomization/kustomization.ts'
import { strategicMerge } from '../../patch/strategicMerge.ts'
import type { Schema } from '../../schema/schema.ts'
import { fromPlain } from '../../yaml/fromPlain.ts'
import { type JsonValue, printJson } from '../../yaml/json.ts'
import { isNull, type MappingNode, mapping, type SourceText } from '../../yaml/node.ts'
import { readDocument } from '../../yaml/readYaml.ts'

/**
 * The values file that stands for inline values, as JSON, which Helm reads as well as YAML: inline over the file
 * (`override`), the file over inline (`merge`), or inline alone (`replace`).
 */
export function inlineValues(chart: HelmChart, file: SourceText | undefined, schema: Schema): string {
  const inline = fromPlain(rounded(chart.valuesInline ?? {})) as MappingNode
  if (file === undefined) return `${printJson(inline)}\n`
  const values = readValues(file)
  const [target, over] = chart.valuesMerge === 'merge' ? [inline, values] : [values, inline]
  // As upstream: null on top takes all away, null below is replaced.
  if (over === undefined) return '{}\n'
  if (target === undefined) return `${printJson(over)}\n`
  const kept = strategicMerge(target, over, schema, 'last')
  return `${printJson(kept ? target : mapping([]))}\n`
}

/** The values of a file; undefined for null. An empty file is no values to upstream, but an error. */
function readValues(source: SourceText): MappingNode | undefined {
  const node = readDocument(source)
  if (node === undefined) throw helmValuesEmpty({ file: source.path })
  if (isNull(node)) return undefined
  if (node.kind !== 'mapping') throw helmValuesNotMapping(node)
  return node
}

/** Inline values pass through Go's JSON, where every number is a float64. */
function rounded(value: JsonValue): JsonValue {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(rounded)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]))
}
