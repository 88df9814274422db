import type { JsonValue } from '../yaml/json.ts'
import type { Types } from './builtInTypes.ts'
import type { TypeSchema } from './schema.ts'

/** What a build needs of an OpenAPI v2 document. */
export interface OpenApiDocument {
  readonly definitions: JsonObject
  /** Whether the document's paths say that a type has no namespace; undefined if they do not tell. */
  clusterScoped(apiVersion: string, kind: string): boolean | undefined
}

type JsonObject = { readonly [key: string]: JsonValue }

export function openApiDocument(document: JsonValue): OpenApiDocument {
  const root = objectOf(document)
  const scopes = scopesOf(objectOf(root.paths))
  return {
    definitions: objectOf(root.definitions),
    clusterScoped(apiVersion, kind) {
      const namespaced = scopes.get(`${apiVersion}/${kind}`)
      return namespaced === undefined ? undefined : !namespaced
    },
  }
}

/**
 * The types of a document. `others` finds definitions that come from elsewhere; references ask it first
 * unless the document's own are to be preferred.
 */
export function openApiTypes(
  { definitions }: OpenApiDocument,
  others: (name: string) => TypeSchema | undefined,
  order: 'others first' | 'own first' = 'others first',
): Types {
  const byType = new Map<string, JsonObject>()
  for (const definition of Object.values(definitions)) {
    const kinds = objectOf(definition)['x-kubernetes-group-version-kind']
    for (const gvk of Array.isArray(kinds) ? kinds : []) byType.set(typeKey(gvk), objectOf(definition))
  }
  const own = (name: string): TypeSchema | undefined =>
    Object.hasOwn(definitions, name) ? resolved(definitions[name], 0) : undefined
  return {
    typeOf(apiVersion, kind) {
      const definition = byType.get(`${apiVersion}/${kind}`)
      return definition === undefined ? undefined : typeSchema(definition)
    },
    definition: own,
  }

  function resolved(schema: JsonValue | undefined, hops: number): TypeSchema | undefined {
    if (!isObject(schema)) return undefined
    if (typeof schema.$ref !== 'string') return typeSchema(schema)
    // A chain of references longer than there are definitions runs in a circle.
    if (hops > Object.keys(definitions).length) return undefined
    const name = schema.$ref
      .replace(/^#\/definitions\//, '')
      .replaceAll('~1', '/')
      .replaceAll('~0', '~')
    const ownDefinition = (): TypeSchema | undefined =>
      Object.hasOwn(definitions, name) ? resolved(definitions[name], hops + 1) : undefined
    return order === 'own first' ? (ownDefinition() ?? others(name)) : (others(name) ?? ownDefinition())
  }

  function typeSchema(schema: JsonObject): TypeSchema {
    const isList = schema.type === 'array' || (Array.isArray(schema.type) && schema.type[0] === 'array')
    return {
      field(name) {
        const properties = objectOf(schema.properties)
        const property = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties
        return resolved(property, 0)
      },
      get elements() {
        return isList ? resolved(schema.items, 0) : undefined
      },
      get mergeKeys() {
        return mergeKeysOf(schema)
      },
    }
  }
}

function mergeKeysOf(schema: JsonObject): readonly string[] | undefined {
  const strategy = schema['x-kubernetes-patch-strategy']
  if (typeof strategy !== 'string' || !strategy.split(',').includes('merge')) return undefined
  const listMapKeys = schema['x-kubernetes-list-map-keys']
  if (Array.isArray(listMapKeys)) return listMapKeys.map(String)
  const mergeKey = schema['x-kubernetes-patch-merge-key']
  return typeof mergeKey === 'string' ? [mergeKey] : []
}

/** Whether each type is namespaced, by whether any of its GET paths has a namespace in it. */
function scopesOf(paths: JsonObject): Map<string, boolean> {
  const namespaced = new Map<string, boolean>()
  for (const [path, item] of Object.entries(paths)) {
    const gvk = objectOf(objectOf(item).get)['x-kubernetes-group-version-kind']
    if (gvk === undefined) continue
    const key = typeKey(gvk)
    if (path.includes('namespaces/{namespace}')) namespaced.set(key, true)
    else if (!namespaced.has(key)) namespaced.set(key, false)
  }
  return namespaced
}

function typeKey(gvk: JsonValue): string {
  const { group, version, kind } = objectOf(gvk)
  const apiVersion = typeof group === 'string' && group !== '' ? `${group}/${String(version)}` : String(version)
  return `${apiVersion}/${String(kind)}`
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}
