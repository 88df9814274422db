import { positionOf } from '@kust/core/inspect'
import type { Rule } from '../finding.ts'
import type { SelectorChange } from '../observe/selectorChanges.ts'
import { placeKey } from '../places.ts'

export const immutableSelector: Rule = {
  code: 'immutable-selector',
  severity: 'note',
  summary: 'Labels that an overlay puts into selectors of workloads, which cannot be changed once they are deployed',
  help: 'The API server refuses any change of the selector of a Deployment, StatefulSet, DaemonSet or ReplicaSet that exists. Labels in selectors are therefore for good; such as may change one day belong into `labels` without `includeSelectors`, with `includeTemplates` where Pods are to have them. It is a warning where a label takes the place of another value, for then the base selects something else.',
  *check({ selectorChanges }) {
    for (const changes of byPlace(selectorChanges)) {
      const replaced = changes.filter(({ before }) => before !== undefined)
      const shown = replaced.length > 0 ? replaced : changes
      const labels = [...new Set(shown.map(({ label, before, after }) => described(label, before, after)))].join(', ')
      const workloads = [...new Set(shown.map(({ workload }) => workload))]
      yield {
        at: changes[0]!.place,
        ...(replaced.length > 0 && { severity: 'warning' as const }),
        message: `changes the selectors of ${listed(workloads)}, which cannot change once deployed: ${labels}`,
      }
    }
  },
}

export const serviceWithoutPods: Rule = {
  code: 'service-without-pods',
  severity: 'warning',
  summary: 'A Service that selects Pods of its base, and in the output selects none',
  help: 'Labels, a patch, a namespace or a name have changed the workload or the Service, but not both. Give both the same labels.',
  *check({ builds }) {
    for (const { lostServices } of builds) {
      for (const { place, name, selector } of lostServices) {
        const labels = [...selector].map(([key, value]) => `${key}=${value}`).join(',')
        yield {
          at: positionOf(place) === undefined ? '' : place,
          message: `the Service ${name} selects no Pods any more: none of its namespace has ${labels}`,
        }
      }
    }
  },
}

function byPlace(changes: readonly SelectorChange[]): SelectorChange[][] {
  const groups = new Map<string, SelectorChange[]>()
  for (const change of changes) {
    const key = placeKey(change.place)
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups.values()]
}

function described(label: string, before: string | undefined, after: string): string {
  return before === undefined ? `${label}=${after}` : `${label}=${after} was ${before}`
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}
