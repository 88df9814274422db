import { finishAnnotations, originAnnotation, transformationsAnnotation } from '../resource/buildAnnotations.ts'
import { compileFieldSpecs } from '../resource/fieldSpec.ts'
import { printOrigin, printTransformations } from '../resource/origin.ts'
import type { Resource } from '../resource/resource.ts'
import { setStringEntries } from '../resource/setFields.ts'

/** The version of kustomize whose output kust reproduces. */
export const kustomizeVersion = 'v5.8.1'

const metadataLabels = compileFieldSpecs([{ path: 'metadata/labels', create: true }])

export function addManagedByLabel(resources: readonly Resource[]): void {
  setStringEntries(resources, { 'app.kubernetes.io/managed-by': `kustomize-${kustomizeVersion}` }, metadataLabels)
}

/** Removes what the build noted in annotations, and adds what `buildMetadata` asks for. */
export function finishMetadata(resources: readonly Resource[], buildMetadata: readonly string[]): void {
  const withOrigin = buildMetadata.includes('originAnnotations')
  const withTransformations = buildMetadata.includes('transformerAnnotations')
  for (const resource of resources) {
    const added = new Map<string, string>()
    if (withOrigin && resource.origin !== undefined) added.set(originAnnotation, printOrigin(resource.origin))
    if (withTransformations && resource.transformations.length > 0) {
      added.set(transformationsAnnotation, printTransformations(resource.transformations))
    }
    finishAnnotations(resource, added)
  }
}
