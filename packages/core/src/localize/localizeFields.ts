import { atField } from '../diagnostics/context.ts'
import { embeddedSource } from '../diagnostics/position.ts'
import { splitFileSource } from '../generate/keyValueSources.ts'
import { placeOf } from '../kustomization/decode.ts'
import type { ConfigMapArgs, Kustomization, Patch } from '../kustomization/kustomization.ts'
import { tryReadManifests } from '../load/loadKustomization.ts'
import type { YamlNode } from '../yaml/node.ts'
import { copyChartHome } from './chartHomes.ts'
import { localizeFile, localizeResource, localizeRoot, type Root } from './localize.ts'
import { localizePlugins } from './localizePlugins.ts'

/** The kustomization with every path in it replaced by that of a copy, which is made. */
export async function localizeFields(root: Root, kustomization: Kustomization, node: YamlNode): Promise<Kustomization> {
  const result: Kustomization = { ...kustomization }
  const file = (path: string): Promise<string> => localizeFile(root, path)

  if (result.openapi?.path !== undefined) {
    const path = await atField(node, ['openapi', 'path'], () => file(result.openapi!.path!))
    result.openapi = { ...result.openapi, path }
  }
  const paths = {
    bases: (path: string) => localizeRoot(root, path),
    components: (path: string) => localizeRoot(root, path),
    configurations: file,
    crds: file,
    resources: (path: string) => localizeResource(root, path),
    patchesStrategicMerge: (entry: string) => localizePatchEntry(root, entry),
  }
  for (const field of Object.keys(paths) as (keyof typeof paths)[]) {
    await eachOf(field, paths[field])
  }
  await eachOf('configMapGenerator', (args) => localizeGenerator(root, args))
  await eachOf('secretGenerator', (args) => localizeGenerator(root, args))
  await localizeCharts()
  const patch = async (entry: Patch): Promise<Patch> => ({
    ...entry,
    ...(entry.path && { path: await file(entry.path) }),
  })
  await eachOf('patches', patch)
  await eachOf('patchesJson6902', patch)
  await eachOf('replacements', async (entry) => ({ ...entry, ...(entry.path && { path: await file(entry.path) }) }))
  for (const field of ['generators', 'transformers', 'validators'] as const) {
    await eachOf(field, (entry, i) => localizePlugins(root, entry, embeddedSource(entry, placeOf(node, [field, i]))))
  }
  return result

  /** Replaces the items of a list, one after the other. */
  async function eachOf<K extends ListField>(
    field: K,
    replace: (item: ItemOf<K>, i: number) => Promise<ItemOf<K>>,
  ): Promise<void> {
    const items = result[field] as ItemOf<K>[] | undefined
    if (items === undefined) return
    const replaced: ItemOf<K>[] = []
    for (const [i, item] of items.entries()) replaced.push(await atField(node, [field, i], () => replace(item, i)))
    Object.assign(result, { [field]: replaced })
  }

  async function localizeCharts(): Promise<void> {
    const home = (path: string | undefined): Promise<string> => copyChartHome(root, path ?? '')
    await eachOf('helmChartInflationGenerator', async (chart) => ({
      ...chart,
      values: await file(chart.values ?? ''),
      chartHome: await home(chart.chartHome),
    }))
    await eachOf('helmCharts', async (chart) => {
      const additionalValuesFiles: string[] = []
      for (const path of chart.additionalValuesFiles ?? []) additionalValuesFiles.push(await file(path))
      return { ...chart, valuesFile: await file(chart.valuesFile ?? ''), additionalValuesFiles }
    })
    if (result.helmGlobals !== undefined) {
      const chartHome = await atField(node, ['helmGlobals', 'chartHome'], () => home(result.helmGlobals!.chartHome))
      result.helmGlobals = { ...result.helmGlobals, chartHome }
    } else if (result.helmCharts?.length) {
      await atField(node, ['helmCharts'], () => home(''))
    }
  }
}

type ListField = {
  [K in keyof Kustomization]-?: NonNullable<Kustomization[K]> extends unknown[] ? K : never
}[keyof Kustomization]
type ItemOf<K extends ListField> = NonNullable<Kustomization[K]>[number]

async function localizeGenerator<T extends ConfigMapArgs>(root: Root, args: T): Promise<T> {
  const result = { ...args }
  if (args.env) result.env = await localizeFile(root, args.env)
  if (args.envs !== undefined) result.envs = await inTurn(args.envs, (path) => localizeFile(root, path))
  if (args.files !== undefined) result.files = await inTurn(args.files, (source) => localizeFileSource(root, source))
  return result
}

async function inTurn(paths: readonly string[], replace: (path: string) => Promise<string>): Promise<string[]> {
  const replaced: string[] = []
  for (const path of paths) replaced.push(await replace(path))
  return replaced
}

/** `path` or `key=path`. */
export async function localizeFileSource(root: Root, source: string): Promise<string> {
  const { key, path } = splitFileSource(source)
  const copy = await localizeFile(root, path)
  return source === path ? copy : `${key}=${copy}`
}

/** A patch that stands in the field itself stays as it is. */
export async function localizePatchEntry(root: Root, entry: string): Promise<string> {
  return tryReadManifests({ path: '', text: entry }) === undefined ? localizeFile(root, entry) : entry
}
