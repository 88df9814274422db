import { notJsonPatch } from '../diagnostics/errors/patches.ts'
import { goFloatJson } from '../yaml/json.ts'
import {
  entry,
  type MapEntry,
  mapping,
  type Place,
  type SourceText,
  scalar,
  sequence,
  type YamlNode,
} from '../yaml/node.ts'
import { readYaml11 } from '../yaml/readYaml.ts'
import { scalarValue11 } from '../yaml/resolveScalar.ts'
import { type JsonPatchOperation, jsonPatchOperations } from './jsonPatch.ts'

/**
 * The operations of a JSON 6902 patch. A text that starts with `[` must be JSON; any other is YAML 1.1,
 * of which the first document counts.
 */
export function readJsonPatch(source: SourceText): JsonPatchOperation[] {
  const start: Place = { source, offset: 0 }
  if (source.text === '') throw notJsonPatch('it is empty', start)
  const isJson = source.text.startsWith('[')
  if (isJson) checkJson(source)
  const document = readYaml11(source)
  if (document === undefined) return []
  const json = toJsonNode(document)
  if (json.kind === 'scalar' && json.value === 'null' && json.style === 'plain') return []
  return jsonPatchOperations(json) ?? fail(json)
}

function fail(node: YamlNode): never {
  throw notJsonPatch('it is no list of operations', node)
}

function checkJson(source: SourceText): void {
  try {
    JSON.parse(source.text)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    const at = /position (\d+)/.exec(message)
    throw notJsonPatch(`it starts like JSON, but is none: ${message}`, {
      source,
      offset: at === null ? 0 : Number(at[1]),
    })
  }
}

/** The tree that upstream's conversion of YAML to JSON leaves: keys and strings quoted, numbers in JSON's form. */
function toJsonNode(node: YamlNode): YamlNode {
  if (node.kind === 'sequence') return sequence(node.items.map(toJsonNode), node)
  if (node.kind === 'mapping') {
    const entries = new Map<string, MapEntry>()
    for (const e of node.entries) entries.set(e.key, entry(e.key, toJsonNode(e.value), e.keyOffset))
    return mapping([...entries.values()], node)
  }
  const value = scalarValue11(node)
  if (typeof value === 'string') return scalar(value, 'double', undefined, node)
  const text = typeof value === 'number' ? goFloatJson(value) : String(value)
  return scalar(text, 'plain', undefined, node)
}
