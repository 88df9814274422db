import { helmArgumentRefused, helmChartNameRefused } from '../../diagnostics/errors/helm.ts'
import type { HelmChart } from '../../kustomization/kustomization.ts'
import { joinPath } from '../../kustomization/path.ts'
import type { Place } from '../../yaml/node.ts'

/** The folder that has, or is to get, the chart's own: one for each version of a chart that is pulled. */
export function chartParent(chartHome: string, chart: HelmChart): string {
  return chart.version && chart.repo ? joinPath(chartHome, `${chart.name}-${chart.version}`) : chartHome
}

/** Refuses what Helm would take for options, and names that lead elsewhere. */
export function checkArguments(chart: HelmChart, at: (field: string) => Place): void {
  const { name = '' } = chart
  // Upstream cannot write the values of a chart whose name has a slash; dots alone would be its parent.
  if (name.includes('/') || name === '.' || name === '..') throw helmChartNameRefused(name, at('name'))
  for (const field of ['name', 'version', 'repo', 'releaseName', 'namespace', 'kubeVersion'] as const) {
    const text = chart[field] ?? ''
    if (text.startsWith('-')) throw helmArgumentRefused(field, text, at(field))
  }
  for (const text of chart.apiVersions ?? []) {
    if (text.startsWith('-')) throw helmArgumentRefused('apiVersions', text, at('apiVersions'))
  }
}

/** `helm pull`, into a folder. */
export function pullArguments({ name = '', repo = '', version, devel }: HelmChart, parent: string): string[] {
  const from = repo.startsWith('oci://') ? [`${repo.replace(/\/$/, '')}/${name}`] : ['--repo', repo, name]
  return [
    'pull',
    '--untar',
    '--untardir',
    parent,
    ...from,
    ...(version ? ['--version', version] : []),
    ...(devel ? ['--devel'] : []),
  ]
}

/** `helm template`, of a chart in a folder, with values files in the order in which later ones win. */
export function templateArguments(chart: HelmChart, folder: string, valuesFiles: readonly string[]): string[] {
  return [
    'template',
    chart.releaseName || '--generate-name',
    folder,
    ...(chart.namespace ? ['--namespace', chart.namespace] : []),
    ...(chart.nameTemplate ? ['--name-template', chart.nameTemplate] : []),
    ...valuesFiles.flatMap((file) => ['-f', file]),
    ...(chart.apiVersions ?? []).flatMap((version) => ['--api-versions', version]),
    ...(chart.kubeVersion ? ['--kube-version', chart.kubeVersion] : []),
    ...(chart.includeCRDs ? ['--include-crds'] : []),
    ...(chart.skipTests ? ['--skip-tests'] : []),
    ...(chart.skipHooks ? ['--no-hooks'] : []),
    ...(chart.debug ? ['--debug'] : []),
    ...(chart.devel ? ['--devel'] : []),
  ]
}
