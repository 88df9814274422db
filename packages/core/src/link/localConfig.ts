import { checkManifest } from '../resource/readManifests.ts'
import { type Resource, textMapOf } from '../resource/resource.ts'

/** Whether a resource only serves the build: `config.kubernetes.io/local-config` with any value but `false`. */
export function isLocalConfig(resource: Resource): boolean {
  checkManifest(resource.manifest)
  const value = textMapOf(resource.manifest, 'annotations').get('config.kubernetes.io/local-config')
  return value !== undefined && value !== 'false'
}
