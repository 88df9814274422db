import { wrongNodeKind } from '../diagnostics/errors/patches.ts'
import { badListElement, indexNotFound, negativeIndex, wildcardInSource } from '../diagnostics/errors/replacements.ts'
import { entry, getEntry, getField, isNull, mapping, scalar, sequence, textOf, type YamlNode } from '../yaml/node.ts'
import { printNode } from '../yaml/printNode.ts'
import { readDocument } from '../yaml/readYaml.ts'
import { plainEntry } from '../yaml/write.ts'
import { splitPath } from './fieldSpec.ts'
import { regex } from './regex.ts'

/** A field that a path leads to, with the way to put another node in its place. */
export interface FieldMatch {
  readonly node: YamlNode
  replace(node: YamlNode): void
}

/**
 * Splits a field path at dots. `\.` is a dot in a name; a name in brackets, `[example.com/x]`, is one
 * part whatever it holds; `[name=web]` picks list elements.
 */
export function splitFieldPath(path: string): string[] {
  const parts = splitPath(path, '.')
  const result: string[] = []
  for (let i = 0; i < parts.length; i++) {
    let part = parts[i]!
    if (!part.startsWith('[') || part.endsWith(']')) {
      result.push(part)
      continue
    }
    while (i < parts.length - 1) {
      const next = parts[++i]!
      part += `.${next}`
      if (next.endsWith(']')) break
    }
    result.push(part.includes('=') ? part : part.replace(/^[[\]]+|[[\]]+$/g, ''))
  }
  return result
}

const isNumber = (part: string): boolean => /^[+-]?\d+$/.test(part)
const isIndex = (part: string): boolean => isNumber(part) && Number(part) >= 0
const isListElement = (part: string): boolean => part.startsWith('[') && part.endsWith(']')

/** Splits `[name=value]`; the name is empty for elements that are scalars. */
function splitListElement(part: string): [string, string] {
  const inner = part.replace(/^\[/, '').replace(/\]$/, '')
  const equals = inner.indexOf('=')
  if (equals < 0) throw badListElement(part)
  return [inner.slice(0, equals), inner.slice(equals + 1)]
}

/** The one node that a path leads to, or undefined; elements are found by the exact text of their field. */
export function lookup(node: YamlNode, path: readonly string[]): YamlNode | undefined {
  let at: YamlNode | undefined = node
  for (const raw of path) {
    const part = raw.trim()
    if (part === '') continue
    if (isNumber(part)) {
      if (Number(part) < 0) throw negativeIndex(part)
      at = itemsOf(at)[Number(part)]
    } else if (part === '-') {
      at = itemsOf(at).at(-1)
    } else if (part === '*') {
      throw wildcardInSource()
    } else if (isListElement(part)) {
      const [key, value] = splitListElement(part)
      at = itemsOf(at).find((item) => (key === '' ? textOf(item) === value : hasFieldText(item, key, value)))
    } else {
      at = fieldOf(at, part)
    }
    if (at === undefined) return undefined
  }
  return at
}

function hasFieldText(item: YamlNode, key: string, value: string): boolean {
  const field = getField(item, key)
  return field !== undefined && textOf(field) === value
}

function itemsOf(node: YamlNode): YamlNode[] {
  if (isNull(node)) return []
  if (node.kind !== 'sequence') throw wrongNodeKind('sequence', node)
  return node.items
}

function fieldOf(node: YamlNode, key: string): YamlNode | undefined {
  if (isNull(node)) return undefined
  if (node.kind !== 'mapping') throw wrongNodeKind('mapping', node)
  return getField(node, key)
}

/** The kind of what a path makes where something is missing; undefined means that it makes nothing. */
export type CreatedKind = YamlNode['kind'] | undefined

/**
 * All fields that a path leads to. `*` stands for every element, `[name=regex]` for those whose field
 * matches anywhere; with `create`, missing fields and elements are made.
 */
export function matchFields(node: YamlNode, path: readonly string[], create: CreatedKind): FieldMatch[] {
  return match({ node, replace: () => {} }, path, create)
}

function match(found: FieldMatch, path: readonly string[], create: CreatedKind): FieldMatch[] {
  const [part, ...rest] = path
  if (part === undefined) return [found]
  const { node } = found
  if (isIndex(part)) return matchIndex(node, Number(part), rest, create)
  if (isListElement(part)) return matchElements(node, part, rest, create, true)
  if (part === '*') {
    const items = itemsOf(node)
    return items.flatMap((_, i) => match(itemMatch(items, i), rest, create))
  }
  return matchField(node, part, rest, create)
}

function itemMatch(items: YamlNode[], i: number): FieldMatch {
  return {
    node: items[i]!,
    replace: (node) => {
      items[i] = node
    },
  }
}

function newNode(kind: YamlNode['kind']): YamlNode {
  return kind === 'scalar' ? scalar('', 'plain', '') : kind === 'mapping' ? mapping([]) : sequence([])
}

function kindBefore(next: string | undefined, create: YamlNode['kind']): YamlNode['kind'] {
  if (next === undefined || next === '') return create
  return isListElement(next) || isIndex(next) ? 'sequence' : 'mapping'
}

function matchIndex(node: YamlNode, index: number, rest: readonly string[], create: CreatedKind): FieldMatch[] {
  const items = itemsOf(node)
  if (items.length === index && create !== undefined) items.push(newNode(kindBefore(rest[0], create)))
  if (items.length <= index) throw indexNotFound(index, items.length)
  return match(itemMatch(items, index), rest, create)
}

function matchField(node: YamlNode, key: string, rest: readonly string[], create: CreatedKind): FieldMatch[] {
  if (key === '' && !isNull(node)) {
    // To upstream a field without a name is the node itself, if that is an empty text.
    if (node.kind !== 'scalar') throw wrongNodeKind('scalar', node)
    return node.value === '' ? match({ node, replace: () => {} }, rest, create) : []
  }
  const known = fieldOf(node, key)
  let holder = node.kind === 'mapping' ? getEntry(node, key) : undefined
  if (known === undefined) {
    if (create === undefined) return []
    holder = plainEntry(key, newNode(kindBefore(rest[0], create)))
    // What upstream makes below a null is never printed.
    if (node.kind === 'mapping') node.entries.push(holder)
  }
  const field = holder!
  if (field.value.kind === 'scalar' && rest.length > 0) return matchInText(field.value.value, rest, create)
  const found: FieldMatch = {
    node: field.value,
    replace: (value) => {
      field.value = value
    },
  }
  return match(found, rest, create)
}

/** A path may go on inside a scalar that holds YAML or JSON; what is found there is a copy. */
function matchInText(text: string, rest: readonly string[], create: CreatedKind): FieldMatch[] {
  const inner = readDocument({ path: '', text })
  if (inner === undefined) throw wrongNodeKind('mapping', scalar(text))
  return match({ node: inner, replace: () => {} }, rest, create)
}

function matchElements(
  node: YamlNode,
  part: string,
  rest: readonly string[],
  create: CreatedKind,
  mayCreate: boolean,
): FieldMatch[] {
  const [key, pattern] = splitListElement(part)
  const items = itemsOf(node)
  const matches = items.length > 0 ? regex(pattern) : () => false
  const found = items.flatMap((item, i) => {
    const field = key === '' ? item : getField(item, key)
    if (field === undefined || !matches(printNode(field).trim())) return []
    // Upstream stops at a scalar element, whatever the path says behind it.
    return key === '' ? [itemMatch(items, i)] : match(itemMatch(items, i), rest, create)
  })
  if (found.length > 0 || create === undefined || !mayCreate || node.kind !== 'sequence') return found
  node.items.push(newElement(key, pattern))
  return matchElements(node, part, rest, create, false)
}

function newElement(key: string, value: string): YamlNode {
  const text = scalar(value, 'plain', '')
  return key === '' ? text : mapping([entry(key, text)])
}
