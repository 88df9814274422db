import type { Selector } from '@kust/core'
import type { Place, Resource, Step, YamlNode } from '@kust/core/inspect'
import { compileSelector, selectsResource } from '@kust/core/inspect'
import { placeKey } from '../places.ts'

/** What an entry of a kustomization did. */
export interface Effect {
  /** Whether anything is different because of it. */
  changed: boolean
  /** Whether it found what it is for, if only to leave it as it was. */
  matched: boolean
}

export type Effects = Map<string, Effect>

/** Notes what a step did: one that had an effect in any of several builds has one. */
export function noteEffect(
  effects: Effects,
  { place, kind }: Step,
  changed: boolean,
  resources: readonly Resource[],
  targetOf: (place: Place) => Selector | undefined,
): void {
  if (place === undefined) return
  const key = placeKey(place)
  const effect = effects.get(key) ?? { changed: false, matched: false }
  effects.set(key, effect)
  effect.changed ||= changed
  // What changed nothing left the resources as it found them, so that they can still be asked.
  effect.matched ||= changed || matches(kind, place, resources, targetOf)
}

function matches(
  kind: string,
  place: Place,
  resources: readonly Resource[],
  targetOf: (place: Place) => Selector | undefined,
): boolean {
  if (kind === 'ImageTagTransformer') return resources.some(({ manifest }) => holdsPlace(manifest, place))
  const target = targetOf(place)
  if (target === undefined) return true
  const compiled = compileSelector(target)
  return resources.some((resource) => selectsResource(compiled, resource))
}

/** Whether a value stems from a place: what was written over it by the same value is told by that alone. */
function holdsPlace(node: YamlNode, place: Place): boolean {
  if (node.kind === 'scalar') return node.source === place.source && node.offset === place.offset
  const children = node.kind === 'mapping' ? node.entries.map(({ value }) => value) : node.items
  return children.some((child) => holdsPlace(child, place))
}
