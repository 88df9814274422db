import { clusterScopedKinds, namespacedKinds } from './scopes.ts'
import { builtInTypes } from './builtInTypes.ts'
import type { OpenApiSchema } from './openApi.ts'

/** What a merge has to know about the type of a field. */
export interface TypeSchema {
  /** The type of a field of an object. */
  field(name: string): TypeSchema | undefined
  /** The type of the elements of a list. */
  readonly elements: TypeSchema | undefined
  /** For a list that is merged: the fields that identify its elements, none for scalars. */
  readonly mergeKeys: readonly string[] | undefined
}

/** The types of one build: Kubernetes' own, or those of the file that `openapi.path` names. */
export interface Schema {
  /** Whether a type is known to have no namespace. */
  isClusterScoped(apiVersion: string, kind: string): boolean
  typeOf(apiVersion: string, kind: string): TypeSchema | undefined
  /** Whether a kustomization has chosen the types; those below it then have no say. */
  readonly isSet: boolean
  /** Chooses the types. A document is read when a type is first asked for. */
  setTypes(types: (() => OpenApiSchema) | 'built-in'): void
}

export function createSchema(): Schema {
  let document: (() => OpenApiSchema) | undefined
  let read: OpenApiSchema | undefined
  let isSet = false
  const custom = (): OpenApiSchema | undefined => {
    if (document !== undefined) read ??= document()
    return read
  }
  return {
    get isSet() {
      return isSet
    },
    isClusterScoped(apiVersion, kind) {
      const known = Object.hasOwn(clusterScopedKinds, kind) && clusterScopedKinds[kind]!.includes(apiVersion)
      if (known || document === undefined) return known
      return !isNamespaced(apiVersion, kind) && custom()!.clusterScoped(apiVersion, kind) === true
    },
    typeOf(apiVersion, kind) {
      return document === undefined
        ? builtInTypes().get(`${apiVersion}/${kind}`)
        : custom()!.typeOf(apiVersion, kind)
    },
    setTypes(types) {
      isSet = true
      if (types !== 'built-in') document = types
    },
  }
}

/** Whether Kubernetes' own schema has the type with a namespace; a document cannot say otherwise. */
function isNamespaced(apiVersion: string, kind: string): boolean {
  return Object.hasOwn(namespacedKinds, kind) && namespacedKinds[kind]!.includes(apiVersion)
}
