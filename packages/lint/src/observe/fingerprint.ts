import { KustError } from '@kust/core'
import { getField, isDeleted, type MappingNode, printJson, type Resource, type YamlNode } from '@kust/core/inspect'

/** The content of a resource as a text that is equal for equal contents; undefined if it cannot be printed. */
export function fingerprint(resource: Resource): string | undefined {
  if (isDeleted(resource)) return ''
  try {
    return printJson(withoutEmptyAnnotations(resource.manifest))
  } catch (error) {
    if (error instanceof KustError) return undefined
    throw error
  }
}

/** Steps leave empty annotations behind, which are never printed. */
function withoutEmptyAnnotations(manifest: MappingNode): MappingNode {
  const metadata = getField(manifest, 'metadata')
  const annotations = getField(metadata, 'annotations')
  if (metadata?.kind !== 'mapping' || annotations?.kind !== 'mapping' || annotations.entries.length > 0) return manifest
  const left = { ...metadata, entries: metadata.entries.filter(({ key }) => key !== 'annotations') }
  return {
    ...manifest,
    entries: manifest.entries.map((e) => (e.value === metadata ? { ...e, value: left } : e)),
  }
}

/** The keys and texts of a tree, one after the other: to see quickly that nothing at all has happened to it. */
export type Sketch = readonly (string | number | undefined)[]

export function sketch(node: YamlNode): Sketch {
  const parts: (string | number | undefined)[] = []
  walk(node, (part) => {
    parts.push(part)
    return true
  })
  return parts
}

/** Whether a tree is as it was; texts that nobody wrote are the same objects, which costs no look at them. */
export function isSketched(node: YamlNode, by: Sketch): boolean {
  let at = 0
  return walk(node, (part) => by[at++] === part) && at === by.length
}

/** Goes on as long as `visit` says so. */
function walk(node: YamlNode, visit: (part: string | number | undefined) => boolean): boolean {
  if (node.kind === 'scalar') return visit(node.value) && visit(node.tag) && visit(node.style)
  if (node.kind === 'sequence') return visit(node.items.length) && node.items.every((item) => walk(item, visit))
  return visit(-node.entries.length) && node.entries.every(({ key, value }) => visit(key) && walk(value, visit))
}
