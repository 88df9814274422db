import { atField, atFieldSync, withChain } from '../diagnostics/context.ts'
import { varAmbiguous, varRepeated } from '../diagnostics/errors/link.ts'
import { openApiVersionAndPath, openApiVersionUnknown } from '../diagnostics/errors/load.ts'
import type { JavaScriptFunctions } from '../functions/javaScript.ts'
import type { PluginHost } from '../functions/pluginHost.ts'
import type { HelmHost } from '../generate/helm/helmHost.ts'
import { decode, placeOf } from '../kustomization/decode.ts'
import type { Kustomization, Var } from '../kustomization/kustomization.ts'
import { joinPath } from '../kustomization/path.ts'
import { type TransformerConfig, transformerConfigShape } from '../kustomization/transformerConfig.ts'
import type { Sha256 } from '../libraries/sha256.ts'
import type { CollectedVar } from '../link/vars.ts'
import type { LoadedDirectory, LoadedEntry, LoadedKustomization } from '../load/loadKustomization.ts'
import { originPathOf, tryParseRepoSpec } from '../load/repoSpec.ts'
import { absorbBuildAnnotations } from '../resource/buildAnnotations.ts'
import type { Growth } from '../resource/growth.ts'
import { parseApiVersion } from '../resource/gvk.ts'
import type { Origin } from '../resource/origin.ts'
import { type ResId, sameGvkAndName, sameResId } from '../resource/resId.ts'
import { ResMap } from '../resource/resMap.ts'
import { moveAnnotationsLast, newResource, type Resource } from '../resource/resource.ts'
import { openApiDocument } from '../schema/openApi.ts'
import type { Schema } from '../schema/schema.ts'
import { toPlain } from '../yaml/json.ts'
import type { MappingNode, Place, SourceText } from '../yaml/node.ts'
import { readYaml11 } from '../yaml/readYaml.ts'
import { configOfCrds } from './crds.ts'
import { runGenerators } from './generators.ts'
import type { Trace } from './trace.ts'
import { defaultTransformerConfig, mergeTransformerConfig, sortedConfig } from './transformerConfig.ts'
import { runTransformers, runValidators } from './transformers.ts'

/** What has come together so far in one kustomization: resources, and the rules for those above it. */
export interface Accumulator {
  readonly resMap: ResMap
  config: TransformerConfig
  readonly vars: Map<string, CollectedVar>
}

/** What is the same for every kustomization of a build. */
export interface BuildContext {
  readonly schema: Schema
  readonly growth: Growth
  /** The `buildMetadata` of the root, which counts for all. */
  readonly buildMetadata: readonly string[]
  /** The manifests of a file or inline text, for the build to edit. */
  readonly readManifests: (source: SourceText) => MappingNode[]
  /** For whoever wants to explain the result. */
  readonly trace: Trace | undefined
  /** What the caller of the build lends it; each may be missing. */
  readonly hosts: Hosts
  readonly sha256: Sha256
  readonly warn: (message: string) => void
}

export interface Hosts {
  readonly helm?: HelmHost
  readonly plugins?: PluginHost
  readonly functions?: JavaScriptFunctions
}

/** One kustomization on its way through the pipeline. */
export interface Target {
  readonly loaded: LoadedKustomization
  readonly kustomization: Kustomization
  readonly context: BuildContext
  /** Where the kustomization lies, seen from the root; undefined if origins are not asked for. */
  readonly origin: Origin | undefined
  /** The namespace of the nearest kustomization above that sets one; charts without one are inflated in it. */
  readonly inheritedNamespace: string | undefined
}

export function emptyAccumulator(): Accumulator {
  return { resMap: new ResMap(), config: {}, vars: new Map() }
}

/**
 * Accumulates a kustomization: resources, then generators, components, transformers and validators, in
 * the reference's order. A component works on its parent's accumulator, any other on an empty one.
 */
export function accumulate(target: Target, accumulator: Accumulator): Promise<Accumulator> {
  return withChain(target.loaded.file.path, async () => {
    const { loaded } = target
    await accumulateEntries(target, loaded.resources, accumulator, 'resources')
    addConfigs(target, accumulator)
    await runGenerators(target, accumulator)
    for (const [i, component] of loaded.components.entries()) {
      await atField(loaded.node, ['components', i], async () => {
        await accumulate(childTarget(target, component), accumulator)
        // Upstream merges what the component leaves into a new accumulator, which refuses ids that are equal by now.
        const merged = new ResMap()
        merged.append(accumulator.resMap.resources)
      })
    }
    await runTransformers(target, accumulator)
    await runValidators(target, accumulator)
    collectVars(target, accumulator)
    return accumulator
  })
}

/** Adds the resources of files and of other kustomizations. */
export async function accumulateEntries(
  target: Target,
  entries: readonly LoadedEntry[],
  accumulator: Accumulator,
  field: string,
): Promise<void> {
  for (const [i, entry] of entries.entries()) {
    if (entry.kind === 'manifests') {
      const resources = resourcesOf(target, entry.source, entry.entry)
      atFieldSync(target.loaded.node, [field, i], () => accumulator.resMap.append(resources))
      target.context.trace?.({ kind: 'resource', place: placeOf(target.loaded.node, [field, i]) }, resources)
    } else {
      await atField(target.loaded.node, [field, i], async () => {
        mergeAccumulators(accumulator, await accumulate(childTarget(target, entry), emptyAccumulator()))
      })
    }
  }
}

function resourcesOf(target: Target, source: SourceText, entry: string | undefined): Resource[] {
  const resources = target.context.readManifests(source).map((manifest) => newResource(manifest, target.context.schema))
  for (const resource of resources) {
    absorbBuildAnnotations(resource)
    if (target.origin === undefined) continue
    resource.origin = originAt(target.origin, entry ?? target.loaded.fileName)
    moveAnnotationsLast(resource.manifest)
  }
  return resources
}

/** What an entry names, seen from the root, or, in a repository, from the root of that. */
function originAt(origin: Origin, path: string): Origin {
  const spec = tryParseRepoSpec(path)
  if (spec !== undefined) return { ...origin, repo: spec.cloneUrl, ref: spec.ref, path: originPathOf(spec) }
  return { ...origin, path: joinPath(origin.path ?? '', path) }
}

function childTarget(target: Target, { entry, loaded }: LoadedDirectory): Target {
  const { context } = target
  setSchema(loaded, context.schema)
  return {
    loaded,
    kustomization: loaded.kustomization,
    context,
    origin: target.origin === undefined ? undefined : originAt(target.origin, entry),
    inheritedNamespace: target.kustomization.namespace || target.inheritedNamespace,
  }
}

/** Lets a kustomization choose the types of the build, if none above or before it did. */
export function setSchema(loaded: LoadedKustomization, schema: Schema): void {
  const { openapi } = loaded.kustomization
  if (schema.isSet || openapi === undefined) return
  const at = (key: string): Place => placeOf(loaded.node, ['openapi', key])
  if (openapi.path !== undefined) {
    if (openapi.version !== undefined) throw openApiVersionAndPath(at('version'))
    const { source } = loaded.files.get(openapi.path)!
    schema.setTypes(() => openApiDocument(toPlain(readYaml11(source)!)))
  } else if (openapi.version) {
    if (openapi.version !== 'v1.21.2') throw openApiVersionUnknown(openapi.version, at('version'))
    schema.setTypes('built-in')
  }
}

function mergeAccumulators(accumulator: Accumulator, other: Accumulator): void {
  accumulator.resMap.append(other.resMap.resources)
  accumulator.config = mergeTransformerConfig(accumulator.config, other.config)
  for (const [name, collected] of other.vars) addVar(accumulator, name, collected)
}

function addVar(accumulator: Accumulator, name: string, collected: CollectedVar): void {
  const known = accumulator.vars.get(name)
  if (known !== undefined) throw varRepeated(name, known.place, collected.place)
  accumulator.vars.set(name, collected)
}

function addConfigs(target: Target, accumulator: Accumulator): void {
  const { loaded, kustomization } = target
  let configurations: TransformerConfig = {}
  kustomization.configurations?.forEach((path, i) => {
    const { source } = loaded.files.get(path)!
    const node = readYaml11(source)
    if (node === undefined) return
    const config = sortedConfig(decode<TransformerConfig>(node, transformerConfigShape, { coerce: true }))
    configurations = atFieldSync(loaded.node, ['configurations', i], () =>
      mergeTransformerConfig(configurations, config),
    )
  })
  const own = atFieldSync(loaded.node, ['configurations'], () =>
    mergeTransformerConfig(defaultTransformerConfig, configurations),
  )
  accumulator.config = mergeTransformerConfig(accumulator.config, own)
  kustomization.crds?.forEach((path, i) => {
    accumulator.config = atFieldSync(loaded.node, ['crds', i], () =>
      mergeTransformerConfig(accumulator.config, configOfCrds(loaded.files.get(path)!.source)),
    )
  })
}

/** Marks the resource that each var reads, by the ids that it has or had at this point. */
function collectVars(target: Target, accumulator: Accumulator): void {
  target.kustomization.vars?.forEach((declared, i) => {
    const place = placeOf(target.loaded.node, ['vars', i])
    const id = varTargetId(declared)
    const matches = accumulator.resMap.everIdentified(id, id.namespace === '' ? sameGvkAndName : sameResId)
    if (matches.length > 1) throw varAmbiguous(declared.name ?? '', matches, place)
    matches[0]?.varNames.push(declared.name ?? '')
  })
  target.kustomization.vars?.forEach((declared, i) => {
    addVar(accumulator, declared.name ?? '', { declared, place: placeOf(target.loaded.node, ['vars', i]) })
  })
}

function varTargetId(declared: Var): ResId {
  const { apiVersion, group = '', version = '', kind = '', name = '', namespace = '' } = declared.objref ?? {}
  const slashes = (apiVersion ?? '').split('/').length - 1
  const fromApiVersion = apiVersion && slashes <= 1 ? parseApiVersion(apiVersion) : { group, version }
  return {
    group: slashes === 1 ? fromApiVersion.group : group,
    version: fromApiVersion.version,
    kind,
    name,
    namespace,
    clusterScoped: false,
  }
}
