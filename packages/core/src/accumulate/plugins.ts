import { atField } from '../diagnostics/context.ts'
import { helmNotEnabled } from '../diagnostics/errors/helm.ts'
import { notGenerator, notTransformer, unknownBuiltIn } from '../diagnostics/errors/plugins.ts'
import { type ChartSettings, inflateChart } from '../generate/helm/inflateChart.ts'
import { decode, placeOf } from '../kustomization/decode.ts'
import { loadFile } from '../load/loader.ts'
import type { LoadedEntry } from '../load/loadKustomization.ts'
import type { LoadedFile } from '../load/reader.ts'
import type { Origin } from '../resource/origin.ts'
import { apiVersionTextOf, currentId, type Resource } from '../resource/resource.ts'
import type { Place, YamlNode } from '../yaml/node.ts'
import { scalarValue } from '../yaml/resolveScalar.ts'
import { type Accumulator, accumulateEntries, emptyAccumulator, type Target } from './accumulate.ts'
import { builtInGenerators, builtInPluginTransformers, type PluginContext } from './builtInPlugins.ts'
import { externalPlugin } from './externalPlugins.ts'
import type { Transformer } from './transformers.ts'

/** A generator plugin made ready to run. */
export interface Generator {
  readonly kind: string
  /** Where its configuration stands. */
  readonly place: Place
  readonly origin: Origin | undefined
  generate(): readonly Resource[] | Promise<readonly Resource[]>
}

/** The generators that the `generators` field configures. */
export async function configureGenerators(target: Target): Promise<Generator[]> {
  const generators: Generator[] = []
  for (const config of await pluginConfigs(target, 'generators')) {
    await atPlugin(target, 'generators', async () => {
      const { kind } = currentId(config)
      const described = { kind, place: config.manifest, origin: pluginOrigin(config) }
      if (!isBuiltIn(config)) {
        const plugin = await externalPlugin(target, config)
        generators.push({ ...described, generate: () => plugin.generate() })
        return
      }
      const generator = builtInGenerators[kind]
      if (generator === undefined) {
        if (builtInPluginTransformers[kind] !== undefined) throw notGenerator(kind, config.manifest)
        throw unknownBuiltIn(kind, config.manifest)
      }
      const settings = decodeConfig<never>(config, generator.shape)
      const context = await pluginContext(target, config, generator.filesOf?.(settings))
      generators.push({ ...described, generate: () => generator.generate(settings, context) })
    })
  }
  return generators
}

/** The transformers that the `transformers` or `validators` field configures. */
export async function configureTransformers(
  target: Target,
  field: 'transformers' | 'validators',
): Promise<Transformer[]> {
  const transformers: Transformer[] = []
  for (const config of await pluginConfigs(target, field)) {
    await atPlugin(target, field, async () => {
      const { kind } = currentId(config)
      const described = { kind, field: [field], place: config.manifest, origin: pluginOrigin(config) }
      if (!isBuiltIn(config)) {
        const plugin = await externalPlugin(target, config)
        const run: Transformer['run'] = (resMap) => plugin.transform(resMap, field)
        transformers.push({ ...described, run })
        return
      }
      const transformer = builtInPluginTransformers[kind]
      if (transformer === undefined) {
        if (builtInGenerators[kind] !== undefined) throw notTransformer(kind, config.manifest)
        throw unknownBuiltIn(kind, config.manifest)
      }
      const settings = decodeConfig<never>(config, transformer.shape)
      const context = await pluginContext(target, config, transformer.filesOf?.(settings))
      transformers.push({ ...described, run: transformer.prepare(settings, context) })
    })
  }
  return transformers
}

async function atPlugin(target: Target, field: string, run: () => Promise<void>): Promise<void> {
  await atField(target.loaded.node, [field], run)
}

/** The configurations of plugins: what the entries hold, or what the kustomizations they name render. */
async function pluginConfigs(
  target: Target,
  field: 'generators' | 'transformers' | 'validators',
): Promise<readonly Resource[]> {
  const entries: readonly LoadedEntry[] = target.loaded[field]
  if (entries.length === 0) return []
  const accumulator: Accumulator = emptyAccumulator()
  await accumulateEntries(target, entries, accumulator, field)
  return accumulator.resMap.resources
}

function isBuiltIn(config: Resource): boolean {
  return apiVersionTextOf(config.manifest) === 'builtin'
}

function decodeConfig<T>(config: Resource, shape: Parameters<typeof decode>[1]): T {
  // Upstream prints the configuration and reads it again, so types are those of a resource file.
  return decode<T>(config.manifest, shape, {
    unknownFields: 'ignore',
    coerce: true,
    scalarValue: (node) => scalarValue(node),
  })
}

/**
 * Reads the files that a configuration names. They can only be known now, as configurations may
 * themselves be rendered: the one place where a build reads files after it has loaded its tree.
 */
async function pluginContext(target: Target, config: Resource, paths: readonly string[] = []): Promise<PluginContext> {
  const files = new Map<string, LoadedFile>()
  for (const path of paths) {
    if (path !== '' && !files.has(path)) files.set(path, await loadFile(target.loaded.loader, path))
  }
  return {
    schema: target.context.schema,
    growth: target.context.growth,
    sha256: target.context.sha256,
    config: config.manifest,
    directory: target.loaded.loader.root,
    inflateChart: inflateCharts(target, (...field) => placeOf(config.manifest, field)),
    file: (path) => files.get(path)!,
    inline: (text) => ({ path: config.manifest.source?.path ?? '', text: text.replaceAll('\r\n', '\n') }),
  }
}

/** Inflates charts on behalf of a kustomization. */
export function inflateCharts(
  target: Target,
  at: (...field: (string | number)[]) => YamlNode,
): (settings: ChartSettings) => Promise<Resource[]> {
  const { context, loaded } = target
  const { root, restrictor } = loaded.loader
  return async (settings) => {
    const { helm } = context.hosts
    if (helm === undefined) throw helmNotEnabled(at())
    return inflateChart(settings, {
      host: helm,
      root,
      isFree: restrictor === 'LoadRestrictionsNone',
      loadFile: (path) => loadFile(loaded.loader, path),
      schema: context.schema,
      at,
    })
  }
}

/** The origin of what a plugin makes or changes: where its configuration stands, and what it is called. */
function pluginOrigin(config: Resource): Origin | undefined {
  if (config.origin === undefined) return undefined
  const { path, repo, ref } = config.origin
  const id = currentId(config)
  return {
    ...(repo !== undefined && { repo }),
    ...(ref !== undefined && { ref }),
    ...(path !== undefined && { configuredIn: path }),
    configuredBy: {
      apiVersion: apiVersionTextOf(config.manifest),
      kind: id.kind,
      name: id.name,
      namespace: id.namespace,
    },
  }
}
