import type { YamlNode } from '../yaml/node.ts'
import type { CompiledFieldSpec } from './fieldSpec.ts'

/** The paths of many field specs as one tree: parts that they begin with in common are looked for once. */
export interface FieldSpecTree {
  readonly below: Map<string, FieldSpecTree>
  /** The specs whose paths end here, and those that end anywhere below. */
  readonly ending: CompiledFieldSpec[]
  readonly all: CompiledFieldSpec[]
}

export function fieldSpecTree(specs: readonly CompiledFieldSpec[]): FieldSpecTree {
  const root = emptyTree()
  for (const spec of specs) {
    let tree = root
    tree.all.push(spec)
    for (const part of spec.path) {
      const name = part.endsWith('[]') ? part.slice(0, -2) : part
      const next = tree.below.get(name) ?? emptyTree()
      tree.below.set(name, next)
      next.all.push(spec)
      tree = next
    }
    tree.ending.push(spec)
  }
  return root
}

function emptyTree(): FieldSpecTree {
  return { below: new Map(), ending: [], all: [] }
}

/**
 * Adds the specs for which a walk through a node, one that creates nothing, finds something to do or to refuse.
 * It may add too many, never too few.
 */
export function addReached(node: YamlNode, tree: FieldSpecTree, reached: Set<CompiledFieldSpec>): void {
  for (const spec of tree.ending) reached.add(spec)
  if (tree.below.size === 0) return
  if (node.kind === 'sequence') {
    for (const item of node.items) addReached(item, tree, reached)
  } else if (node.kind === 'mapping') {
    // A part without a name is refused wherever it is come to.
    for (const spec of tree.below.get('')?.all ?? []) reached.add(spec)
    for (const { key, value } of node.entries) {
      const below = tree.below.get(key)
      if (below !== undefined) addReached(value, below, reached)
    }
  } else {
    // Null may be replaced by a list, and other scalars are refused.
    for (const spec of tree.all) reached.add(spec)
  }
}
