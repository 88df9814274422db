import { type BuiltResource, builtResource } from './build.ts'
import { printYaml } from './emit/printYaml.ts'
import { loadLibraries } from './libraries/index.ts'
import { readManifests } from './resource/readManifests.ts'
import { newResource } from './resource/resource.ts'
import { createSchema } from './schema/schema.ts'
import { fromPlain } from './yaml/fromPlain.ts'
import type { JsonValue } from './yaml/json.ts'
import type { MappingNode } from './yaml/node.ts'
import { sourceText } from './yaml/readYaml.ts'

/**
 * The manifests of a YAML text that may have several documents, in its order and each as a build prints it; lists give
 * way to their items. Rejects with a `KustError` that names the path for what are no manifests.
 */
export async function parseManifests(text: string, path: string): Promise<BuiltResource[]> {
  await loadLibraries()
  const schema = createSchema()
  return readManifests(sourceText(path, text)).map((manifest) => builtResource(newResource(manifest, schema)))
}

/** A manifest in plain data as a build prints it. */
export function printManifest(manifest: { readonly [key: string]: JsonValue }): string {
  return printYaml(fromPlain(manifest) as MappingNode)
}
