import { atField } from '../../diagnostics/context.ts'
import {
  helmChartMissing,
  helmChartNameMissing,
  helmChartOutside,
  helmLinkOutside,
  helmValuesMergeUnknown,
  helmVersion,
} from '../../diagnostics/errors/helm.ts'
import { KustError } from '../../diagnostics/kustError.ts'
import type { HelmChart, HelmGlobals } from '../../kustomization/kustomization.ts'
import { isAbsolute, isInOrBelow, joinPath } from '../../kustomization/path.ts'
import { absorbBuildAnnotations } from '../../resource/buildAnnotations.ts'
import { readManifests, readUnexpanded } from '../../resource/readManifests.ts'
import { newResource, type Resource } from '../../resource/resource.ts'
import type { Schema } from '../../schema/schema.ts'
import type { MappingNode, Place, SourceText, YamlNode } from '../../yaml/node.ts'
import { sourceText } from '../../yaml/readYaml.ts'
import { chartParent, checkArguments, pullArguments, templateArguments } from './helmArguments.ts'
import type { Helm, HelmHost } from './helmHost.ts'
import { inlineValues } from './helmValues.ts'

/** All that can be said about a chart. */
export type ChartSettings = HelmGlobals & HelmChart

export interface ChartContext {
  readonly host: HelmHost
  /** The folder of the kustomization. */
  readonly root: string
  /** Whether what lies outside the root may be read and written. */
  readonly isFree: boolean
  /** Reads a file that the kustomization names, by its load restrictor. */
  readonly loadFile: (path: string) => Promise<{ readonly bytes: Uint8Array; readonly source: SourceText }>
  readonly schema: Schema
  /** The place of the chart, or of one of its fields. */
  readonly at: (...field: (string | number)[]) => YamlNode
}

/** The resources of a chart, pulled first if it is not there. */
export async function inflateChart(settings: ChartSettings, context: ChartContext): Promise<Resource[]> {
  const { host, at } = context
  const chart = withDefaults(settings, host)
  if (!chart.name) throw helmChartNameMissing(at())
  if (!['', 'override', 'merge', 'replace'].includes(chart.valuesMerge ?? '')) {
    throw helmValuesMergeUnknown(chart.valuesMerge ?? '', at('valuesMerge'))
  }
  checkArguments(chart, at)
  const output = await host.session(chart.configHome || undefined, async (helm) => {
    await checkVersion(helm, at())
    const folder = await findChart(chart, helm, context)
    const valuesFiles = await prepareValues(chart, folder, helm, context)
    return helm.run(templateArguments(chart, folder, valuesFiles), 'nothing')
  })
  return resourcesOf(output, chart, context)
}

/** Upstream says that the command line wins, but what a chart says does. */
function withDefaults(settings: ChartSettings, { defaults }: HelmHost): ChartSettings {
  const { kubeVersion, apiVersions, debug } = defaults
  return {
    ...(kubeVersion && { kubeVersion }),
    ...(apiVersions?.length && { apiVersions: [...apiVersions] }),
    ...settings,
    ...((settings.debug || debug) && { debug: true }),
  }
}

async function checkVersion(helm: Helm, place: Place): Promise<void> {
  const output = await helm.run(['version', '--short'], 'nothing')
  const major = /v?(\d+)(\.\d+)+/.exec(output)?.[1]
  if (major !== '3' && major !== '4') throw helmVersion(output, place)
}

/** The chart's folder. What is there is taken as it is; what is not is pulled. */
async function findChart(chart: ChartSettings, helm: Helm, context: ChartContext): Promise<string> {
  const { root, isFree, at } = context
  const { name, chartHome = '' } = chart
  const home = isAbsolute(chartHome) ? joinPath(chartHome) : joinPath(root, chartHome || 'charts')
  const parent = chartParent(home, chart)
  const folder = joinPath(parent, name!)
  // As with bases, a relative path may lead out of the root; nothing may be written there, though.
  if (!isFree && isAbsolute(chartHome) && !isInOrBelow(home, root)) throw helmChartOutside(chartHome, root, at())
  let found = await helm.folderAt(folder)
  if (found === undefined) {
    if (!chart.repo) throw helmChartMissing(name!, folder, at('name'))
    if (!isFree && !(await isInside(parent, root, helm))) throw helmChartOutside(parent, root, at())
    await helm.run(pullArguments(chart, parent), 'network')
    found = await helm.folderAt(folder)
    if (found === undefined) throw helmChartMissing(name!, folder, at('name'))
  }
  if (!isFree) {
    // Helm follows links, so that a chart could show any file of the machine.
    const link = await helm.linkOutOf(folder, [root, folder])
    if (link !== undefined) throw helmLinkOutside(link, root, at())
  }
  return folder
}

/** Whether a folder that need not exist yet would really be in the root. */
async function isInside(path: string, root: string, helm: Helm): Promise<boolean> {
  for (let at = path; isInOrBelow(at, root); at = joinPath(at, '..')) {
    const real = await helm.folderAt(at)
    if (real !== undefined) return isInOrBelow(real, root)
  }
  return false
}

/** Writes the values and gives the paths of all values files. */
async function prepareValues(
  chart: ChartSettings,
  folder: string,
  helm: Helm,
  { root, loadFile, schema, at }: ChartContext,
): Promise<string[]> {
  const additional: string[] = []
  for (const [i, path] of (chart.additionalValuesFiles ?? []).entries()) {
    await atField(at('additionalValuesFiles', i), [], () => loadFile(path))
    additional.push(joinPath(root, path))
  }
  const valuesFile = chart.valuesFile || joinPath(folder, 'values.yaml')
  const hasInline = Object.keys(chart.valuesInline ?? {}).length > 0
  const file =
    hasInline && chart.valuesMerge === 'replace'
      ? undefined
      : await atField(at('valuesFile'), [], () => loadFile(valuesFile))
  const content = hasInline ? inlineValues(chart, file?.source, schema) : file!.bytes
  return [await helm.writeValues(`${chart.name}-kustomize-values.yaml`, content), ...additional]
}

function resourcesOf(output: string, chart: ChartSettings, { schema, at }: ChartContext): Resource[] {
  const source = sourceText(`helm template ${chart.name}`, output)
  return manifestsOf(source, at()).map((manifest) => {
    const resource = newResource(manifest, schema)
    absorbBuildAnnotations(resource)
    resource.helmGenerated = true
    return resource
  })
}

/** Where a list of a kind of its own cannot be expanded, upstream takes the list as it is. */
function manifestsOf(source: SourceText, place: Place): MappingNode[] {
  try {
    return readManifests(source)
  } catch (error) {
    if (!(error instanceof KustError)) throw error
    try {
      return readUnexpanded(source)
    } catch {
      throw error.locate(place)
    }
  }
}
