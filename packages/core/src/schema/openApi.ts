import type { JsonValue } from '../yaml/json.ts'
import type { TypeSchema } from './schema.ts'

/** The types of an OpenAPI document. */
export interface OpenApiSchema {
  typeOf(apiVersion: string, kind: string): TypeSchema | undefined
  /** Whether the document's paths say that a type has no namespace; undefined if they do not tell. */
  clusterScoped(apiVersion: string, kind: string): boolean | undefined
}

type JsonObject = { readonly [key: string]: JsonValue }

/** Reads the `definitions` and `paths` of an OpenAPI v2 document. */
export function openApiSchema(document: JsonValue): OpenApiSchema {
  const root = objectOf(document)
  const definitions = objectOf(root.definitions)
  const byType = new Map<string, JsonObject>()
  for (const definition of Object.values(definitions)) {
    const kinds = objectOf(definition)['x-kubernetes-group-version-kind']
    for (const gvk of Array.isArray(kinds) ? kinds : []) byType.set(typeKey(gvk), objectOf(definition))
  }
  const scopes = scopesOf(objectOf(root.paths))
  return {
    typeOf(apiVersion, kind) {
      const definition = byType.get(`${apiVersion}/${kind}`)
      return definition === undefined ? undefined : typeSchema(definition, definitions)
    },
    clusterScoped(apiVersion, kind) {
      const namespaced = scopes.get(`${apiVersion}/${kind}`)
      return namespaced === undefined ? undefined : !namespaced
    },
  }
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

function typeSchema(schema: JsonObject, definitions: JsonObject): TypeSchema {
  const isList = schema.type === 'array' || (Array.isArray(schema.type) && schema.type[0] === 'array')
  return {
    field(name) {
      const properties = objectOf(schema.properties)
      const property = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties
      return resolved(property, definitions)
    },
    get elements() {
      return isList ? resolved(schema.items, definitions) : undefined
    },
    get mergeKeys() {
      const strategy = schema['x-kubernetes-patch-strategy']
      if (typeof strategy !== 'string' || !strategy.split(',').includes('merge')) return undefined
      const listMapKeys = schema['x-kubernetes-list-map-keys']
      if (Array.isArray(listMapKeys)) return listMapKeys.map(String)
      const mergeKey = schema['x-kubernetes-patch-merge-key']
      return typeof mergeKey === 'string' ? [mergeKey] : []
    },
  }
}

function resolved(schema: JsonValue | undefined, definitions: JsonObject): TypeSchema | undefined {
  let found = schema
  // A chain of references longer than there are definitions runs in a circle.
  for (let hops = Object.keys(definitions).length; isObject(found) && typeof found.$ref === 'string'; hops--) {
    const name = found.$ref.replace(/^#\/definitions\//, '').replaceAll('~1', '/').replaceAll('~0', '~')
    if (hops < 0 || !Object.hasOwn(definitions, name)) return undefined
    found = definitions[name]
  }
  return isObject(found) ? typeSchema(found, definitions) : undefined
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
