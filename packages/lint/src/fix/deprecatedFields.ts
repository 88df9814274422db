import type { Kustomization } from '@kust/core'
import type { YamlNode } from '@kust/core/inspect'
import { type ItemLines, indented, isComment, isFilledMapping, itemLines, moveItems } from './listItems.ts'
import { type Field, fieldsOf } from './topLevel.ts'

interface Move {
  readonly to: keyof Kustomization
  /** Where the items work as they did. */
  readonly place: 'before' | 'behind'
  readonly items: (text: string, field: Field) => ItemLines | undefined
}

const moves: { readonly [K in keyof Kustomization]?: Move } = {
  bases: { to: 'resources', place: 'behind', items: itemLines },
  imageTags: { to: 'images', place: 'behind', items: itemLines },
  commonLabels: { to: 'labels', place: 'behind', items: labelItem },
  patchesStrategicMerge: { to: 'patches', place: 'before', items: (text, field) => itemLines(text, field, patchItem) },
  // Works later than patches do, so that this one only often keeps the output as it is.
  patchesJson6902: { to: 'patches', place: 'behind', items: itemLines },
}

/** The text of a kustomization with a deprecated field moved into today's; undefined if its form does not allow it. */
export function modernized(text: string, key: keyof Kustomization): string | undefined {
  const move = moves[key]
  const fields = fieldsOf(text)
  const from = fields?.get(key)
  if (move === undefined || fields === undefined || from === undefined) return undefined
  const target = fields.get(move.to)
  if (target === undefined && move.items === itemLines)
    return text.slice(0, from.start) + move.to + text.slice(from.start + key.length)
  const items = move.items(text, from)
  if (items === undefined) return undefined
  return moveItems(text, from, { key: move.to, field: target, place: move.place }, items)
}

/** All common labels as one entry of `labels`. */
function labelItem(text: string, { value, rest, body, end }: Field): ItemLines | undefined {
  if (!isFilledMapping(value) || (value.kind === 'mapping' && !value.flow && !isComment(rest))) return undefined
  const pairs = text.slice(body, end)
  const lines = pairs === '' || pairs.endsWith('\n') ? pairs : `${pairs}\n`
  return { text: `- includeSelectors: true\n  pairs:${rest}\n${indented(`\n${lines}`, 2).slice(1)}`, indent: 0 }
}

/** An inline patch or the name of a file as an entry of `patches`. */
function patchItem(item: string, node: YamlNode): string | undefined {
  if (node.kind !== 'scalar' || node.tag !== undefined) return undefined
  const isInline = node.style === 'literal' || node.style === 'folded' || node.value.includes('\n')
  const field = isInline ? 'patch' : 'path'
  return indented(item.replace(/^( *- +)/, `$1${field}: `), 2)
}
