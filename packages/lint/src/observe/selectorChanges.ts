import { getField, type Place, type Resource, type Step, textEntries, textOf } from '@kust/core/inspect'

/** A label that a kustomization put into the selector of a workload that another one brought. */
export interface SelectorChange {
  readonly place: Place
  readonly workload: string
  readonly label: string
  /** What was selected before; undefined if the label is new. */
  readonly before: string | undefined
  readonly after: string
}

/** Kinds whose `spec.selector` the API server refuses to change. */
const immutableSelectors = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']

/** The labels that a workload of an immutable selector selects; none for anything else. */
export function selectedLabels({ manifest }: Resource): ReadonlyMap<string, string> | undefined {
  if (!immutableSelectors.includes(textOf(getField(manifest, 'kind')))) return undefined
  return textEntries(getField(getField(getField(manifest, 'spec'), 'selector'), 'matchLabels'))
}

export function selectorChanges(
  { place }: Step,
  { manifest }: Resource,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): SelectorChange[] {
  if (place === undefined) return []
  const workload = `${textOf(getField(manifest, 'kind'))} ${textOf(getField(getField(manifest, 'metadata'), 'name'))}`
  return [...after]
    .filter(([label, value]) => before.get(label) !== value)
    .map(([label, value]) => ({ place, workload, label, before: before.get(label), after: value }))
}
