import { printYaml } from '../../../packages/core/src/emit/printYaml.ts'
import { notMine, readBlockSubset } from '../../../packages/core/src/yaml/readBlockSubset.ts'
import { readWithLibrary } from '../../../packages/core/src/yaml/readWithLibrary.ts'
import { decodeUtf8, readDocuments, readYaml11, sourceText } from '../../../packages/core/src/yaml/readYaml.ts'
import { tryReading } from '../refusals.ts'

/** Reads bytes as manifests and as a file of YAML 1.1; what the fast reader takes, the general one must read alike. */
export function fuzz(data: Uint8Array): void {
  const text = tryReading(() => decodeUtf8('f.yaml', data))
  if (text === undefined) return
  const source = sourceText('f.yaml', text)
  tryReading(() => readYaml11(source))
  const documents = tryReading(() => readDocuments(source))
  for (const document of documents ?? []) if (document.kind === 'mapping') tryReading(() => printYaml(document))
  if (/[^\t\n\x20-\x7e]/.test(source.text)) return
  for (const dialect of ['v3', 'v2'] as const) {
    const fast = readBlockSubset(source, 0, source.text.length, dialect)
    if (fast === notMine) continue
    const general = readWithLibrary(source, 0, source.text.length, dialect)
    if (JSON.stringify(plain(fast)) !== JSON.stringify(plain(general))) throw new Error('the two readers differ')
  }
}

/** A tree without the links to its source. */
function plain(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node ?? null, (key, value) => (key === 'source' ? undefined : value)))
}
