import type { Kustomization } from '@kust/core'
import { getField, type YamlNode } from '@kust/core/inspect'
import type { LintContext, LintedKustomization } from '../context.ts'

/** An entry of a list in a kustomization file, as it stands there and as it was decoded. */
export interface Entry<T> {
  readonly kustomization: LintedKustomization
  readonly node: YamlNode
  readonly value: T
}

type ListField = {
  [K in keyof Kustomization]-?: NonNullable<Kustomization[K]> extends readonly unknown[] ? K : never
}[keyof Kustomization]

type Item<K extends ListField> = NonNullable<Kustomization[K]>[number]

/** The entries of a field in all kustomizations; those that deprecated fields add are not among them. */
export function* entriesOf<K extends ListField>({ kustomizations }: LintContext, field: K): Generator<Entry<Item<K>>> {
  for (const kustomization of kustomizations) {
    const list = getField(kustomization.node, field)
    const values = (kustomization.kustomization[field] ?? []) as readonly Item<K>[]
    if (list?.kind === 'sequence')
      for (const [i, node] of list.items.entries()) yield { kustomization, node, value: values[i]! }
  }
}

/** `name=web, kind=Deployment`: a selector or a target in words. */
export function inWords(selector: object): string {
  const parts = Object.entries(selector).filter(([, value]) => value !== '' && value !== undefined)
  return parts.map(([key, value]) => `${key}=${value}`).join(', ') || 'anything'
}
