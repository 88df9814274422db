import { lookup, matchFields, splitFieldPath } from '../../../packages/core/src/resource/fieldPath.ts'
import { readDocument, sourceText } from '../../../packages/core/src/yaml/readYaml.ts'
import { tryReading } from '../refusals.ts'

const manifest = sourceText(
  'a.yaml',
  'a:\n  b: [{name: x, c: 1}, {name: y, c: [1, 2]}, 3]\n  d.e: {f: null}\nx: ""\n__proto__: {y: 1}\n',
)

/** Walks the path that the bytes are, as a replacement does: to look, and to make what is missing. */
export function fuzz(data: Uint8Array): void {
  const text = new TextDecoder().decode(data)
  const path = tryReading(() => splitFieldPath(text))
  if (path === undefined) return
  for (const created of [undefined, 'scalar', 'mapping', 'sequence'] as const) {
    const node = readDocument(manifest)!
    tryReading(() => lookup(node, path))
    tryReading(() => matchFields(node, path, created))
  }
  if (Object.keys(Object.prototype).length > 0) throw new Error('a prototype was changed')
}
