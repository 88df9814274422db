/** From the syntax tree of the `yaml` package to nodes, without anchors, aliases and merge keys. */

import type { CST } from 'yaml'
import {
  aliasBomb,
  keyNotText,
  noStructure,
  repeatedMerge,
  selfAlias,
  unknownAlias,
} from '../diagnostics/errors/yaml.ts'
import { type Child, type Collection, childrenOf, propertiesOf, refuseLeftovers, startOffset } from './childrenOf.ts'
import type { LexedDocument } from './lexemes.ts'
import { mergedEntries, withMerged } from './mergeKeys.ts'
import type { MapEntry, MappingNode, Place, SequenceNode, SourceText, YamlNode } from './node.ts'
import type { Dialect } from './readYaml.ts'
import { keyText11, plainTag, shortTag } from './resolveScalar.ts'

/** How many nodes aliases may add to a document. */
const maxAliasNodes = 1_000_000

interface Anchor {
  /** Undefined while the node is still being read. */
  node: YamlNode | undefined
  /** The number of nodes, with all aliases written out. */
  size: number
}

/** A collection whose children are being read. */
interface Frame {
  readonly node: MappingNode | SequenceNode
  readonly children: readonly Child[]
  readonly anchor: Anchor | undefined
  at: number
  size: number
  /** The key that waits for its value. */
  key: YamlNode | undefined
  /** The value of the merge key. */
  merge: { readonly value: YamlNode; readonly isAlias: boolean } | undefined
}

/** Works with a stack of its own, since documents may nest deeper than functions may call each other. */
export function composeDocument(
  document: CST.Document,
  lexed: LexedDocument,
  source: SourceText,
  dialect: Dialect,
): YamlNode {
  const { base, scalars, tags } = lexed
  const anchors = new Map<string, Anchor>()
  const frames: Frame[] = []
  let aliasNodes = 0
  let size = 0
  let isAlias = false

  refuseLeftovers(document.end, placeOf)
  let done = open({ token: document.value, properties: document.start, emptyAt: lexed.end - base })
  while (frames.length > 0) {
    const frame = frames.at(-1)!
    if (done !== undefined) deliver(frame, done)
    done = frame.at < frame.children.length ? open(frame.children[frame.at++]!) : close(frame)
  }
  return done!

  function placeOf(offset: number): Place {
    return { source, offset: base + offset }
  }

  /** The node of a child, unless it is a collection, which is then the top frame. */
  function open(child: Child): YamlNode | undefined {
    const { token } = child
    const properties = propertiesOf(child.properties, placeOf)
    size = 1
    isAlias = false
    const anchor: Anchor | undefined = properties.anchor === undefined ? undefined : { node: undefined, size: 1 }
    if (token?.type === 'alias') {
      if (properties.first >= 0) throw noStructure(token.source, placeOf(token.offset))
      refuseLeftovers(token.end, placeOf)
      return resolveAlias(token)
    }
    if (anchor !== undefined) anchors.set(properties.anchor!, anchor)
    const tag = tagAt(properties.tag)
    if (token === undefined || token === null) {
      const offset = base + (properties.first >= 0 ? properties.first : child.emptyAt)
      return finish(
        { kind: 'scalar', value: '', style: 'plain', tag, isTagged: tag !== undefined, source, offset },
        anchor,
      )
    }
    const at = token.type === 'block-scalar' ? token.props[0]!.offset : startOffset(token)
    const offset = base + (properties.first >= 0 ? properties.first : at)
    const scalar = scalars.get(base + at)
    if (scalar !== undefined && token.type !== 'pair' && token.type !== 'block-map') {
      if ('end' in token) refuseLeftovers(token.end, placeOf)
      const { value, style } = scalar
      return finish({ kind: 'scalar', value, style, tag, isTagged: tag !== undefined, source, offset }, anchor)
    }
    const collection = childrenOf(token, lexed, placeOf)
    push(collection, tag, offset, anchor)
    return undefined
  }

  function push(collection: Collection, tag: string | undefined, offset: number, anchor: Anchor | undefined): void {
    const { children, flow } = collection
    const node: MappingNode | SequenceNode =
      collection.kind === 'mapping'
        ? { kind: 'mapping', entries: [], tag, flow, source, offset }
        : { kind: 'sequence', items: [], tag, flow, source, offset }
    frames.push({ node, children, anchor, at: 0, size: 1, key: undefined, merge: undefined })
  }

  function tagAt(offset: number | undefined): string | undefined {
    if (offset === undefined) return undefined
    const tag = tags.get(base + offset)!
    // v3 reads on as if a lone `!` were not there; to v2 it is a tag that makes text of a scalar.
    if (tag === '!' && dialect === 'v3') return undefined
    return shortTag(tag)
  }

  function resolveAlias(token: CST.FlowScalar): YamlNode {
    const name = token.source.slice(1)
    const anchor = anchors.get(name)
    const place = placeOf(token.offset)
    if (anchor === undefined) throw unknownAlias(name, [...anchors.keys()].slice(0, 1000), place)
    if (anchor.node === undefined) throw selfAlias(name, place)
    aliasNodes += anchor.size
    if (aliasNodes > maxAliasNodes) throw aliasBomb(maxAliasNodes, place)
    size = anchor.size
    isAlias = true
    return anchor.node
  }

  function finish(node: YamlNode, anchor: Anchor | undefined): YamlNode {
    if (anchor !== undefined) {
      anchor.node = node
      anchor.size = size
    }
    return node
  }

  function deliver(frame: Frame, child: YamlNode): void {
    frame.size += size
    const { node } = frame
    if (node.kind === 'sequence') node.items.push(child)
    else if (frame.key === undefined) frame.key = child
    else {
      const key = frame.key
      frame.key = undefined
      addEntry(frame, node.entries, key, child)
    }
  }

  function addEntry(frame: Frame, entries: MapEntry[], key: YamlNode, value: YamlNode): void {
    const keyOffset = key.offset
    if (key.kind !== 'scalar') {
      if (dialect === 'v2') throw keyNotText(key)
      entries.push({ key: '', keyTag: key.kind === 'mapping' ? '!!map' : '!!seq', keyOffset, value })
      return
    }
    const isPlain = key.style === 'plain'
    if (dialect === 'v2') {
      // v2 merges on the way, so that the place of the merge key among the others decides.
      if (key.value === '<<' && (key.tag === undefined ? isPlain : key.tag === '!' || key.tag === '!!merge')) {
        entries.push(...mergedEntries(value, isAlias))
        return
      }
      const text = keyText11(key)
      if (text === undefined) throw keyNotText(key)
      entries.push({ key: text, keyTag: '!!str', keyOffset, value })
      return
    }
    const tag = key.tag === '!' ? undefined : key.tag
    const keyTag = tag ?? (isPlain ? plainTag(key.value) : '!!str')
    if (keyTag === '!!merge') {
      if (frame.merge !== undefined) throw repeatedMerge(key)
      frame.merge = { value, isAlias }
    }
    entries.push({ key: key.value, keyTag, keyOffset, value })
  }

  function close(frame: Frame): YamlNode {
    frames.pop()
    const { node } = frame
    if (node.kind === 'mapping' && dialect === 'v3') {
      const merged = frame.merge === undefined ? undefined : mergedEntries(frame.merge.value, frame.merge.isAlias)
      node.entries = withMerged(node.entries, merged)
    }
    size = frame.size
    isAlias = false
    return finish(node, frame.anchor)
  }
}
