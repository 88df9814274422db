import {
  type Alias,
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  Parser,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { aliasBomb, badMerge, repeatedMerge, selfAlias, unknownAlias, yamlSyntax } from '../diagnostics/errors/yaml.ts'
import type { MapEntry, Place, ScalarStyle, SourceText, YamlNode } from './node.ts'
import type { Dialect } from './readYaml.ts'
import { plainTag, shortTag } from './resolveScalar.ts'

/** How many nodes aliases may add to a document. */
const maxAliasNodes = 1_000_000

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

/**
 * Reads a document with the `yaml` package, and makes up for where libyaml, which upstream uses, accepts
 * or refuses something else.
 */
export function readWithLibrary(
  source: SourceText,
  start: number,
  end: number,
  dialect: Dialect,
): YamlNode | undefined {
  // A lone CR ends a line in libyaml, as LF does; the length stays the same, and with it all places.
  const text = source.text.slice(start, end).replaceAll('\r', '\n')
  refuseControlCharacters(text, source, start)
  refuseDirectives(text, source, start)
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, keepSourceTokens: true, logLevel: 'silent' })
  const document = composer.compose(new Parser().parse(text), false, text.length).next().value
  if (document === undefined) return undefined
  const { contents } = document
  refuseErrors(document, contents, source, start)
  if (contents === null) return undefined
  return convert(document, contents, text, source, start, dialect)
}

function refuseControlCharacters(text: string, source: SourceText, start: number): void {
  const found = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ud800-\udfff\ue000-\ufffd]/.exec(text)
  if (found === null) return
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  throw yamlSyntax(`the control character U+${code} is not allowed`, { source, offset: start + found.index })
}

/** Directives need a document start behind them, and YAML 1.1 is the only version. */
function refuseDirectives(text: string, source: SourceText, start: number): void {
  const found = /^(?:[ \t]*(?:#.*)?\n)*(?=%)/.exec(text)
  if (found === null) return
  const place = { source, offset: start + found[0].length }
  const version = /^%YAML[ \t]+(\S+)/m.exec(text.slice(found[0].length))
  if (version !== null && version[1] !== '1.1') throw yamlSyntax(`YAML ${version[1]} is not supported, 1.1 is`, place)
  if (!/^---/m.test(text)) throw yamlSyntax('a directive must be followed by a line ---', place)
}

/** Complaints of the library that libyaml does not share. */
const tolerated: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'MULTIPLE_DOCS', 'TAG_RESOLVE_FAILED'])

function refuseErrors(document: Document.Parsed, contents: ParsedNode | null, source: SourceText, start: number): void {
  // Behind a root that closes itself, libyaml sees the end of the document, and nobody asks for another.
  const closed = contents !== null && (isMap(contents) || isSeq(contents)) && contents.flow === true
  const ignoredFrom = closed ? contents.range[1] : Number.POSITIVE_INFINITY
  for (const error of document.errors) {
    if (tolerated.has(error.code) || error.pos[0] >= ignoredFrom) continue
    if (/Comments must be separated/.test(error.message)) continue
    const what = error.message.split(' at line ')[0]!.split('\n')[0]!
    throw yamlSyntax(what, { source, offset: start + error.pos[0] })
  }
}

function convert(
  document: Document.Parsed,
  root: ParsedNode,
  text: string,
  source: SourceText,
  start: number,
  dialect: Dialect,
): YamlNode {
  const open = new Set<ParsedNode>()
  let inAlias = 0
  let aliasNodes = 0
  return node(root)

  function placeOf(offset: number): Place {
    return { source, offset: start + offset }
  }

  function node(from: ParsedNode): YamlNode {
    if (isAlias(from)) return alias(from)
    if (inAlias > 0 && ++aliasNodes > maxAliasNodes) throw aliasBomb(maxAliasNodes, placeOf(from.range[0]))
    const tag = from.tag === undefined ? undefined : shortTag(from.tag)
    const offset = start + from.range[0]
    if (isScalar(from)) return scalarNode(from, tag, offset)
    open.add(from)
    const result: YamlNode = isMap(from)
      ? { kind: 'mapping', entries: entriesOf(from), tag, flow: from.flow === true, source, offset }
      : { kind: 'sequence', items: from.items.map(node), tag, flow: from.flow === true, source, offset }
    open.delete(from)
    return result
  }

  function alias(from: Alias.Parsed): YamlNode {
    const target = from.resolve(document) as ParsedNode | undefined
    if (target === undefined) throw unknownAlias(from.source, placeOf(from.range[0]))
    if (open.has(target)) throw selfAlias(from.source, placeOf(from.range[0]))
    inAlias++
    const result = node(target)
    inAlias--
    return result
  }

  function scalarNode(from: Scalar.Parsed, tag: string | undefined, offset: number): YamlNode {
    const style = styles[from.type ?? 'PLAIN'] ?? 'plain'
    if (style === 'double') refuseEscapes(text.slice(from.range[0], from.range[1]), offset)
    let value = from.source
    const isBlock = style === 'literal' || style === 'folded'
    // libyaml adds no line end to a block that the end of the file cuts off.
    if (isBlock && from.range[1] >= text.length && !text.endsWith('\n') && value.endsWith('\n')) {
      value = value.slice(0, -1)
    }
    return { kind: 'scalar', value, style, tag, source, offset }
  }

  /** Escapes that JSON knows but YAML 1.1 does not, and halves of surrogate pairs. */
  function refuseEscapes(raw: string, offset: number): void {
    const found = /\\(?:\\|(\/|u[dD][89a-fA-F][0-9a-fA-F]{2}))/g
    for (const match of raw.matchAll(found)) {
      if (match[1] === undefined) continue
      throw yamlSyntax(`the escape \\${match[1]} is not known to YAML 1.1`, { source, offset: offset + match.index })
    }
  }

  function entriesOf(map: YAMLMap.Parsed): MapEntry[] {
    const own: MapEntry[] = []
    const merged: MapEntry[] = []
    let merges = 0
    for (const { key, value } of map.items) {
      const keyNode = node(key)
      const valueNode = value === null ? emptyNode(key) : node(value)
      if (keyNode.kind !== 'scalar') {
        const keyTag = keyNode.kind === 'mapping' ? '!!map' : '!!seq'
        own.push({ key: '', keyTag, keyOffset: keyNode.offset, value: valueNode })
        continue
      }
      const keyTag = keyNode.tag ?? (keyNode.style === 'plain' ? plainTag(keyNode.value) : '!!str')
      if (keyTag === '!!merge') {
        if (++merges > 1 && dialect === 'v3') throw repeatedMerge(keyNode)
        const entries = mergedEntries(valueNode)
        // v2 merges on the way, so the key's place among the others decides; v3 lets own keys win.
        if (dialect === 'v2') own.push(...entries)
        else merged.push(...entries)
      } else if (dialect === 'v2' || keyNode.value !== '<<') {
        own.push({ key: keyNode.value, keyTag, keyOffset: keyNode.offset, value: valueNode })
      }
    }
    return merged.length === 0 ? own : withMerged(own, merged)
  }

  function emptyNode(key: ParsedNode): YamlNode {
    return { kind: 'scalar', value: '', style: 'plain', tag: undefined, source, offset: start + key.range[1] }
  }
}

/** The entries that a merge key brings; of a list, the first mapping wins and so comes last here. */
function mergedEntries(value: YamlNode): MapEntry[] {
  if (value.kind === 'mapping') return value.entries
  if (value.kind !== 'sequence') throw badMerge(value)
  return value.items.toReversed().flatMap((item) => {
    if (item.kind !== 'mapping') throw badMerge(item)
    return item.entries
  })
}

/** Own entries keep their place and win; merged ones follow, the last of equal keys. */
function withMerged(own: readonly MapEntry[], merged: readonly MapEntry[]): MapEntry[] {
  const known = new Set(own.map((e) => e.key))
  const added = new Map<string, MapEntry>()
  for (const e of merged) if (!known.has(e.key)) added.set(e.key, e)
  return [...own, ...added.values()]
}
