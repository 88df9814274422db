import { accumulate, type BuildContext, emptyAccumulator, setSchema, type Target } from './accumulate/accumulate.ts'
import type { Trace } from './accumulate/trace.ts'
import { specsOf } from './accumulate/transformerConfig.ts'
import { atFieldSync } from './diagnostics/context.ts'
import { withoutSecrets } from './diagnostics/errors/remote.ts'
import { outputTooLarge, tooDeep, tooLarge } from './diagnostics/errors/resources.ts'
import { KustError } from './diagnostics/kustError.ts'
import { addManagedByLabel, finishMetadata } from './emit/buildMetadata.ts'
import { type PrintMemory, printMemory, printYaml } from './emit/printYaml.ts'
import { sortResources } from './emit/sortOrder.ts'
import type { JavaScriptFunctions } from './functions/javaScript.ts'
import type { PluginHost } from './functions/pluginHost.ts'
import type { HelmHost } from './generate/helm/helmHost.ts'
import { placeOf } from './kustomization/decode.ts'
import { loadLibraries } from './libraries/index.ts'
import { LibraryNeeded } from './libraries/lazyLibrary.ts'
import { portableSha256, type Sha256 } from './libraries/sha256.ts'
import { addHashSuffixes } from './link/hashSuffix.ts'
import { dropLocalConfig } from './link/localConfig.ts'
import { fixNameReferences } from './link/nameReferences.ts'
import { resolveVars } from './link/vars.ts'
import type { FileSystem } from './load/fileSystem.ts'
import { type BuildLimits, defaultBuildLimits } from './load/limits.ts'
import { type LoadRestrictor, rootLoader } from './load/loader.ts'
import { type LoadedKustomization, type LoadState, loadKustomization, readsLater } from './load/loadKustomization.ts'
import { createReader, type FileAccess, type LoadedFile, loadedFile, type Reader } from './load/reader.ts'
import type { RemoteHost } from './load/remoteHost.ts'
import { createRemotes, type Remotes } from './load/remotes.ts'
import { createGrowth } from './resource/growth.ts'
import { manifestReader } from './resource/readManifests.ts'
import type { ResId } from './resource/resId.ts'
import { currentId, type Resource } from './resource/resource.ts'
import { createSchema } from './schema/schema.ts'
import { type JsonValue, toPlain } from './yaml/json.ts'
import type { MappingNode, SourceText } from './yaml/node.ts'

export interface BuildOptions {
  /** Where to read from. */
  readonly fileSystem: FileSystem
  /** Whether files outside a kustomization's folder may be read; they may not unless told. */
  readonly loadRestrictor?: LoadRestrictor
  /** Adds the label `app.kubernetes.io/managed-by`, as `buildMetadata: [managedByLabel]` does. */
  readonly enableManagedByLabel?: boolean
  /** The order of the output where the kustomization has no `sortOptions`; `legacy` unless told. */
  readonly reorder?: 'legacy' | 'none'
  /** What fetches repositories and http(s) files; without it, a kustomization that names any is refused. */
  readonly remote?: RemoteHost
  /** What the build may use at most; each limit has a default. */
  readonly limits?: Partial<BuildLimits>
  /** Inflates Helm charts; without it they are refused. */
  readonly helm?: HelmHost
  /** Runs functions and plugins that are programs; without it they are refused. */
  readonly plugins?: PluginHost
  /** Functions in JavaScript, by the apiVersion and kind of their configurations: `example.com/v1/MyTransformer`. */
  readonly functions?: JavaScriptFunctions
  /** Hashes the content of generated resources; in JavaScript unless told. `nativeSha256` of `@kust/core/node` is faster. */
  readonly sha256?: Sha256
  /** Called with each warning as it arises, also when the build fails afterwards. */
  readonly onWarning?: (warning: BuildWarning) => void
}

export interface BuildResult {
  /** The bytes of `kubectl kustomize`, as text. */
  readonly yaml: string
  /** The resources in the order of the output. */
  readonly resources: readonly BuiltResource[]
  /** What the reference warns about, in its words; never printed by the library. */
  readonly warnings: readonly BuildWarning[]
  /** Every path read and every path looked for, and what was read from other machines. */
  readonly files: readonly FileAccess[]
}

export interface BuiltResource {
  readonly id: ResId
  /** The text of this resource alone. */
  readonly yaml: string
  /** Plain data; integers beyond 2^53 are bigints. Made when first asked for. */
  readonly manifest: { [key: string]: JsonValue }
}

export interface BuildWarning {
  readonly message: string
  /** The kustomization file that it is about, if it is about one. */
  readonly file: string | undefined
}

/**
 * Renders the kustomization in a folder. Rejects with a `KustError` for every mistake of a user, and then
 * there is no output at all.
 */
export function build(target: string, options: BuildOptions): Promise<BuildResult> {
  return buildWith(memoryOfOneBuild(), target, options)
}

/** As `build`, and tells of every step. */
export function buildTraced(target: string, options: BuildOptions, trace: Trace): Promise<BuildResult> {
  return buildWith(memoryOfOneBuild(), target, options, trace)
}

/** What a build may know from earlier ones. All of it follows from the content of files, so it is never stale. */
export interface Memory {
  /** The file of a path and a content: the same object for the same content, so that more can be tied to it. */
  readonly fileOf: (path: string, bytes: Uint8Array) => LoadedFile
  readonly decoded: LoadState['decoded']
  /** Reads manifests for a build to edit, which names each source this often. */
  readonly manifestReader: (uses: ReadonlyMap<SourceText, number>) => (source: SourceText) => MappingNode[]
}

function memoryOfOneBuild(): Memory {
  return { fileOf: loadedFile, decoded: new Map(), manifestReader }
}

export function buildWith(
  memory: Memory,
  target: string,
  options: BuildOptions,
  trace?: Trace,
  onLoaded?: (root: LoadedKustomization) => void,
): Promise<BuildResult> {
  return attempt(memory, options, trace, (running) => run(running, target, onLoaded))
}

/**
 * Every path that a build of a target asks for. To know them takes no build, but where plugins or charts are
 * configured: what these name may be rendered itself.
 */
export function readWith(memory: Memory, target: string, options: BuildOptions): Promise<readonly FileAccess[]> {
  return attempt(memory, options, undefined, async (running) => {
    const loaded = await loadTarget(running, target, newState(running))
    return readsLater(loaded) ? (await run(running, target)).files : filesOf(running)
  })
}

/** Works with a reader of its own; again, with what has been read, where a library was missing. */
async function attempt<T>(
  memory: Memory,
  options: BuildOptions,
  trace: Trace | undefined,
  work: (running: RunContext) => Promise<T>,
): Promise<T> {
  // What others see of a build must not happen twice.
  if (options.helm ?? options.plugins ?? options.functions ?? trace) await loadLibraries()
  const limits = { ...defaultBuildLimits, ...options.limits }
  const reading = { maxFileBytes: limits.maxFileBytes, fileOf: memory.fileOf }
  const reader = createReader(options.fileSystem, reading)
  const remotes = createRemotes(options.remote, reading)
  const told: BuildWarning[] = []
  for (;;) {
    const warnings: BuildWarning[] = []
    const warn = (warning: BuildWarning): void => {
      warnings.push(warning)
      if (warnings.length <= told.length) return
      told.push(warning)
      options.onWarning?.(warning)
    }
    try {
      return await work({ memory, reader, remotes, options, limits, warnings, warn, trace })
    } catch (error) {
      if (error instanceof LibraryNeeded) await error.load()
      // The only way that data of a user can exhaust the stack is to be nested too deep; other ranges are of sizes.
      else if (error instanceof RangeError) throw /call stack/i.test(error.message) ? tooDeep() : tooLarge()
      else throw error
    }
  }
}

interface RunContext {
  readonly memory: Memory
  readonly reader: Reader
  readonly remotes: Remotes
  readonly options: BuildOptions
  readonly limits: BuildLimits
  readonly warnings: readonly BuildWarning[]
  readonly warn: (warning: BuildWarning) => void
  readonly trace: Trace | undefined
}

async function run(
  running: RunContext,
  target: string,
  onLoaded?: (root: LoadedKustomization) => void,
): Promise<BuildResult> {
  const { memory, options, limits, warnings, warn, trace } = running
  const state = newState(running)
  const loaded = await loadTarget(running, target, state)
  onLoaded?.(loaded)
  const accumulated = await accumulateRoot(loaded, {
    readManifests: memory.manifestReader(state.uses),
    growth: createGrowth(limits.maxCopiedBytes),
    hosts: options,
    sha256: options.sha256 ?? portableSha256,
    trace,
    warn: (message) => warn({ message, file: undefined }),
  })
  const resources = finish(accumulated, loaded, options)
  const { node, kustomization } = loaded
  const place = kustomization.buildMetadata === undefined ? undefined : placeOf(node, ['buildMetadata'])
  trace?.({ kind: 'buildMetadata', place }, resources)
  const printed = printAll(resources, limits.maxOutputBytes)
  return {
    yaml: printed.map(({ yaml }) => yaml).join('---\n'),
    resources: printed,
    warnings,
    files: filesOf(running),
  }
}

function newState({ memory, limits, warn }: RunContext): LoadState {
  return { warn, limits, kustomizations: 0, manifestBytes: 0, uses: new Map(), decoded: memory.decoded }
}

function filesOf({ reader, remotes }: RunContext): FileAccess[] {
  return [...reader.accesses.values(), ...remotes.accesses()]
}

async function loadTarget(
  { reader, remotes, options: { loadRestrictor = 'LoadRestrictionsRootOnly' } }: RunContext,
  target: string,
  state: LoadState,
): Promise<LoadedKustomization> {
  try {
    const loader = await rootLoader(reader, remotes, target, loadRestrictor)
    return await loadKustomization(loader, state)
  } catch (error) {
    // No file names the target itself, so it stands for its own place.
    throw error instanceof KustError ? error.locate({ file: withoutSecrets(target) }) : error
  }
}

/** Accumulates the whole tree, then does what happens once: hashes, references, vars, local config. */
async function accumulateRoot(
  loaded: LoadedKustomization,
  shared: Omit<BuildContext, 'schema' | 'buildMetadata'>,
): Promise<readonly Resource[]> {
  const { kustomization } = loaded
  const { trace, warn, growth } = shared
  const buildMetadata = kustomization.buildMetadata ?? []
  const context: BuildContext = { ...shared, schema: createSchema(), buildMetadata }
  setSchema(loaded, context.schema)
  const origin = buildMetadata.length > 0 ? {} : undefined
  const root: Target = { loaded, kustomization, origin, context, inheritedNamespace: undefined }
  const { resMap, config, vars } = await accumulate(root, emptyAccumulator())
  addHashSuffixes(resMap.resources, context.sha256)
  trace?.({ kind: 'hash', place: undefined }, resMap.resources)
  fixNameReferences(resMap.resources, config.nameReference ?? [])
  trace?.({ kind: 'nameReference', place: undefined }, resMap.resources)
  const unused = resolveVars(resMap.resources, vars, specsOf(config, 'varReference'), growth)
  trace?.({ kind: 'vars', place: undefined }, resMap.resources)
  if (unused.length > 0) {
    warn(`well-defined vars that were never replaced: ${unused.join(',')}`)
  }
  // Patches may have renamed resources so that they meet; this is where the reference finds out.
  return dropLocalConfig(resMap.resources)
}

function finish(
  resources: readonly Resource[],
  loaded: LoadedKustomization,
  options: BuildOptions,
): readonly Resource[] {
  const { sortOptions, buildMetadata = [] } = loaded.kustomization
  const unsorted = sortOptions === undefined && options.reorder === 'none'
  const sorted = unsorted
    ? resources
    : atFieldSync(loaded.node, ['sortOptions'], () => sortResources(resources, sortOptions))
  if (options.enableManagedByLabel || buildMetadata.includes('managedByLabel')) addManagedByLabel(sorted)
  finishMetadata(sorted, buildMetadata)
  return sorted
}

function printAll(resources: readonly Resource[], maxOutputBytes: number): BuiltResource[] {
  const memory = printMemory()
  let size = 0
  return resources.map((resource) => {
    const built = builtResource(resource, memory)
    size += built.yaml.length
    if (size > maxOutputBytes) throw outputTooLarge(maxOutputBytes)
    return built
  })
}

/** A resource as it comes out of a build. */
export function builtResource(resource: Resource, memory?: PrintMemory): BuiltResource {
  let manifest: { [key: string]: JsonValue } | undefined
  return {
    id: currentId(resource),
    yaml: printYaml(resource.manifest, memory),
    get manifest() {
      manifest ??= toPlain(resource.manifest) as { [key: string]: JsonValue }
      return manifest
    },
  }
}
