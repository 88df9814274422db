import { wrongNodeKind } from '../diagnostics/errors/patches.ts'
import { compareBytes } from '../yaml/json.ts'
import {
  getEntry,
  isNull,
  type Place,
  type ScalarNode,
  scalar,
  stringScalar,
  textOf,
  type YamlNode,
} from '../yaml/node.ts'
import { matchStyle, overwriteScalar, writeField } from '../yaml/write.ts'
import { type CompiledFieldSpec, editFields } from './fieldSpec.ts'
import type { Resource } from './resource.ts'

/**
 * Writes a text into a scalar and keeps its quoting. The tag fixes the type; an empty one leaves it to
 * the text where the scalar is not quoted.
 */
export function setScalar(node: YamlNode, text: string, tag: '' | '!!str' | '!!int', place?: Place): void {
  if (node.kind !== 'scalar') throw wrongNodeKind('scalar', node)
  overwriteScalar(node, scalar(text, 'plain', tag, place))
}

/**
 * Adds strings to every mapping that the field specs name. All fields of one resource that get a new
 * entry share one scalar for it, as upstream has it: who changes one of them later, changes all. An entry that is
 * there already keeps its style, and the shared scalar takes that style on.
 */
export function setStringEntries(
  resources: readonly Resource[],
  texts: Readonly<Record<string, string>>,
  fieldSpecs: readonly CompiledFieldSpec[],
  placeOfKey: (key: string) => Place | undefined = () => undefined,
): void {
  const keys = Object.keys(texts).sort(compareBytes)
  for (const { manifest } of resources) {
    for (const key of keys) {
      const shared = stringScalar(texts[key]!, placeOfKey(key))
      editFields(manifest, fieldSpecs, 'mapping', (node) => setEntry(node, key, shared))
    }
  }
}

function setEntry(node: YamlNode, key: string, value: ScalarNode): void {
  // Upstream hangs the entry below the null, where nothing ever prints it.
  if (isNull(node)) return
  if (node.kind !== 'mapping') throw wrongNodeKind('mapping', node)
  const found = getEntry(node, key)
  if (found !== undefined && found.value.kind !== 'scalar') found.value = { ...value }
  else {
    if (found?.value.kind === 'scalar') matchStyle(value, found.value)
    writeField(node, key, value)
  }
}

/** Whether a scalar, or the field `key` of a mapping, has a text already. */
export function hasText(node: YamlNode): boolean {
  return !isNull(node) && textOf(node) !== ''
}
