import type { Selector } from '@kust/core'
import {
  compileSelector,
  isDeleted,
  type LoadedKustomization,
  type Place,
  placeOf,
  type Resource,
  readReplacements,
  selectsAnyId,
} from '@kust/core/inspect'
import { placeKey } from '../places.ts'

/** A target of a replacement that selects no resource. */
export interface UnmatchedTarget {
  readonly place: Place
  readonly select: Selector
}

/** Notes which targets of a kustomization's replacements select something; in one build is enough. */
export function noteTargets(
  targets: Map<string, UnmatchedTarget | 'matched'>,
  { node, kustomization, files }: LoadedKustomization,
  resources: readonly Resource[],
): void {
  const left = resources.filter((resource) => !isDeleted(resource))
  kustomization.replacements?.forEach((field, i) => {
    const entry = placeOf(node, ['replacements', i])
    for (const { replacement, place } of readReplacements(field, (path) => files.get(path)!.source, entry)) {
      replacement.targets?.forEach(({ select }, j) => {
        if (select === undefined) return
        const at = place === entry ? placeOf(entry, ['targets', j]) : place
        const key = `${placeKey(place)}/${j}`
        const compiled = compileSelector(select)
        const isMatched = left.some((resource) => compiled.matchesLabels(resource) && selectsAnyId(compiled, resource))
        if (isMatched || !targets.has(key)) targets.set(key, isMatched ? 'matched' : { place: at, select })
      })
    }
  })
}
