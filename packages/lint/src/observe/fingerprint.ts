import { KustError } from '@kust/core'
import { getField, isDeleted, type MappingNode, printJson, type Resource } from '@kust/core/inspect'

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
