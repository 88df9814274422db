import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml'
import { KustError } from '../diagnostics/kustError.ts'
import { entry, type MapEntry, type SourceText, type YamlNode } from './node.ts'
import { plainTag } from './resolveScalar.ts'
export function sourceText(path: string, text: string): SourceText {
  return { path, text: text.replaceAll('\r\n', '\n').replace(/^\ufeff/, '') }
}
export function decodeUtf8(path: string, bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
export function readDocument(
  source: SourceText,
  start = 0,
  end = source.text.length,
  _d: 'v3' | 'v2' = 'v3',
): YamlNode | undefined {
  const docs = parseAllDocuments(source.text.slice(start, end), {
    schema: 'failsafe',
    uniqueKeys: false,
    version: '1.2',
    strict: true,
  }) as any[]
  const doc = docs[0]
  if (!doc || !doc.contents) {
    if (doc?.errors?.length) throw new KustError('yaml-syntax', doc.errors[0].message, { source, offset: start })
    return undefined
  }
  if (doc.errors.length)
    throw new KustError('yaml-syntax', doc.errors[0].message, { source, offset: start + doc.errors[0].pos[0] })
  const styles: any = {
    PLAIN: 'plain',
    QUOTE_SINGLE: 'single',
    QUOTE_DOUBLE: 'double',
    BLOCK_LITERAL: 'literal',
    BLOCK_FOLDED: 'folded',
  }
  const conv = (n: any): YamlNode => {
    const offset = start + (n?.range?.[0] ?? 0)
    if (n == null) return { kind: 'scalar', value: '', style: 'plain', tag: undefined, source, offset }
    if (isAlias(n)) return conv(n.resolve(doc))
    const tag = n.tag ? n.tag.replace('tag:yaml.org,2002:', '!!') : undefined
    if (isScalar(n))
      return {
        kind: 'scalar',
        value: String((n as any).value ?? ''),
        style: styles[(n as any).type] ?? 'plain',
        tag,
        source,
        offset,
      }
    if (isSeq(n)) return { kind: 'sequence', items: n.items.map(conv), tag: undefined, flow: !!n.flow, source, offset }
    const entries: MapEntry[] = []
    const merged: any[] = []
    for (const p of (n as any).items) {
      const k = conv(p.key)
      if (k.kind !== 'scalar') {
        entries.push({ key: '', keyTag: '!!map', keyOffset: k.offset, value: conv(p.value) })
        continue
      }
      const keyTag = k.tag ?? (k.style === 'plain' ? plainTag(k.value) : '!!str')
      if (keyTag === '!!merge') {
        const v = conv(p.value)
        merged.push(...(v.kind === 'sequence' ? v.items : [v]))
        continue
      }
      entries.push({ key: k.value, keyTag, keyOffset: k.offset, value: conv(p.value) })
    }
    for (const m of merged)
      if (m.kind === 'mapping')
        for (const e of m.entries) if (!entries.some((x) => x.key === e.key)) entries.push(entry(e.key, e.value))
    return { kind: 'mapping', entries, tag: undefined, flow: !!(n as any).flow, source, offset }
  }
  void isMap
  return conv(doc.contents)
}
export function readDocuments(source: SourceText): YamlNode[] {
  const out: YamlNode[] = []
  let prev = 0
  const re = /\n---.*\n/g
  for (let m = re.exec(source.text); m; m = re.exec(source.text)) {
    const d = readDocument(source, prev, m.index + 1)
    if (d) out.push(d)
    prev = m.index + m[0].length
  }
  const d = readDocument(source, prev)
  if (d) out.push(d)
  return out.filter((n) => !(n.kind === 'scalar' && n.style === 'plain' && ['', '~', 'null'].includes(n.value)))
}
