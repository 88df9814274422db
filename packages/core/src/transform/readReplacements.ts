import { replacementInlineAndPath, replacementNotReadable } from '../diagnostics/errors/replacements.ts'
import { decode } from '../kustomization/decode.ts'
import type { Replacement, ReplacementField } from '../kustomization/kustomization.ts'
import { list } from '../kustomization/shape.ts'
import { replacementShape } from '../kustomization/shapes.ts'
import { isNull, type Place, type SourceText } from '../yaml/node.ts'
import { readYaml11 } from '../yaml/readYaml.ts'

/** A replacement and where it is declared. */
export interface PlacedReplacement {
  readonly replacement: Replacement
  readonly place: Place
}

/** The replacements of an entry: itself, or those of the file that it names. */
export function readReplacements(
  field: ReplacementField,
  sourceOfPath: (path: string) => SourceText,
  place: Place,
): PlacedReplacement[] {
  const { path, ...replacement } = field
  if (!path) return [{ replacement, place }]
  if (replacement.source !== undefined || replacement.targets?.length) throw replacementInlineAndPath(path)
  const source = sourceOfPath(path)
  const node = readYaml11(source)
  if (node === undefined || node.kind === 'scalar') {
    throw replacementNotReadable(node !== undefined && !isNull(node) ? node : { source, offset: 0 })
  }
  const options = { unknownFields: 'ignore', coerce: true } as const
  if (node.kind === 'mapping') return [{ replacement: decode(node, replacementShape, options), place: node }]
  const replacements = decode<Replacement[]>(node, list(replacementShape), options)
  return replacements.map((entry, i) => ({ replacement: entry, place: node.items[i]! }))
}
