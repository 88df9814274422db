import type { Resource } from '../resource/resource.ts'
import type { Place } from '../yaml/node.ts'

/** One thing that a build does to resources. */
export interface Step {
  /** The reference's name for a transformer or generator; else what happens once: `resource`, `hash`, ... */
  readonly kind: string
  /** The field of a kustomization that asks for it, or the configuration of a plugin; undefined if none does. */
  readonly place: Place | undefined
}

/** Told of every step of a build, once it is done, with the resources that it may have changed. */
export type Trace = (step: Step, resources: readonly Resource[]) => void
