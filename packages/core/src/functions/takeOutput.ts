import { functionAmbiguous, functionDuplicate, needsHashInvalid } from '../diagnostics/errors/functions.ts'
import { absorbBuildAnnotations, absorbOrigin } from '../resource/buildAnnotations.ts'
import { resIdKey } from '../resource/resId.ts'
import type { ResMap } from '../resource/resMap.ts'
import { behaviorOf, currentId, newResource, type Resource, setTextMap, textMapOf } from '../resource/resource.ts'
import type { Schema } from '../schema/schema.ts'
import { getField, type MappingNode } from '../yaml/node.ts'

/** The annotation by which upstream would know a resource again; it is gone before anyone looks at it. */
export const idAnnotation = 'kustomize.config.k8s.io/id'
const needsHashAnnotation = 'kustomize.config.k8s.io/needs-hash'
const behaviorAnnotation = 'kustomize.config.k8s.io/behavior'

/** A manifest that a function gave, with the memory that its annotations hold. */
export function resourceFromFunction(manifest: MappingNode, schema: Schema): Resource {
  const resource = newResource(manifest, schema)
  absorbBuildAnnotations(resource)
  absorbOrigin(resource)
  return resource
}

/** What a generator made: its annotations say whether the name gets a hash, and what to do with one of the same id. */
export function takeGenerated(name: string, resources: readonly Resource[]): readonly Resource[] {
  refuseDuplicates(name, resources)
  for (const resource of resources) {
    const annotations = textMapOf(resource.manifest, 'annotations')
    const needsHash = annotations.get(needsHashAnnotation)
    if (needsHash !== undefined) resource.needsHashSuffix ||= parseBoolean(needsHash, resource.manifest)
    resource.behavior = behaviorOf(annotations.get(behaviorAnnotation))
    annotations.delete(needsHashAnnotation)
    annotations.delete(behaviorAnnotation)
    setTextMap(resource.manifest, 'annotations', annotations)
  }
  return resources
}

/**
 * What a transformer made of all resources: those with the id of one that is there take its place, the others come
 * last, and what it left out is gone.
 */
export function takeTransformed(name: string, resMap: ResMap, resources: readonly Resource[]): void {
  refuseDuplicates(name, resources)
  const present = new Map<string, Resource[]>()
  for (const resource of resMap.resources) {
    const key = resIdKey(currentId(resource))
    present.set(key, [...(present.get(key) ?? []), resource])
  }
  const replaced = new Map<Resource, Resource>()
  const added: Resource[] = []
  for (const resource of resources) {
    removeId(resource)
    const id = currentId(resource)
    const [old, ...more] = present.get(resIdKey(id)) ?? []
    if (more.length > 0) throw functionAmbiguous(name, id, resource.manifest)
    if (old === undefined) {
      added.push(resource)
    } else {
      resource.varNames = old.varNames
      replaced.set(old, resource)
    }
  }
  const kept = resMap.resources.flatMap((old) => replaced.get(old) ?? [])
  resMap.reset([...kept, ...added])
}

/** All annotations become strings on the way. */
function removeId({ manifest }: Resource): void {
  if (getField(getField(manifest, 'metadata'), 'annotations') === undefined) return
  const annotations = textMapOf(manifest, 'annotations')
  annotations.delete(idAnnotation)
  setTextMap(manifest, 'annotations', annotations)
}

function refuseDuplicates(name: string, resources: readonly Resource[]): void {
  const seen = new Set<string>()
  for (const resource of resources) {
    const id = currentId(resource)
    const key = resIdKey(id)
    if (seen.has(key)) throw functionDuplicate(name, id, resource.manifest)
    seen.add(key)
  }
}

/** Go's `strconv.ParseBool`. */
function parseBoolean(text: string, manifest: MappingNode): boolean {
  if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true
  if (/^(0|f|F|false|FALSE|False)$/.test(text)) return false
  throw needsHashInvalid(text, manifest)
}
