import { getField, type Place, type Resource, textEntries, textOf, type YamlNode } from '@kust/core/inspect'
import { namespaceOf, sameNamespace } from '../namespaces.ts'

/** A Service that selected Pods of the build when it was loaded, and in the output selects none. */
export interface LostService {
  readonly place: Place
  readonly name: string
  readonly selector: ReadonlyMap<string, string>
}

type Labels = ReadonlyMap<string, string>

/** What counts for services, of a resource as it was loaded. */
export interface Selection {
  /** What a Service selects. */
  readonly selects: Labels | undefined
  /** The labels of the Pods that a workload makes. */
  readonly pods: Labels | undefined
}

export function selectionOf({ manifest }: Resource): Selection {
  const spec = getField(manifest, 'spec')
  const kind = textOf(getField(manifest, 'kind'))
  const selector = kind === 'Service' ? textEntries(getField(spec, 'selector')) : undefined
  const template = kind === 'Pod' ? manifest : getField(spec, 'template')
  const isWorkload = kind === 'Pod' || getField(getField(template, 'spec'), 'containers') !== undefined
  return {
    selects: selector?.size ? selector : undefined,
    pods: isWorkload ? textEntries(getField(getField(template, 'metadata'), 'labels')) : undefined,
  }
}

export function lostServices(
  resources: readonly Resource[],
  loaded: { get(resource: Resource): Selection | undefined },
): LostService[] {
  const pods = resources.flatMap((resource) => {
    const now = selectionOf(resource).pods
    return now === undefined ? [] : [{ now, before: loaded.get(resource)?.pods, namespace: namespaceOf(resource) }]
  })
  return resources.flatMap((resource) => {
    const before = loaded.get(resource)?.selects
    const now = selectionOf(resource).selects
    if (before === undefined || now === undefined) return []
    const had = pods.some((pod) => pod.before !== undefined && isSelected(pod.before, before))
    const has = pods.some((pod) => sameNamespace(pod.namespace, namespaceOf(resource)) && isSelected(pod.now, now))
    if (!had || has) return []
    return [{ place: placeOfSelector(resource), name: textOf(nameNode(resource)), selector: now }]
  })
}

function isSelected(labels: Labels, selector: Labels): boolean {
  return [...selector].every(([key, value]) => labels.get(key) === value)
}

/** The selector in the Service's own file, or wherever else the value that was written last stands. */
function placeOfSelector({ manifest }: Resource): Place {
  const selector = getField(getField(manifest, 'spec'), 'selector')!
  return selector.source === undefined ? manifest : selector
}

function nameNode({ manifest }: Resource): YamlNode | undefined {
  return getField(getField(manifest, 'metadata'), 'name')
}
