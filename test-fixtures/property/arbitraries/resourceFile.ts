import fc from 'fast-check'
import type { Manifest } from './manifest.ts'
import { object } from './objects.ts'
import { workload } from './workloads.ts'
import { printDocuments, type Style, type Value } from './yamlText.ts'

/** The objects of one file and how it is written. */
export interface ResourceFile {
  readonly manifests: readonly Manifest[]
  readonly asList: 'List' | 'ConfigMapList' | undefined
  readonly style: Style
}

export const style: fc.Arbitrary<Style> = fc.record({
  seed: fc.nat(0xffffff),
  json: fc.nat(14).map((number) => number === 14),
  crlf: fc.nat(19).map((number) => number === 19),
  anchors: fc.nat(6).map((number) => number === 6),
})

export const resourceFile: fc.Arbitrary<ResourceFile> = fc.record({
  manifests: fc.array(fc.oneof({ weight: 2, arbitrary: workload }, { weight: 3, arbitrary: object }), {
    minLength: 1,
    maxLength: 4,
  }),
  asList: fc.oneof(
    { weight: 25, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('List' as const, 'ConfigMapList' as const) },
  ),
  style,
})

export function printResourceFile({ manifests, asList, style }: ResourceFile): string {
  const documents: Value[] = manifests.map(({ document }) => document)
  if (asList === undefined) return printDocuments(documents, style)
  return printDocuments([{ apiVersion: 'v1', kind: asList, items: documents }], style)
}
