import type { Step, Trace } from '../accumulate/trace.ts'
import { resIdKey } from '../resource/resId.ts'
import { currentId, isDeleted, type Resource } from '../resource/resource.ts'
import { printJson } from '../yaml/json.ts'
import { type MappingNode, type Place, textOf, type YamlNode } from '../yaml/node.ts'

/** One writing of a field: by which step, and where the value that it wrote stands. */
export interface Change {
  readonly step: Step
  /** Where the value stands; undefined for what the build computes, such as a hash. */
  readonly place: Place | undefined
  /** The value as JSON; undefined if the step removed the field. */
  readonly value: string | undefined
}

/** Keys and positions that lead to a field. */
export type FieldPath = readonly (string | number)[]

/** A field that was there and is no more. */
export interface RemovedField {
  readonly path: FieldPath
  readonly changes: readonly Change[]
}

/** What became of every field during one build. */
export interface History {
  readonly trace: Trace
  /** The changes of a field of a manifest as the build left it, oldest first. */
  of(leaf: YamlNode): readonly Change[]
  /** Fields that steps removed from a resource, apart from those that came back. */
  removedFrom(resource: Resource): readonly RemovedField[]
}

interface Leaf {
  readonly path: FieldPath
  readonly node: YamlNode
}

interface Known {
  value: string
  place: Place
  changes: readonly Change[]
}

/**
 * Watches a build from outside: after each step it compares the fields of the resources with what they were.
 * Nodes are told by identity, for most steps edit them in place; one that is new takes over the history of the field
 * that stood at its path before.
 */
export function createHistory(): History {
  const known = new WeakMap<YamlNode, Known>()
  const leaves = new Map<Resource, Map<string, Leaf>>()
  const removed = new Map<Resource, Map<string, RemovedField>>()
  const sketches = new Map<Resource, readonly unknown[]>()

  function predecessorOf(step: Step, resource: Resource): Resource | undefined {
    if (leaves.has(resource)) return resource
    // What comes from a file is new.
    if (step.kind === 'resource') return undefined
    // A generator that merges puts a new resource in the place of one with the same id.
    const key = resIdKey(currentId(resource))
    return [...leaves.keys()].findLast((other) => !isDeleted(other) && resIdKey(currentId(other)) === key)
  }

  function follow(step: Step, resource: Resource): void {
    const before = predecessorOf(step, resource)
    const old = before === undefined ? undefined : leaves.get(before)
    const now = leavesOf(resource.manifest)
    const moved = new Set<YamlNode>()
    for (const [key, { node }] of now) if (old?.get(key)?.node !== node) moved.add(node)
    for (const [key, { node }] of now) {
      const value = jsonOf(node)
      const earlier = old?.get(key)?.node
      const state = known.get(node) ?? (earlier !== undefined && !moved.has(earlier) ? known.get(earlier) : undefined)
      const isElsewhere = state === undefined || (node.source !== undefined && !samePlace(state.place, node))
      // Writing the value that was there already is a writing too, for it would win over any other; a name
      // reference only follows the name.
      if (state?.value === value && (!isElsewhere || step.kind === 'nameReference')) {
        known.set(node, { ...state, place: placeOf(node) })
        continue
      }
      const change = { step, place: isElsewhere ? knownPlace(node) : undefined, value }
      known.set(node, { value, place: placeOf(node), changes: [...(state?.changes ?? []), change] })
    }
    const gone = new Map(before === undefined ? [] : removed.get(before))
    for (const [key, { path, node }] of old ?? []) {
      if (now.has(key) || moved.has(node)) continue
      const changes = known.get(node)?.changes ?? []
      gone.set(key, { path, changes: [...changes, { step, place: undefined, value: undefined }] })
    }
    for (const key of now.keys()) gone.delete(key)
    if (before !== undefined && before !== resource) leaves.delete(before)
    leaves.set(resource, now)
    removed.set(resource, gone)
  }

  return {
    trace(step, resources) {
      for (const resource of resources) {
        // Most steps leave most resources alone.
        if (isDeleted(resource) || isSketched(resource.manifest, sketches.get(resource))) continue
        follow(step, resource)
        sketches.set(resource, sketch(resource.manifest))
      }
    },
    of: (leaf) => known.get(leaf)?.changes ?? [],
    removedFrom: (resource) => [...(removed.get(resource)?.values() ?? [])],
  }
}

/** The scalars of a manifest, and what is empty, by paths that survive a change of order. */
function leavesOf(manifest: MappingNode): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  visit(manifest, '', [])
  return leaves

  function visit(node: YamlNode, key: string, path: FieldPath): void {
    if (node.kind === 'mapping' && node.entries.length > 0) {
      for (const e of node.entries) visit(e.value, `${key}/${escaped(e.key)}`, [...path, e.key])
    } else if (node.kind === 'sequence' && node.items.length > 0) {
      const names = node.items.map(nameOfItem)
      const counts = new Map<string | undefined, number>()
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
      node.items.forEach((item, i) => {
        const name = names[i]
        const isUnique = name !== undefined && counts.get(name) === 1
        visit(item, `${key}/${isUnique ? `[name=${escaped(name)}]` : `[${i}]`}`, [...path, i])
      })
    } else if (key !== '/metadata/annotations' || node.kind !== 'mapping') {
      // Steps leave empty annotations behind, which are never printed.
      leaves.set(key, { path, node })
    }
  }
}

/** Everything that tells one state of a manifest from another, in order. */
function sketch(manifest: MappingNode): readonly unknown[] {
  const parts: unknown[] = []
  walk(manifest, (part) => {
    parts.push(part)
    return true
  })
  return parts
}

function isSketched(manifest: MappingNode, by: readonly unknown[] | undefined): boolean {
  if (by === undefined) return false
  let at = 0
  return walk(manifest, (part) => by[at++] === part) && at === by.length
}

/** Goes on as long as `visit` says so. */
function walk(node: YamlNode, visit: (part: unknown) => boolean): boolean {
  if (!visit(node) || !visit(node.source) || !visit(node.offset)) return false
  if (node.kind === 'scalar') return visit(node.value) && visit(node.tag) && visit(node.style)
  if (node.kind === 'sequence') return visit(node.items.length) && node.items.every((item) => walk(item, visit))
  return visit(node.entries.length) && node.entries.every(({ key, value }) => visit(key) && walk(value, visit))
}

function nameOfItem(item: YamlNode): string | undefined {
  if (item.kind !== 'mapping') return undefined
  const name = item.entries.find((e) => e.key === 'name')?.value
  return name === undefined ? undefined : textOf(name)
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function jsonOf(node: YamlNode): string {
  try {
    return printJson(node)
  } catch {
    // A value that cannot be printed is told by its text; the build will refuse it.
    return textOf(node)
  }
}

function placeOf({ source, offset }: Place): Place {
  return { source, offset }
}

function knownPlace(node: Place): Place | undefined {
  return node.source === undefined ? undefined : placeOf(node)
}

function samePlace(a: Place, b: Place): boolean {
  return a.source === b.source && a.offset === b.offset
}
