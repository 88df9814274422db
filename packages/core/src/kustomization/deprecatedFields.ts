import type { HelmChart, HelmChartArgs, HelmGlobals, Kustomization } from './kustomization.ts'

const editFix = "Run 'kustomize edit fix' to update your Kustomization automatically."

const deprecations: readonly (readonly [keyof Kustomization, string])[] = [
  ['bases', `Please use 'resources' instead. ${editFix}`],
  ['commonLabels', `Please use 'labels' instead. ${editFix}`],
  ['imageTags', `Please use 'images' instead. ${editFix}`],
  ['patchesJson6902', `Please use 'patches' instead. ${editFix}`],
  ['patchesStrategicMerge', `Please use 'patches' instead. ${editFix}`],
  ['vars', `Please use 'replacements' instead. [EXPERIMENTAL] ${editFix}`],
]

/** A deprecated field that is used, with the reference's warning about it. */
export interface Deprecation {
  readonly field: keyof Kustomization
  readonly message: string
}

/** The deprecated fields in use, in the reference's order and words. */
export function findDeprecated(kustomization: Kustomization): Deprecation[] {
  return deprecations
    .filter(([field]) => kustomization[field] !== undefined)
    .map(([field, advice]) => ({ field, message: `# Warning: '${field}' is deprecated. ${advice}` }))
}

/** Moves deprecated fields into today's where upstream does so on load, and fills in kind and apiVersion. */
export function modernize(kustomization: Kustomization): Kustomization {
  const { bases, imageTags, helmChartInflationGenerator, ...rest } = kustomization
  const kind = rest.kind || 'Kustomization'
  const result: Kustomization = { ...rest, kind, apiVersion: rest.apiVersion || apiVersionOf(kind) }
  if (bases?.length) result.resources = [...(rest.resources ?? []), ...bases]
  if (imageTags?.length) result.images = [...(rest.images ?? []), ...imageTags]
  if (rest.configMapGenerator) result.configMapGenerator = rest.configMapGenerator.map(withEnvs)
  if (rest.secretGenerator) result.secretGenerator = rest.secretGenerator.map(withEnvs)
  if (helmChartInflationGenerator?.length) {
    const globals = helmGlobalsOf(helmChartInflationGenerator)
    if (rest.helmGlobals === undefined && globals !== undefined) result.helmGlobals = globals
    result.helmCharts = [...(rest.helmCharts ?? []), ...helmChartInflationGenerator.map(helmChartOf)]
  }
  return result
}

/** The one apiVersion that a kind may have. */
export function apiVersionOf(kind: string): string {
  return kind === 'Component' ? 'kustomize.config.k8s.io/v1alpha1' : 'kustomize.config.k8s.io/v1beta1'
}

/** Whether a modernized kustomization says nothing but its type. */
export function saysNothing(kustomization: Kustomization): boolean {
  const { kind: _, apiVersion: __, ...rest } = kustomization
  return Object.values(rest).every((value) => value === undefined || value === '')
}

function withEnvs<T extends { env?: string; envs?: string[] }>(args: T): T {
  const { env, ...rest } = args
  return env ? ({ ...rest, envs: [...(args.envs ?? []), env] } as T) : args
}

function helmChartOf(old: HelmChartArgs): HelmChart {
  return dropUndefined({
    name: old.chartName,
    version: old.chartVersion,
    repo: old.chartRepoUrl,
    valuesFile: old.values,
    valuesInline: old.valuesLocal,
    valuesMerge: old.valuesMerge,
    releaseName: old.releaseName,
  })
}

function helmGlobalsOf(charts: readonly HelmChartArgs[]): HelmGlobals | undefined {
  const globals = dropUndefined<HelmGlobals>({
    chartHome: charts.findLast((c) => c.chartHome)?.chartHome,
    configHome: charts.findLast((c) => c.helmHome)?.helmHome,
  })
  return Object.keys(globals).length > 0 ? globals : undefined
}

function dropUndefined<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
}
