import { describeGvk, type Gvk } from './gvk.ts'

/** What identifies a resource: its type, name and namespace. */
export interface ResId extends Gvk {
  readonly name: string
  /** As written; empty when there is none. */
  readonly namespace: string
  /** Whether the type is known to have no namespace. Unknown types count as namespaced. */
  readonly clusterScoped: boolean
}

/** Stands for the namespace of everything that has none; selectors can match it. */
const noNamespace = '_non_namespaceable_'

/** The namespace that counts when ids are compared: no namespace means `default`. */
export function effectiveNamespace(id: Pick<ResId, 'namespace' | 'clusterScoped'>): string {
  if (id.clusterScoped) return noNamespace
  return id.namespace === '' ? 'default' : id.namespace
}

export function sameGvkAndName(a: ResId, b: ResId): boolean {
  return a.name === b.name && a.kind === b.kind && a.group === b.group && a.version === b.version
}

export function sameResId(a: ResId, b: ResId): boolean {
  return sameGvkAndName(a, b) && effectiveNamespace(a) === effectiveNamespace(b)
}

/** A text that is equal for two ids exactly when `sameResId` holds. */
export function resIdKey(id: ResId): string {
  return `${id.group}\n${id.version}\n${id.kind}\n${id.name}\n${effectiveNamespace(id)}`
}

/** For messages: `apps/v1 Deployment web in namespace shop`. */
export function describeResId(id: Partial<ResId>): string {
  const parts = [describeGvk(id), id.name].filter(Boolean)
  if (id.namespace) parts.push(`in namespace ${id.namespace}`)
  return parts.join(' ') || 'any resource'
}
