import type { ResourceDiff } from './diffResources.ts'

/** What a change does to one kustomization, often an environment. */
export interface EnvironmentDiff {
  /** The folder, or what else was compared. */
  readonly name: string
  /** Whether there is a kustomization on one side only. */
  readonly change: 'added' | 'removed' | 'changed'
  readonly resources: readonly ResourceDiff[]
  /** Why it could not be rendered, as users are told it; then nothing is compared. */
  readonly errors: { readonly before?: string; readonly after?: string }
}

/** How many resources of each kind of change there are. */
export interface Counts {
  readonly added: number
  readonly removed: number
  readonly changed: number
}

export function countsOf(environments: readonly EnvironmentDiff[]): Counts {
  const counts = { added: 0, removed: 0, changed: 0 }
  for (const { resources } of environments) for (const { change } of resources) counts[change]++
  return counts
}

export function hasErrors({ errors }: EnvironmentDiff): boolean {
  return errors.before !== undefined || errors.after !== undefined
}

export function isDifferent(environment: EnvironmentDiff): boolean {
  return environment.resources.length > 0 || hasErrors(environment)
}

/** `Deployment shop/web`, with the former name if it has another hash now. */
export function titleOf({ id, before, after }: ResourceDiff): string {
  const name = id.namespace === '' ? id.name : `${id.namespace}/${id.name}`
  const isRenamed = before !== undefined && after !== undefined && before.id.name !== after.id.name
  return `${id.kind} ${name}${isRenamed ? ` (was ${before.id.name})` : ''}`
}
