import type { GvkPattern } from './gvk.ts'

/** The kinds that upstream puts first, and last, wherever it sorts by type. */
export const firstKinds: readonly string[] = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
]

export const lastKinds: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']

/** Ranks of kinds: below zero for the first ones, above for the last, none for the others. */
export function kindRanks(first: readonly string[], last: readonly string[]): ReadonlyMap<string, number> {
  return new Map([
    ...first.map((kind, i) => [kind, i - first.length] as const),
    ...last.map((kind, i) => [kind, i + 1] as const),
  ])
}

const defaultRanks = kindRanks(firstKinds, lastKinds)

export function kindRank(kind: string): number {
  return defaultRanks.get(kind) ?? 0
}

/** The text by which upstream compares types of one rank; missing parts sort behind lower-case letters. */
export function gvkSortText({ group, version, kind }: GvkPattern): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`
}
