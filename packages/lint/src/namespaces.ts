import { currentId, type Resource } from '@kust/core/inspect'

export function namespaceOf(resource: Resource): string {
  return currentId(resource).namespace
}

/** Whether two resources may come into the same namespace: who applies them says where those without one go. */
export function sameNamespace(a: string, b: string): boolean {
  return a === b || a === '' || b === ''
}
