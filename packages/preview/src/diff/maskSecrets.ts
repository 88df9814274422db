import type { JsonValue } from '@kust/core'
import { textOf } from './alignLists.ts'
import { isMapping } from './diffFields.ts'

type Manifest = { readonly [key: string]: JsonValue }

/**
 * Two Secrets without their values. What is left of a value is whether it is the same on both sides: neither its length
 * nor a hash, from which short ones could be guessed.
 */
export function maskSecrets<T extends Manifest | undefined>(before: T, after: T): [T, T] {
  return [maskOne(before, after, 'before'), maskOne(after, before, 'after')]
}

export function isSecret(manifest: Manifest | undefined): boolean {
  return manifest?.kind === 'Secret'
}

/** A copy of the values, which `kubectl apply` leaves in live Secrets. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

function maskOne<T extends Manifest | undefined>(
  manifest: T,
  other: Manifest | undefined,
  side: 'before' | 'after',
): T {
  if (manifest === undefined || !isSecret(manifest)) return manifest
  const masked: { [key: string]: JsonValue } = { ...manifest }
  for (const field of ['data', 'stringData']) {
    if (Object.hasOwn(manifest, field)) masked[field] = maskValues(manifest[field]!, other?.[field], side)
  }
  const { metadata } = manifest
  if (isMapping(metadata) && isMapping(metadata.annotations) && Object.hasOwn(metadata.annotations, lastApplied)) {
    masked.metadata = { ...metadata, annotations: { ...metadata.annotations, [lastApplied]: '***' } }
  }
  return masked as T
}

function maskValues(values: JsonValue, others: JsonValue | undefined, side: 'before' | 'after'): JsonValue {
  if (values === null) return null
  if (!isMapping(values)) return mask(values, others, side)
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      return [key, mask(value, isMapping(others) && Object.hasOwn(others, key) ? others[key] : undefined, side)]
    }),
  )
}

function mask(value: JsonValue, other: JsonValue | undefined, side: 'before' | 'after'): string {
  return other === undefined || textOf(value) === textOf(other) ? '***' : `*** (${side})`
}
