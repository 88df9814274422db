import { type BuiltResource, type JsonValue, printManifest, type ResId } from '@kust/core'
import { tooDeepToCompare } from '../errors.ts'
import { diffFields, type FieldDiff } from './diffFields.ts'
import { comparableToLive } from './liveManifest.ts'
import { isSecret, maskSecrets } from './maskSecrets.ts'
import { matchResources, type Pair } from './matchResources.ts'

/** One side of a resource that differs. */
export interface ResourceSide {
  readonly id: ResId
  /** Its text, with values of Secrets masked unless they are shown. */
  readonly yaml: string
}

/** A resource that differs; one that is new or gone has one side only. */
export interface ResourceDiff {
  readonly change: 'added' | 'removed' | 'changed'
  /** As it is called after the change; before it, if it is gone. */
  readonly id: ResId
  readonly before: ResourceSide | undefined
  readonly after: ResourceSide | undefined
  /** What differs inside; nothing for a resource that is new or gone. */
  readonly fields: readonly FieldDiff[]
}

export interface DiffOptions {
  /** Shows the values of Secrets, which are masked unless told. */
  readonly showSecrets?: boolean
  /** `before` is what a cluster holds: only what `after` says something about is compared. */
  readonly live?: boolean
  /** Resources in different namespaces may be the same one, as in two environments. */
  readonly acrossNamespaces?: boolean
}

/** How the resources of two builds differ; empty if they do not. */
export function diffResources(
  before: readonly BuiltResource[],
  after: readonly BuiltResource[],
  options: DiffOptions = {},
): ResourceDiff[] {
  // What is live has a namespace also where the manifest leaves that to `kubectl apply -n`.
  const pairs = matchResources(before, after, options.live === true || options.acrossNamespaces === true)
  // What else the cluster holds is no part of the comparison.
  const compared = options.live ? pairs.filter((pair) => pair.after !== undefined) : pairs
  return compared.map((pair) => diffPair(pair, options)).filter((diff) => diff !== undefined)
}

type Manifest = { [key: string]: JsonValue }

function diffPair({ before, after }: Pair, options: DiffOptions): ResourceDiff | undefined {
  if (!options.live && before?.yaml === after?.yaml) return undefined
  const made = comparable(manifestOf(before), manifestOf(after), options)
  const isBoth = made.before !== undefined && made.after !== undefined
  if (options.live && isBoth && diffFields(made.before!, made.after!).length === 0) return undefined
  const isShown = options.showSecrets === true
  const [a, b] = isShown ? [made.before, made.after] : maskSecrets(made.before, made.after)
  const sides = { before: side(before, a, made.before), after: side(after, b, made.after) }
  return {
    change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    id: (after ?? before!).id,
    ...sides,
    fields: a === undefined || b === undefined ? [] : diffFields(a, b),
  }

  /** The text as it was built, where nothing was taken out of it. */
  function side(built: BuiltResource | undefined, shown: Manifest | undefined, whole: Manifest | undefined) {
    if (built === undefined || shown === undefined) return undefined
    const isWhole = shown === whole && whole === built.manifest && !(isSecret(shown) && !isShown)
    return { id: built.id, yaml: isWhole ? built.yaml : printManifest(shown) }
  }
}

/** All that follows walks through manifests by recursion. */
const maxDepth = 1000

function manifestOf(resource: BuiltResource | undefined): Manifest | undefined {
  if (resource === undefined) return undefined
  try {
    if (isDeeper(resource.manifest, maxDepth)) throw tooDeepToCompare(resource.id, maxDepth)
    return resource.manifest
  } catch (error) {
    throw error instanceof RangeError ? tooDeepToCompare(resource.id, maxDepth) : error
  }
}

function isDeeper(value: JsonValue, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1))
}

function comparable(
  before: Manifest | undefined,
  after: Manifest | undefined,
  { live }: DiffOptions,
): { before: Manifest | undefined; after: Manifest | undefined } {
  if (!live || before === undefined || after === undefined) return { before, after }
  const [a, b] = comparableToLive(before, after)
  return { before: a, after: b }
}
