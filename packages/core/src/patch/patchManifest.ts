import { notManifestAfterPatch } from '../diagnostics/errors/patches.ts'
import { leadingTab } from '../diagnostics/errors/print.ts'
import { kindOf, nameOf, type Resource } from '../resource/resource.ts'
import { goFloatText } from '../yaml/goFloat.ts'
import { toJsonTree } from '../yaml/json.ts'
import { isNull, type MappingNode, type YamlNode } from '../yaml/node.ts'
import { plainTag, scalarValue } from '../yaml/resolveScalar.ts'
import { styleOfString } from '../yaml/scalarStyle.ts'
import { applyJsonPatch, type JsonPatchOperation } from './jsonPatch.ts'

/**
 * Applies a JSON patch to a resource the way upstream does: the manifest becomes JSON, is patched, and is
 * read back with every number as a 64-bit float, so integers beyond 2^53 lose digits.
 */
export function patchManifest(resource: Resource, operations: readonly JsonPatchOperation[]): void {
  const json = toJsonTree(resource.manifest) as MappingNode
  const patched = applyJsonPatch(json, operations)
  const first = operations[0]!.node
  if (patched.kind !== 'mapping') throw notManifestAfterPatch('a list', first)
  if (kindOf(patched) === '') throw notManifestAfterPatch('without a kind', first)
  if (nameOf(patched) === '' && !kindOf(patched).endsWith('List')) throw notManifestAfterPatch('without a name', first)
  writeAsYaml(patched)
  resource.manifest = patched
}

/** Gives scalars the form in which upstream writes what it decoded from JSON. */
function writeAsYaml(node: YamlNode): void {
  switch (node.kind) {
    case 'mapping':
      // What is empty is written as `{}` or `[]`, and stays in that style.
      node.flow = node.entries.length === 0
      for (const e of node.entries) {
        // Written without quotes, this text comes back as YAML's merge key.
        if (e.key === '<<') e.keyTag = plainTag(e.key)
        writeAsYaml(e.value)
      }
      return
    case 'sequence':
      node.flow = node.items.length === 0
      for (const item of node.items) writeAsYaml(item)
      return
    case 'scalar':
      if (node.style !== 'plain') {
        node.style = styleOfString(node.value)
        if (node.style === 'literal' && node.value.startsWith('\t')) throw leadingTab(node)
      } else if (!isNull(node)) {
        const value = scalarValue(node)
        if (typeof value === 'number' || typeof value === 'bigint') node.value = goFloatText(Number(value))
      }
  }
}
