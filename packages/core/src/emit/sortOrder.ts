import { legacyOptionsWithoutLegacy, unknownSortOrder } from '../diagnostics/errors/kustomization.ts'
import type { LegacySortOptions, SortOptions } from '../kustomization/kustomization.ts'
import { gvkToString } from '../resource/gvk.ts'
import { firstKinds, gvkSortText, kindRanks, lastKinds } from '../resource/kindOrder.ts'
import { ResMap } from '../resource/resMap.ts'
import { currentId, type Resource } from '../resource/resource.ts'
import { compareBytes } from '../yaml/json.ts'

/** Orders resources as `sortOptions` asks for; without it in the legacy order, by kind and then by id. */
export function sortResources(resources: readonly Resource[], options: SortOptions | undefined): readonly Resource[] {
  const { order = '', legacySortOptions } = options ?? { order: 'legacy' }
  if (order !== 'fifo' && order !== 'legacy') throw unknownSortOrder(order)
  if (order === 'fifo') {
    if (legacySortOptions !== undefined) throw legacyOptionsWithoutLegacy()
    return resources
  }
  return legacyOrder(resources, legacySortOptions ?? { orderFirst: [...firstKinds], orderLast: [...lastKinds] })
}

interface Ranked {
  readonly resource: Resource
  readonly rank: number
  readonly isCoreNamespace: boolean
  readonly isNamespace: boolean
  readonly gvkText: string
  readonly idText: string
}

function legacyOrder(resources: readonly Resource[], options: LegacySortOptions): readonly Resource[] {
  const ranks = kindRanks(options.orderFirst ?? [], options.orderLast ?? [])
  const ranked = resources.map((resource): Ranked => {
    const id = currentId(resource)
    const isNamespace = id.kind === 'Namespace'
    return {
      resource,
      rank: ranks.get(id.kind) ?? 0,
      isNamespace,
      isCoreNamespace: isNamespace && id.group === '',
      gvkText: gvkSortText(id),
      idText: `${gvkToString(id)}|${id.namespace || '~X'}|${id.name || '~N'}`,
    }
  })
  const sorted = new ResMap()
  sorted.append(ranked.sort(compare).map(({ resource }) => resource))
  return sorted.resources
}

function compare(a: Ranked, b: Ranked): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  if (a.gvkText === b.gvkText) return compareBytes(a.idText, b.idText)
  const order = compareBytes(a.gvkText, b.gvkText)
  // Of Namespaces, the core ones come first.
  const reversed = a.isNamespace && b.isNamespace && (a.isCoreNamespace || b.isCoreNamespace)
  return reversed ? -order : order
}
