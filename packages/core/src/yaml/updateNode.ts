import { printJson } from './json.ts'
import { getEntry, type YamlNode } from './node.ts'

/** The new tree, made of the parts of the old one whose data is the same: they keep their style and their place. */
export function updateNode(old: YamlNode, value: YamlNode): YamlNode {
  if (old.kind === 'scalar' && value.kind === 'scalar') return printJson(old) === printJson(value) ? old : value
  if (old.kind === 'sequence' && value.kind === 'sequence') {
    return {
      ...old,
      items: value.items.map((item, i) => (i < old.items.length ? updateNode(old.items[i]!, item) : item)),
    }
  }
  if (old.kind === 'mapping' && value.kind === 'mapping') {
    const entries = value.entries.map((e) => {
      const known = getEntry(old, e.key)
      return known === undefined ? e : { ...known, value: updateNode(known.value, e.value) }
    })
    return { ...old, entries }
  }
  return value
}
