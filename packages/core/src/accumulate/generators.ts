import { atField, atFieldSync } from '../diagnostics/context.ts'
import { absorb } from '../generate/behavior.ts'
import { generateConfigMap, generateSecret, withGlobalOptions } from '../generate/configMap.ts'
import { placeOf } from '../kustomization/decode.ts'
import { joinPath } from '../kustomization/path.ts'
import type { Origin } from '../resource/origin.ts'
import { getField } from '../yaml/node.ts'
import type { Accumulator, Target } from './accumulate.ts'
import { configureGenerators, inflateCharts } from './plugins.ts'

/** Runs the generators of a kustomization and absorbs what they make, in the reference's order. */
export async function runGenerators(target: Target, accumulator: Accumulator): Promise<void> {
  const { loaded, kustomization, context } = target
  const external = await configureGenerators(target)
  const contentOf = (path: string): Uint8Array => loaded.files.get(path)!.bytes
  for (const field of ['configMapGenerator', 'secretGenerator'] as const) {
    const generate = field === 'configMapGenerator' ? generateConfigMap : generateSecret
    const kind = field === 'configMapGenerator' ? 'ConfigMapGenerator' : 'SecretGenerator'
    for (const [i, args] of (kustomization[field] ?? []).entries()) {
      atFieldSync(loaded.node, [field, i], () => {
        const place = placeOf(loaded.node, [field, i])
        const options = withGlobalOptions(args, kustomization.generatorOptions)
        const resource = generate(options, contentOf, context.schema, place)
        resource.origin = builtInOrigin(target, kind)
        absorb(accumulator.resMap, resource)
        context.trace?.({ kind, place }, accumulator.resMap.resources)
      })
    }
  }
  for (const [i, chart] of (kustomization.helmCharts ?? []).entries()) {
    const field = chartField(target, i)
    const namespace = chart.namespace || kustomization.namespace || target.inheritedNamespace
    const settings = { ...kustomization.helmGlobals, ...chart, ...(namespace && { namespace }) }
    const inflate = inflateCharts(target, (...inner) => placeOf(loaded.node, [...field, ...inner]))
    await atField(loaded.node, field, async () => {
      for (const resource of await inflate(settings)) {
        resource.origin ??= builtInOrigin(target, 'HelmChartInflationGenerator')
        absorb(accumulator.resMap, resource)
      }
    })
    const place = placeOf(loaded.node, field)
    context.trace?.({ kind: 'HelmChartInflationGenerator', place }, accumulator.resMap.resources)
  }
  for (const generator of external) {
    for (const resource of await generator.generate()) {
      resource.origin ??= generator.origin
      atFieldSync(loaded.node, ['generators'], () => absorb(accumulator.resMap, resource))
    }
    context.trace?.({ kind: generator.kind, place: generator.place }, accumulator.resMap.resources)
  }
}

/** Where a chart stands; those of the deprecated field come behind the others. */
function chartField({ loaded, kustomization }: Target, i: number): (string | number)[] {
  const old = getField(loaded.node, 'helmChartInflationGenerator')
  const own = kustomization.helmCharts!.length - (old?.kind === 'sequence' ? old.items.length : 0)
  return i < own ? ['helmCharts', i] : ['helmChartInflationGenerator', i - own]
}

/** The origin of what a field of a kustomization makes or changes. */
export function builtInOrigin(target: Target, kind: string): Origin | undefined {
  if (target.origin === undefined) return undefined
  const { path, repo, ref } = target.origin
  return {
    ...(repo !== undefined && { repo }),
    ...(ref !== undefined && { ref }),
    configuredIn: joinPath(path ?? '', target.loaded.fileName),
    configuredBy: { apiVersion: 'builtin', kind },
  }
}
