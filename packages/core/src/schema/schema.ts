import { builtInTypes, type Types, unpackTypes } from './builtInTypes.ts'
import { type OpenApiDocument, openApiTypes } from './openApi.ts'
import { clusterScopedKinds, namespacedKinds } from './scopes.ts'

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
  setTypes(types: (() => OpenApiDocument) | 'built-in'): void
}

/**
 * Upstream keeps one schema for the process and adds a document to what is in it by then. So a document
 * that comes late, in a base or a component, finds Kubernetes' types there: before it if they were used
 * in a merge, which its own definitions then override, or to be loaded behind it if only the scope of
 * an unknown kind was asked for.
 */
type BuiltIn = 'absent' | 'overridden' | 'overriding'

export function createSchema(): Schema {
  let document: (() => OpenApiDocument) | undefined
  let isSet = false
  let builtIn: BuiltIn = 'absent'
  let read: { readonly document: OpenApiDocument; readonly types: Types } | undefined
  const custom = (): NonNullable<typeof read> => {
    if (read === undefined) {
      const made = document!()
      read = { document: made, types: combinedTypes(made, builtIn) }
    }
    return read
  }
  return {
    get isSet() {
      return isSet
    },
    isClusterScoped(apiVersion, kind) {
      if (isIn(clusterScopedKinds, apiVersion, kind)) return true
      if (isIn(namespacedKinds, apiVersion, kind)) return false
      if (document !== undefined) return custom().document.clusterScoped(apiVersion, kind) === true
      if (builtIn === 'absent') builtIn = 'overriding'
      return false
    },
    typeOf(apiVersion, kind) {
      if (document !== undefined) return custom().types.typeOf(apiVersion, kind)
      builtIn = 'overridden'
      return builtInTypes().typeOf(apiVersion, kind)
    },
    setTypes(types) {
      isSet = true
      if (types !== 'built-in') document = types
    },
  }
}

function isIn(scopes: Readonly<Record<string, readonly string[]>>, apiVersion: string, kind: string): boolean {
  return Object.hasOwn(scopes, kind) && scopes[kind]!.includes(apiVersion)
}

function combinedTypes(document: OpenApiDocument, builtIn: BuiltIn): Types {
  if (builtIn === 'absent') return openApiTypes(document, () => undefined)
  if (builtIn === 'overriding') {
    const types = builtInTypes()
    const own = openApiTypes(document, (name) => types.definition(name))
    return firstOf(types, own)
  }
  const own = openApiTypes(document, (name) => types.definition(name), 'own first')
  const types: Types = unpackTypes((name) => own.definition(name))
  return firstOf(own, types)
}

function firstOf(first: Types, second: Types): Types {
  return {
    typeOf: (apiVersion, kind) => first.typeOf(apiVersion, kind) ?? second.typeOf(apiVersion, kind),
    definition: (name) => first.definition(name) ?? second.definition(name),
  }
}
