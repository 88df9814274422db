/**
 * The nodes below a collection of the `yaml` package's syntax tree. That parser is lenient, so that here is
 * where libyaml's grammar is checked: commas, the columns of block entries, and which text a colon makes a key.
 */

import type { CST } from 'yaml'
import { badComma, misplacedEntry, noStructure, repeatedProperty } from '../diagnostics/errors/yaml.ts'
import { isBreak } from './cursor.ts'
import type { LexedDocument } from './lexemes.ts'
import type { Place } from './node.ts'

/** A `key: value` in a flow list, which is a mapping of its own. */
export interface Pair {
  readonly type: 'pair'
  readonly offset: number
  readonly item: CST.CollectionItem
  /** Where the next item starts. */
  readonly next: number
}

/** A node to be: its token, if it is not empty, with what stands before it. Offsets are the parser's. */
export interface Child {
  readonly token: CST.Token | Pair | null | undefined
  readonly properties: readonly CST.SourceToken[]
  /** The place of an empty node. */
  readonly emptyAt: number
}

/** Of a mapping, keys and values take turns. */
export interface Collection {
  readonly kind: 'mapping' | 'sequence'
  readonly flow: boolean
  readonly children: readonly Child[]
}

type PlaceOf = (offset: number) => Place

export function childrenOf(token: CST.Token | Pair, lexed: LexedDocument, placeOf: PlaceOf): Collection {
  switch (token.type) {
    case 'block-map':
      return { kind: 'mapping', flow: false, children: blockMapChildren(token, lexed, placeOf) }
    case 'block-seq':
      return { kind: 'sequence', flow: false, children: blockSeqChildren(token, placeOf) }
    case 'flow-collection': {
      const isMap = token.start.type === 'flow-map-start'
      const children = isMap ? flowMapChildren(token, lexed, placeOf) : flowSeqChildren(token, placeOf)
      return { kind: isMap ? 'mapping' : 'sequence', flow: true, children }
    }
    case 'pair':
      return { kind: 'mapping', flow: true, children: flowPair(token.item, token.next, lexed, placeOf) }
    default:
      throw noStructure(sourceOf(token), placeOf(token.offset))
  }
}

/** The anchor's name and the tag's offset among the tokens before a node, and the offset of the first of them. */
export function propertiesOf(
  tokens: readonly CST.SourceToken[],
  placeOf: PlaceOf,
): { anchor: string | undefined; tag: number | undefined; first: number } {
  let anchor: string | undefined
  let tag: number | undefined
  let first = -1
  for (const token of tokens) {
    if (token.type !== 'anchor' && token.type !== 'tag') continue
    if (first < 0) first = token.offset
    if (token.type === 'anchor') {
      if (anchor !== undefined) throw repeatedProperty('anchor', placeOf(token.offset))
      anchor = token.source.slice(1)
    } else {
      if (tag !== undefined) throw repeatedProperty('tag', placeOf(token.offset))
      tag = token.offset
    }
  }
  return { anchor, tag, first }
}

/** Nothing but blanks may follow a node before the next token that its collection knows. */
export function refuseLeftovers(tokens: readonly CST.SourceToken[] | undefined, placeOf: PlaceOf): void {
  const extra = tokens?.find((token) => !isBlankToken(token))
  if (extra !== undefined) throw noStructure(extra.source, placeOf(extra.offset))
}

/** Where a collection starts: a block mapping with the properties of its first key. */
export function startOffset(token: CST.Token | Pair): number {
  return (token.type === 'block-map' ? firstOffset(token.items[0]!.start) : undefined) ?? token.offset
}

function isBlankToken(token: CST.SourceToken): boolean {
  return token.type === 'space' || token.type === 'newline'
}

function blockMapChildren(map: CST.BlockMap, lexed: LexedDocument, placeOf: PlaceOf): Child[] {
  const children: Child[] = []
  let column = -1
  for (const item of map.items as CST.CollectionItem[]) {
    const { start, key, sep, value } = item
    if (key === undefined && sep === undefined && start.every(isBlankToken)) continue
    const question = only(start, 'explicit-key-ind', placeOf)
    const colon = only(sep, 'map-value-ind', placeOf)
    const offset = firstOffset(start) ?? key?.offset ?? colon!.offset
    const at = columnOf(offset, placeOf)
    if (column < 0) column = at
    if (at !== column) throw misplacedEntry('key', column, placeOf(offset))
    if (colon === undefined) {
      const extra = question === undefined ? (key ?? value) : value
      if (question === undefined || extra) throw noStructure(sourceOf(extra), placeOf(extra?.offset ?? offset))
    } else if (question !== undefined && columnOf(colon.offset, placeOf) !== column) {
      throw misplacedEntry('key', column, placeOf(colon.offset))
    }
    refuseOddColon(question, sep, colon, lexed, placeOf)
    const keyEnd = question === undefined ? offset : question.offset + 1
    children.push({ token: key, properties: keyProperties(start, question, placeOf), emptyAt: keyEnd })
    children.push({ token: value, properties: sep ?? [], emptyAt: colon === undefined ? keyEnd : colon.offset + 1 })
  }
  return children
}

function blockSeqChildren(seq: CST.BlockSequence, placeOf: PlaceOf): Child[] {
  const children: Child[] = []
  let column = -1
  for (const { start, value } of seq.items) {
    if (value === undefined && start.every(isBlankToken)) continue
    const dash = only(start, 'seq-item-ind', placeOf)
    if (dash === undefined || firstOffset(start) !== dash.offset) {
      throw misplacedEntry('item', column, placeOf(firstOffset(start) ?? value?.offset ?? seq.offset))
    }
    const at = columnOf(dash.offset, placeOf)
    if (column < 0) column = at
    if (at !== column) throw misplacedEntry('item', column, placeOf(dash.offset))
    children.push({ token: value, properties: start, emptyAt: dash.offset + 1 })
  }
  return children
}

function flowMapChildren(map: CST.FlowCollection, lexed: LexedDocument, placeOf: PlaceOf): Child[] {
  return flowItems(map, placeOf).flatMap(({ item, next }) => flowPair(item, next, lexed, placeOf))
}

function flowSeqChildren(seq: CST.FlowCollection, placeOf: PlaceOf): Child[] {
  return flowItems(seq, placeOf).map(({ item, next }): Child => {
    const { start, key, sep, value } = item
    const question = only(start, 'explicit-key-ind', placeOf)
    if (question === undefined && only(sep, 'map-value-ind', placeOf) === undefined) {
      if (key !== undefined && value !== undefined) throw badComma(placeOf(value?.offset ?? next))
      refuseLeftovers(sep, placeOf)
      return { token: value ?? key, properties: start, emptyAt: next }
    }
    // libyaml loses its way where a list has a question mark without a key.
    if (question !== undefined && !key && keyProperties(start, question, placeOf).length === 0) {
      throw noStructure('?', placeOf(question.offset))
    }
    const offset = firstOffset(start.filter((token) => token.type !== 'comma')) ?? key?.offset ?? sep![0]!.offset
    return { token: { type: 'pair', offset, item, next }, properties: [], emptyAt: next }
  })
}

/** The items of a flow collection that are more than a last comma. */
function flowItems(collection: CST.FlowCollection, placeOf: PlaceOf): { item: CST.CollectionItem; next: number }[] {
  const { items, end } = collection
  refuseLeftovers(end.slice(1), placeOf)
  const found: { item: CST.CollectionItem; next: number }[] = []
  items.forEach((item, n) => {
    const commas = item.start.filter((token) => token.type === 'comma')
    const first = item.start.find((token) => !isBlankToken(token))
    const isEmpty =
      !item.key && !item.sep && !item.value && item.start.every((t) => isBlankToken(t) || t.type === 'comma')
    if (isEmpty && commas.length === 0) return
    if (commas.length !== (found.length === 0 ? 0 : 1)) {
      throw badComma(
        placeOf(commas.at(-1)?.offset ?? first?.offset ?? item.key?.offset ?? item.value?.offset ?? end[0]!.offset),
      )
    }
    if (commas.length > 0 && first !== commas[0]) throw badComma(placeOf(first!.offset))
    if (isEmpty) {
      if (n < items.length - 1) throw badComma(placeOf(commas[0]!.offset))
      return
    }
    const after = items[n + 1]
    const comma = after?.start.find((token) => token.type === 'comma')
    found.push({ item, next: comma?.offset ?? end[0]!.offset })
  })
  return found
}

function flowPair(item: CST.CollectionItem, next: number, lexed: LexedDocument, placeOf: PlaceOf): Child[] {
  const { start, key, sep, value } = item
  const question = only(start, 'explicit-key-ind', placeOf)
  const colon = only(sep, 'map-value-ind', placeOf)
  if (colon === undefined) {
    if (value !== undefined && value !== null && key !== undefined) throw badComma(placeOf(value.offset))
    refuseLeftovers(sep, placeOf)
  }
  refuseOddColon(question, sep, colon, lexed, placeOf)
  return [
    {
      token: key ?? (colon === undefined ? value : undefined),
      properties: keyProperties(start, question, placeOf),
      emptyAt: colon?.offset ?? next,
    },
    { token: colon === undefined ? undefined : value, properties: sep ?? [], emptyAt: next },
  ]
}

/** A colon that belongs to no key on its line needs a question mark, and the other way round. */
function refuseOddColon(
  question: CST.SourceToken | undefined,
  sep: readonly CST.SourceToken[] | undefined,
  colon: CST.SourceToken | undefined,
  lexed: LexedDocument,
  placeOf: PlaceOf,
): void {
  if (colon === undefined) return
  const first = firstOffset(sep!)!
  if (first !== colon.offset) throw noStructure('', placeOf(first))
  const { offset } = placeOf(colon.offset)
  if (lexed.loneColons.has(offset) !== (question !== undefined)) throw noStructure(':', placeOf(colon.offset))
}

function keyProperties(
  start: readonly CST.SourceToken[],
  question: CST.SourceToken | undefined,
  placeOf: PlaceOf,
): readonly CST.SourceToken[] {
  if (question === undefined) return start
  const properties = start.filter((token) => token.type === 'anchor' || token.type === 'tag')
  const before = properties.find((token) => token.offset < question.offset)
  if (before !== undefined) throw noStructure(before.source, placeOf(before.offset))
  return properties
}

function sourceOf(token: CST.Token | null | undefined): string {
  return token && 'source' in token ? token.source : ''
}

/** The only token of a kind, or an error if there are several. */
function only(
  tokens: readonly CST.SourceToken[] | undefined,
  type: CST.SourceToken['type'],
  placeOf: PlaceOf,
): CST.SourceToken | undefined {
  let found: CST.SourceToken | undefined
  for (const token of tokens ?? []) {
    if (token.type !== type) continue
    if (found !== undefined) throw noStructure(token.source, placeOf(token.offset))
    found = token
  }
  return found
}

function firstOffset(tokens: readonly CST.SourceToken[]): number | undefined {
  return tokens.find((token) => !isBlankToken(token))?.offset
}

function columnOf(offset: number, placeOf: PlaceOf): number {
  const place = placeOf(offset)
  const { text } = place.source!
  let at = place.offset
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--
  return place.offset - at
}
