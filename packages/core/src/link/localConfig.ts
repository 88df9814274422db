import { idRemovedTwice } from '../diagnostics/errors/link.ts'
import { checkManifest } from '../resource/readManifests.ts'
import { resIdKey } from '../resource/resId.ts'
import { ResMap } from '../resource/resMap.ts'
import { currentId, type Resource, textMapOf } from '../resource/resource.ts'

/**
 * Drops what only serves the build. Upstream does so by id: one that a resource that stays has got too is not
 * dropped, and two that share an id cannot be.
 */
export function dropLocalConfig(resources: readonly Resource[]): readonly Resource[] {
  const isLocal = resources.map(isLocalConfig)
  if (!isLocal.includes(true)) {
    new ResMap().append(resources)
    return resources
  }
  const staying = new ResMap()
  staying.append(resources.filter((_, i) => !isLocal[i]))
  const stayingIds = new Set(staying.resources.map((resource) => exactKey(resource)))
  const dropped = new Set<string>()
  return resources.filter((resource, i) => {
    const key = exactKey(resource)
    if (!isLocal[i] || stayingIds.has(key)) return true
    if (dropped.has(key)) throw idRemovedTwice(currentId(resource), resource.manifest)
    dropped.add(key)
    return false
  })
}

/** Here alone, no namespace and `default` are two things. */
function exactKey(resource: Resource): string {
  const id = currentId(resource)
  return `${resIdKey(id)}\n${id.namespace}`
}

/** Whether a resource only serves the build: `config.kubernetes.io/local-config` with any value but `false`. */
function isLocalConfig(resource: Resource): boolean {
  checkManifest(resource.manifest)
  const value = textMapOf(resource.manifest, 'annotations').get('config.kubernetes.io/local-config')
  return value !== undefined && value !== 'false'
}
