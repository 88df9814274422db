import { strategicMerge } from '../patch/strategicMerge.ts'
import { cloneNode, getField, isNull, type MappingNode, mapping, removeField, stringScalar } from '../yaml/node.ts'
import { plainEntry, writeField } from '../yaml/write.ts'
import { parseOrigins, printOrigin, printTransformations } from './origin.ts'
import { behaviorOf, metadataOf, moveAnnotationsLast, type Resource, setTextMap, textMapOf } from './resource.ts'

const domain = 'internal.config.kubernetes.io'

export const originAnnotation = 'config.kubernetes.io/origin'
export const transformationsAnnotation = 'alpha.config.kubernetes.io/transformations'

/**
 * The annotations that upstream keeps its memory of a resource in. They show where something looks at or
 * replaces the annotations in the middle of a build: JSON patches, patches that remove them, functions.
 */
function buildAnnotationsOf(resource: Resource): Map<string, string> {
  const annotations = new Map<string, string>()
  const put = (name: string, values: readonly string[]): void => {
    if (values.length > 0) annotations.set(`${domain}/${name}`, values.join(','))
  }
  put(
    'previousNames',
    resource.previousIds.map((id) => id.name),
  )
  put(
    'previousNamespaces',
    resource.previousIds.map((id) => id.namespace),
  )
  put(
    'previousKinds',
    resource.previousIds.map((id) => id.kind),
  )
  put('prefixes', resource.namePrefixes)
  put('suffixes', resource.nameSuffixes)
  if (resource.needsHashSuffix) put('needsHashSuffix', ['enabled'])
  if (resource.helmGenerated) put('helm-generated', ['true'])
  if (resource.behavior !== undefined) put('generatorBehavior', [resource.behavior])
  if (resource.origin !== undefined) annotations.set(originAnnotation, printOrigin(resource.origin))
  if (resource.transformations.length > 0) {
    annotations.set(transformationsAnnotation, printTransformations(resource.transformations))
  }
  return annotations
}

export function hasBuildAnnotations(resource: Resource): boolean {
  return buildAnnotationsOf(resource).size > 0
}

/** Annotations that never reach the output, whoever wrote them. */
const removedAnnotations: readonly string[] = [
  ...[
    'previousKinds',
    'previousNames',
    'previousNamespaces',
    'prefixes',
    'suffixes',
    'allowNameChange',
    'allowKindChange',
    'refBy',
    'generatorBehavior',
    'needsHashSuffix',
    'path',
    'index',
    'seqindent',
    'id',
    'annotations-migration-resource-id',
    'helm-generated',
  ].map((name) => `${domain}/${name}`),
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.k8s.io/id',
]

/**
 * Moves build annotations that stand in a manifest into the resource's memory: users may write them
 * (`needsHashSuffix`), and functions hand them back.
 */
export function absorbBuildAnnotations(resource: Resource): void {
  const annotations = getField(getField(resource.manifest, 'metadata'), 'annotations')
  if (annotations?.kind !== 'mapping') return
  if (!annotations.entries.some((e) => e.key.startsWith(domain))) return
  const texts = textMapOf(resource.manifest, 'annotations')
  const list = (name: string): string[] => texts.get(`${domain}/${name}`)?.split(',') ?? []
  const names = list('previousNames')
  const namespaces = list('previousNamespaces')
  const kinds = list('previousKinds')
  if (names.length === namespaces.length && names.length === kinds.length) {
    resource.previousIds = names.map((name, i) => ({ name, namespace: namespaces[i]!, kind: kinds[i]! }))
  }
  resource.namePrefixes = list('prefixes')
  resource.nameSuffixes = list('suffixes')
  resource.needsHashSuffix = texts.get(`${domain}/needsHashSuffix`) === 'enabled'
  const behavior = texts.get(`${domain}/generatorBehavior`)
  resource.behavior = behavior === undefined ? undefined : behaviorOf(behavior)
  resource.helmGenerated = texts.get(`${domain}/helm-generated`) === 'true'
  annotations.entries = annotations.entries.filter((e) => !memoryAnnotations.has(e.key))
}

const memoryAnnotations: ReadonlySet<string> = new Set(
  [
    'previousNames',
    'previousNamespaces',
    'previousKinds',
    'prefixes',
    'suffixes',
    'needsHashSuffix',
    'generatorBehavior',
    'helm-generated',
  ].map((name) => `${domain}/${name}`),
)

/** Writes the memory of a resource into its manifest, and leaves the other annotations as they are. */
function exposeBuildAnnotations(resource: Resource): Map<string, string> {
  const added = buildAnnotationsOf(resource)
  if (added.size === 0) return added
  const metadata = metadataOf(resource.manifest)
  let annotations = getField(metadata, 'annotations')
  if (annotations?.kind !== 'mapping') {
    annotations = mapping([])
    removeField(metadata, 'annotations')
    metadata.entries.push(plainEntry('annotations', annotations))
  }
  for (const [key, text] of added) writeField(annotations, key, stringScalar(text))
  return added
}

/** A copy of the manifest with the build annotations, as functions see it: all annotations are strings, in order. */
export function withBuildAnnotations(resource: Resource, more: ReadonlyMap<string, string> = new Map()): MappingNode {
  const manifest = cloneNode(resource.manifest)
  const added = new Map([...buildAnnotationsOf(resource), ...more])
  if (added.size > 0) setTextMap(manifest, 'annotations', new Map([...textMapOf(manifest, 'annotations'), ...added]))
  return manifest
}

/** Moves the annotations that tell where a resource came from into its memory. */
export function absorbOrigin(resource: Resource): void {
  const annotations = getField(getField(resource.manifest, 'metadata'), 'annotations')
  if (annotations?.kind !== 'mapping') return
  const texts = textMapOf(resource.manifest, 'annotations')
  const origin = texts.get(originAnnotation)
  resource.origin = origin === undefined ? undefined : parseOrigins(origin)[0]
  resource.transformations = parseOrigins(texts.get(transformationsAnnotation) ?? '')
  annotations.entries = annotations.entries.filter(
    ({ key }) => key !== originAnnotation && key !== transformationsAnnotation,
  )
}

/**
 * Runs an edit during which the manifest carries the build annotations, and takes them out again. The
 * annotations are strings afterwards, and an empty map of them is gone. Whatever the edit does, upstream
 * restores its own annotations, but not where the resource came from.
 */
export function keepBuildAnnotations(resource: Resource, edit: () => void): void {
  const added = exposeBuildAnnotations(resource)
  edit()
  const annotations = textMapOf(resource.manifest, 'annotations')
  forgetOrigin(resource, annotations)
  for (const key of added.keys()) annotations.delete(key)
  setTextMap(resource.manifest, 'annotations', annotations)
  if (added.size > 0) moveAnnotationsLast(resource.manifest)
}

/**
 * Merges a patch into a manifest. A patch that removes all annotations takes the resource's memory with
 * it, as it does upstream: references to its earlier names are then not fixed.
 */
export function mergeKeepingBuildAnnotations(resource: Resource, patch: MappingNode): boolean {
  const merge = (): boolean => strategicMerge(resource.manifest, patch, resource.schema)
  return removesAnnotations(patch) ? editBuildAnnotations(resource, merge) : merge()
}

/** Runs an edit that may replace the annotations: what is left of the build's own is what the resource remembers. */
export function editBuildAnnotations<T>(resource: Resource, edit: () => T): T {
  exposeBuildAnnotations(resource)
  const result = edit()
  Object.assign(resource, {
    previousIds: [],
    namePrefixes: [],
    nameSuffixes: [],
    needsHashSuffix: false,
    behavior: undefined,
    helmGenerated: false,
  })
  absorbBuildAnnotations(resource)
  forgetOrigin(resource, textMapOf(resource.manifest, 'annotations'))
  return result
}

/** Takes over that an edit removed the annotations that tell where a resource came from. */
function forgetOrigin(resource: Resource, left: ReadonlyMap<string, string>): void {
  if (!left.has(originAnnotation)) resource.origin = undefined
  if (!left.has(transformationsAnnotation)) resource.transformations = []
}

function removesAnnotations(patch: MappingNode): boolean {
  const metadata = getField(patch, 'metadata')
  const annotations = getField(metadata, 'annotations')
  return (
    (metadata !== undefined && isNull(metadata)) ||
    getField(metadata, '$patch') !== undefined ||
    (annotations !== undefined && (isNull(annotations) || getField(annotations, '$patch') !== undefined))
  )
}

/**
 * The last touch before printing, as upstream cleans up: annotations are strings, those of the build are
 * gone, an empty map of them is too, and `metadata` exists.
 */
export function finishAnnotations(resource: Resource, added: ReadonlyMap<string, string>): void {
  const { manifest } = resource
  const metadata = getField(manifest, 'metadata')
  if (metadata !== undefined && getField(metadata, 'annotations') === undefined && added.size === 0) return
  const annotations = textMapOf(manifest, 'annotations')
  for (const key of removedAnnotations) annotations.delete(key)
  annotations.delete(originAnnotation)
  annotations.delete(transformationsAnnotation)
  for (const [key, text] of added) annotations.set(key, text)
  setTextMap(manifest, 'annotations', annotations)
}
