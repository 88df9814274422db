import { jsonPatchFailed } from '../diagnostics/errors/patches.ts'
import { type Growth, weightOf } from '../resource/growth.ts'
import { goJsonString } from '../yaml/json.ts'
import {
  cloneNode,
  entry,
  getEntry,
  getField,
  type MappingNode,
  removeField,
  type ScalarNode,
  type SequenceNode,
  scalar,
  textOf,
  type YamlNode,
} from '../yaml/node.ts'

/** One operation of a JSON 6902 patch. All of it is JSON by now: strings are quoted, keys are strings. */
export interface JsonPatchOperation {
  readonly op: string
  readonly path: string | undefined
  readonly from: string | undefined
  /** Undefined where the operation has none, which counts as null. */
  readonly value: YamlNode | undefined
  /** The operation itself, for the place of errors. */
  readonly node: YamlNode
}

/** The operations of a patch, if the tree is a list of mappings; anything else is no JSON patch. */
export function jsonPatchOperations(patch: YamlNode | undefined): JsonPatchOperation[] | undefined {
  if (patch?.kind !== 'sequence') return undefined
  const operations: JsonPatchOperation[] = []
  for (const node of patch.items) {
    if (node.kind !== 'mapping') return undefined
    operations.push({
      op: stringField(node, 'op') ?? 'unknown',
      path: stringField(node, 'path'),
      from: stringField(node, 'from'),
      value: getField(node, 'value'),
      node,
    })
  }
  return operations
}

function stringField(node: MappingNode, key: string): string | undefined {
  const value = getField(node, key)
  return value?.kind === 'scalar' && value.style !== 'plain' ? value.value : undefined
}

type Container = MappingNode | SequenceNode

/**
 * Applies a JSON 6902 patch to a manifest that is JSON, in place, as evanphx/json-patch v4 does:
 * negative indexes count from the end, `replace` adds a missing key, `test` compares texts of scalars.
 * Returns the manifest, which a `replace` of the whole exchanges.
 */
export function applyJsonPatch(
  manifest: MappingNode,
  operations: readonly JsonPatchOperation[],
  growth: Growth,
): YamlNode {
  let root: Container = manifest
  for (const operation of operations) root = applyOperation(root, operation, growth)
  return root
}

function applyOperation(root: Container, operation: JsonPatchOperation, growth: Growth): Container {
  const { op, path } = operation
  const fail = (what: string): never => {
    throw jsonPatchFailed(op, path ?? '', what, operation.node)
  }
  switch (op) {
    case 'add': {
      const [parent, key] = locate(root, pathOf())
      add(parent, key, operand())
      return root
    }
    case 'remove': {
      const [parent, key] = locate(root, pathOf())
      remove(parent, key)
      return root
    }
    case 'replace': {
      if (pathOf() === '') {
        const value = operation.value
        if (value === undefined || value.kind === 'scalar') return fail('the whole can only become a mapping or a list')
        return cloneNode(value)
      }
      const [parent, key] = locate(root, pathOf())
      replace(parent, key, operand())
      return root
    }
    case 'move': {
      const [source, sourceKey] = locate(root, fromOf())
      const value = get(source, sourceKey)
      remove(source, sourceKey)
      const [parent, key] = locate(root, pathOf())
      add(parent, key, value ?? nullNode())
      return root
    }
    case 'copy': {
      const [source, sourceKey] = locate(root, fromOf())
      const value = get(source, sourceKey)
      growth.add(weightOf(value))
      const [parent, key] = locate(root, pathOf())
      add(parent, key, value === undefined ? nullNode() : cloneNode(value))
      return root
    }
    case 'test': {
      const found = pathOf() === '' ? root : testedValue(pathOf())
      if (!equalJson(found, operation.value)) return fail('the value there is another one')
      return root
    }
    default:
      return fail('there is no such operation; use add, remove, replace, move, copy or test')
  }

  function pathOf(): string {
    return path ?? fail('the operation needs a `path`')
  }

  function fromOf(): string {
    return operation.from ?? fail('the operation needs a `from`')
  }

  function operand(): YamlNode {
    growth.add(weightOf(operation.value))
    return operation.value === undefined ? nullNode() : cloneNode(operation.value)
  }

  function testedValue(at: string): YamlNode | undefined {
    const [parent, key] = locate(root, at)
    return get(parent, key)
  }

  /** The container that a path leads into, and the key in it. */
  function locate(from: Container, pointer: string): [Container, string] {
    const parts = pointer.split('/')
    if (parts.length < 2) return fail(`a path starts with \`/\`; found \`${pointer}\``)
    // The first part is dropped without a look, so `spec/x` means `/x`.
    const keys = parts.slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    let at = from
    for (const key of keys.slice(0, -1)) {
      const next = at.kind === 'sequence' ? itemAt(at, key) : getField(at, key)
      if (next === undefined || next.kind === 'scalar') return fail(`there is no \`${key}\` to go into`)
      at = next
    }
    return [at, keys.at(-1)!]
  }

  function itemAt(list: SequenceNode, key: string): YamlNode | undefined {
    const index = indexOf(key, list.items.length)
    return index === undefined ? undefined : list.items[index]
  }

  function get(parent: Container, key: string): YamlNode | undefined {
    if (parent.kind === 'mapping') return getField(parent, key)
    return itemAt(parent, key) ?? fail(outside(key, parent))
  }

  function add(parent: Container, key: string, value: YamlNode): void {
    if (parent.kind === 'mapping') {
      setKey(parent, key, value)
      return
    }
    const { items } = parent
    const index = key === '-' ? items.length : indexOf(key, items.length + 1)
    if (index === undefined) fail(outside(key, parent))
    items.splice(index!, 0, value)
  }

  function remove(parent: Container, key: string): void {
    if (parent.kind === 'mapping') {
      if (getEntry(parent, key) === undefined) fail(`there is no \`${key}\` to remove`)
      removeField(parent, key)
      return
    }
    const index = indexOf(key, parent.items.length)
    if (index === undefined) fail(outside(key, parent))
    parent.items.splice(index!, 1)
  }

  function replace(parent: Container, key: string, value: YamlNode): void {
    if (parent.kind === 'mapping') {
      setKey(parent, key, value)
      return
    }
    const index = indexOf(key, parent.items.length)
    if (index === undefined) fail(outside(key, parent))
    parent.items[index!] = value
  }
}

function setKey(parent: MappingNode, key: string, value: YamlNode): void {
  const found = getEntry(parent, key)
  if (found === undefined) parent.entries.push(entry(key, value))
  else found.value = value
}

function outside(key: string, list: SequenceNode): string {
  return `\`${key}\` is no index of the list there, which has ${list.items.length} elements`
}

/** An index below `length`; negative ones count back from `length`. */
function indexOf(key: string, length: number): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined
  const index = Number(key) < 0 ? Number(key) + length : Number(key)
  return index >= 0 && index < length ? index : undefined
}

function nullNode(): ScalarNode {
  return scalar('null', 'plain', undefined)
}

/** Whether two JSON values are equal; numbers are compared as they are written. */
function equalJson(a: YamlNode | undefined, b: YamlNode | undefined): boolean {
  if (a === undefined || b === undefined) return isJsonNull(a) && isJsonNull(b)
  if (a.kind === 'scalar' || b.kind === 'scalar') {
    return a.kind === 'scalar' && b.kind === 'scalar' && jsonText(a) === jsonText(b)
  }
  if (a.kind === 'sequence' || b.kind === 'sequence') {
    if (a.kind !== 'sequence' || b.kind !== 'sequence' || a.items.length !== b.items.length) return false
    return a.items.every((item, i) => equalJson(item, b.items[i]))
  }
  return (
    a.entries.length === b.entries.length &&
    a.entries.every((e) => {
      const other = getEntry(b, e.key)
      return other !== undefined && equalJson(e.value, other.value)
    })
  )
}

function isJsonNull(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.style === 'plain' && textOf(node) === 'null')
}

function jsonText(node: ScalarNode): string {
  return node.style === 'plain' ? node.value : goJsonString(node.value)
}
