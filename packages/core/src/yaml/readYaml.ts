import { badSeparator, notUtf8 } from '../diagnostics/errors/yaml.ts'
import { isNull, type SourceText, type YamlNode } from './node.ts'
import { readWithLibrary } from './readWithLibrary.ts'

/** The versions of go-yaml: v3 reads resources, v2 kustomization files and what becomes JSON. */
export type Dialect = 'v3' | 'v2'

/** A file's text as its trees refer to it: line ends are `\n`, a byte order mark is gone. */
export function sourceText(path: string, text: string): SourceText {
  const withoutMark = text.startsWith('\ufeff') ? text.slice(1) : text
  return { path, text: withoutMark.includes('\r\n') ? withoutMark.replaceAll('\r\n', '\n') : withoutMark }
}

/** The text of a file in UTF-8, or in UTF-16 with a byte order mark. */
export function decodeUtf8(path: string, bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw notUtf8(path, firstBadByte(bytes))
  }
}

function firstBadByte(bytes: Uint8Array): number {
  let low = 0
  let high = bytes.length
  // The longest prefix that decodes; a cut-off character at its end does not count, hence `stream`.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      low = middle
    } catch {
      high = middle - 1
    }
  }
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
  return readWithLibrary(source, start, end, dialect)
}

const separator = /\n---.*\n/g

/** The documents of a resource file that are not empty. The text is split before it is read. */
export function readDocuments(source: SourceText): YamlNode[] {
  const { text } = source
  const documents: YamlNode[] = []
  let start = 0
  const add = (end: number): void => {
    const document = readDocument(source, start, end)
    if (document !== undefined && !isNull(document)) documents.push(document)
  }
  for (const match of text.matchAll(separator)) {
    const line = match[0].slice(1, -1)
    const rest = line.slice(3).trim()
    if (rest !== '' && !rest.startsWith('#')) throw badSeparator(line.trim(), { source, offset: match.index + 1 })
    // The line end before the separator belongs to the document.
    add(match.index + 1)
    start = match.index + match[0].length
  }
  add(text.length)
  return documents
}
