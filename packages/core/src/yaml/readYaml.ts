import { badEncoding, badSeparator, controlCharacter } from '../diagnostics/errors/yaml.ts'
import { generalYaml } from '../libraries/index.ts'
import { utf8Decode } from './base64.ts'
import { isNull, type SourceText, type YamlNode } from './node.ts'
import { notMine, readBlockSubset } from './readBlockSubset.ts'

/** The versions of go-yaml: v3 reads resources, v2 kustomization files and what becomes JSON. */
export type Dialect = 'v3' | 'v2'

/** A file's text as its trees refer to it: line ends are `\n`, a byte order mark is gone. */
export function sourceText(path: string, text: string): SourceText {
  const withoutMark = text.startsWith('\ufeff') ? text.slice(1) : text
  return { path, text: withoutMark.includes('\r\n') ? withoutMark.replaceAll('\r\n', '\n') : withoutMark }
}

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark. Upstream would take UTF-16 for one document
 * whatever it contains; here it may have several.
 */
export function decodeUtf8(path: string, bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  const utf8 = encoding === 'utf-8' ? utf8Decode(bytes) : undefined
  if (utf8 !== undefined) return utf8
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    const valid = longestValid(bytes, encoding)
    const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
    const before = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(0, valid))
    throw badEncoding(encoding.toUpperCase(), valid, { source: { path, text }, offset: before.length })
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** The length of the longest part that decodes; a character cut off at its end does no harm, hence `stream`. */
function longestValid(bytes: Uint8Array, encoding: string): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      low = middle
    } catch {
      high = middle - 1
    }
  }
  if (encoding === 'utf-8') while (low > 0 && (bytes[low]! & 0xc0) === 0x80) low--
  return low
}

/**
 * The first document in a part of a source, without anchors, aliases and merge keys; undefined if there is
 * none. What follows it is ignored, as upstream never looks at it.
 */
export function readDocument(
  source: SourceText,
  start = 0,
  end = source.text.length,
  dialect: Dialect = 'v3',
): YamlNode | undefined {
  // Each part of a file may have a byte order mark, as when files were joined.
  const from = start < end && source.text.charCodeAt(start) === 0xfeff ? start + 1 : start
  // `slice` copies nothing.
  if (!unusual.test(source.text.slice(from, end))) {
    const fast = readBlockSubset(source, from, end, dialect)
    if (fast !== notMine) return fast
  }
  refuseControlCharacters(source, from, end)
  return generalYaml.get().readWithLibrary(source, from, end, dialect)
}

/** The first document of a file that upstream makes JSON of, by the rules of YAML 1.1: all files but resources. */
export function readYaml11(source: SourceText): YamlNode | undefined {
  return readDocument(source, 0, source.text.length, 'v2')
}

/** Control characters, line ends other than the line feed, and byte order marks. */
const unusual = /[^\t\n\u0020-\u007e\u00a0-\u2027\u202a-\ufefe\uff00-\ufffd]/

/** All that libyaml reads; it never sees halves of surrogate pairs, which come from other encodings. */
const notReadable = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ufffd]/

function refuseControlCharacters(source: SourceText, start: number, end: number): void {
  const text = source.text.slice(start, end)
  const at = text.search(notReadable)
  if (at >= 0) throw controlCharacter(text.charCodeAt(at), { source, offset: start + at })
}

/** The documents of a resource file that are not empty. The text is split before it is read. */
export function readDocuments(source: SourceText): YamlNode[] {
  const { text } = source
  const documents: YamlNode[] = []
  let start = 0
  // The line end before a separator belongs to both, but one behind it cannot start another.
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', start)) {
    const lineEnd = text.indexOf('\n', at + 4)
    if (lineEnd < 0) break
    const rest = text.slice(at + 4, lineEnd).trim()
    if (rest !== '' && rest[0] !== '#') throw badSeparator(`---${rest}`, { source, offset: at + 1 })
    addDocument(documents, readDocument(source, start, at + 1))
    start = lineEnd + 1
  }
  addDocument(documents, readDocument(source, start, text.length))
  return documents
}

function addDocument(documents: YamlNode[], document: YamlNode | undefined): void {
  if (document !== undefined && !isNull(document)) documents.push(document)
}
