import { conflictingFieldSpecs, emptyFieldName, notMappingOrSequence } from '../diagnostics/errors/transform.ts'
import {
  getEntry,
  isNull,
  type MapEntry,
  type MappingNode,
  mapping,
  scalar,
  sequence,
  type YamlNode,
} from '../yaml/node.ts'
import { plainEntry } from '../yaml/write.ts'
import { gvkMatches, parseApiVersion } from './gvk.ts'
import { apiVersionTextOf, kindOf } from './resource.ts'

/** Names a field in resources of some type, for transformers that edit it. */
export interface FieldSpec {
  group?: string
  version?: string
  kind?: string
  /** Field names joined by `/`; `\/` is a slash in a name, a name ending in `[]` must be a list. */
  path?: string
  /** Whether the field is made where it is missing. */
  create?: boolean
}

/** What a transformer makes of a missing field; undefined means that it never makes one. */
export type CreateKind = 'scalar' | 'mapping' | undefined

/** What is done at the end of a path. */
export type FieldEdit = (node: YamlNode) => void

/** Field specs that one transformer uses, in order, each ready to be walked. */
export interface CompiledFieldSpec {
  readonly spec: FieldSpec
  readonly path: readonly string[]
}

/** The lists of a config are used again and again; each is compiled once. */
const compiled = new WeakMap<readonly FieldSpec[], readonly CompiledFieldSpec[]>()

export function compileFieldSpecs(specs: readonly FieldSpec[]): readonly CompiledFieldSpec[] {
  let list = compiled.get(specs)
  if (list === undefined) {
    list = specs.map((spec) => ({ spec, path: splitPath(spec.path ?? '', '/') }))
    compiled.set(specs, list)
  }
  return list
}

/** Splits at a delimiter that no backslash escapes; one leading delimiter is dropped. */
export function splitPath(path: string, delimiter: string): string[] {
  const parts = path.split(delimiter)
  if (parts.length > 1 && parts[0] === '') parts.shift()
  const result = [parts[0]!]
  for (const part of parts.slice(1)) {
    const last = result.length - 1
    if (result[last]!.endsWith('\\')) result[last] = `${result[last]!.slice(0, -1)}${delimiter}${part}`
    else result.push(part)
  }
  return result
}

/** Edits every field of a manifest that one of the specs names, in their order. */
export function editFields(
  manifest: MappingNode,
  specs: readonly CompiledFieldSpec[],
  create: CreateKind,
  edit: FieldEdit,
): void {
  // The mappings along the path of the spec before, and at which of its parts it ended, if one was missing.
  const way: MappingNode[] = [manifest]
  let missingAt = -1
  let common = 0
  for (const { compiled, shared } of specsOfKind(specs, kindOf(manifest))) {
    common = Math.min(common, shared)
    const { spec, path } = compiled
    if (!fieldSpecApplies(spec, manifest)) continue
    if (missingAt < 0 || missingAt >= common || mayCreate(path[missingAt]!, spec, create)) {
      missingAt = follow(way, Math.min(common, way.length - 1), path, spec, create, edit)
    }
    common = path.length
  }
}

/** A spec of a list, and how many parts of its path the one before it has too. */
interface NextFieldSpec {
  readonly compiled: CompiledFieldSpec
  readonly shared: number
}

/** Lists have a hundred specs, of which hardly any is meant for the kind of a manifest. */
const byKind = new WeakMap<readonly CompiledFieldSpec[], Map<string, readonly NextFieldSpec[]>>()

function specsOfKind(specs: readonly CompiledFieldSpec[], kind: string): readonly NextFieldSpec[] {
  let kinds = byKind.get(specs)
  if (kinds === undefined) {
    kinds = new Map()
    byKind.set(specs, kinds)
  }
  let found = kinds.get(kind)
  if (found === undefined) {
    // An edit of the kind itself decides about the specs behind it.
    const editsKind = specs.some(({ path }) => path[0] === 'kind')
    const ofKind = editsKind ? specs : specs.filter(({ spec }) => !spec.kind || spec.kind === kind)
    found = ofKind.map((compiled, i) => ({ compiled, shared: i === 0 ? 0 : sharedParts(ofKind[i - 1]!, compiled) }))
    kinds.set(kind, found)
  }
  return found
}

function sharedParts(a: CompiledFieldSpec, b: CompiledFieldSpec): number {
  let count = 0
  while (count < a.path.length && a.path[count] === b.path[count]) count++
  return count
}

/** Whether a spec is meant for a manifest of this type. */
function fieldSpecApplies(spec: FieldSpec, manifest: MappingNode): boolean {
  if (spec.kind && spec.kind !== kindOf(manifest)) return false
  if (!spec.group && !spec.version) return true
  const { group, version } = parseApiVersion(apiVersionTextOf(manifest))
  return (!spec.group || spec.group === group) && (!spec.version || spec.version === version)
}

/** Edits every field of a manifest that a spec names, if the spec is meant for its type. */
export function editField(
  manifest: MappingNode,
  { spec, path }: CompiledFieldSpec,
  create: CreateKind,
  edit: FieldEdit,
): void {
  if (fieldSpecApplies(spec, manifest)) walk(manifest, path, 0, spec, create, edit)
}

/** Walks on from a mapping on the way. Returns the part of the path that is missing, -1 if it is another one's matter. */
function follow(
  way: MappingNode[],
  from: number,
  path: readonly string[],
  spec: FieldSpec,
  create: CreateKind,
  edit: FieldEdit,
): number {
  let node: YamlNode = way[from]!
  way.length = from
  for (let at = from; at < path.length; at++) {
    if (node.kind !== 'mapping') {
      walk(node, path, at, spec, create, edit)
      return -1
    }
    way.push(node)
    const value = step(node, path, at, spec, create)
    if (value === undefined) return at
    node = value
  }
  edit(node)
  return -1
}

function walk(
  node: YamlNode,
  path: readonly string[],
  at: number,
  spec: FieldSpec,
  create: CreateKind,
  edit: FieldEdit,
): void {
  if (at === path.length) {
    edit(node)
    return
  }
  if (isNull(node)) return
  if (node.kind === 'sequence') {
    for (const item of node.items) walk(item, path, at, spec, create, edit)
    return
  }
  if (node.kind !== 'mapping') throw notMappingOrSequence(spec.path ?? '', node)
  const value = step(node, path, at, spec, create)
  if (value !== undefined) walk(value, path, at + 1, spec, create, edit)
}

/** The value of the field that a part of the path names; undefined if it is missing and stays so. */
function step(
  node: MappingNode,
  path: readonly string[],
  at: number,
  spec: FieldSpec,
  create: CreateKind,
): YamlNode | undefined {
  const part = path[at]!
  const isSequence = part.endsWith('[]')
  const name = isSequence ? part.slice(0, -2) : part
  if (name === '') throw emptyFieldName(spec.path ?? '')
  const kind = at === path.length - 1 ? create : 'mapping'
  let found: MapEntry | undefined = getEntry(node, name)
  if (found === undefined) {
    if (!mayCreate(part, spec, create)) return undefined
    found = plainEntry(name, kind === 'mapping' ? mapping([]) : scalar('', 'plain', ''))
    node.entries.push(found)
  } else if (isNull(found.value)) {
    // A null becomes what would have been created; a null scalar keeps its text, as upstream.
    if (mayCreate(part, spec, create)) found.value = kind === 'mapping' ? mapping([], found.value) : unNull(found.value)
    else if (isSequence) found.value = sequence([], found.value)
  }
  return found.value
}

function mayCreate(part: string, spec: FieldSpec, create: CreateKind): boolean {
  return spec.create === true && create !== undefined && !part.endsWith('[]')
}

function unNull(node: YamlNode): YamlNode {
  return node.kind === 'scalar' ? { ...node, tag: '!!str' } : node
}

/** Adds specs to a list: one that is there already is ignored, unless it disagrees about `create`. */
export function mergeFieldSpecs(specs: readonly FieldSpec[], added: readonly FieldSpec[]): readonly FieldSpec[] {
  if (added.length === 0) return specs
  const merged = [...specs]
  const byPath = new Map<string, FieldSpec[]>()
  for (const spec of specs) addByPath(byPath, spec)
  for (const spec of added) {
    const known = byPath.get(spec.path ?? '')?.find((other) => saysTypeOf(other, spec))
    if (known === undefined) {
      merged.push(spec)
      addByPath(byPath, spec)
    } else if ((known.create ?? false) !== (spec.create ?? false)) throw conflictingFieldSpecs(known, spec)
  }
  return merged
}

function addByPath(byPath: Map<string, FieldSpec[]>, spec: FieldSpec): void {
  const samePath = byPath.get(spec.path ?? '')
  if (samePath === undefined) byPath.set(spec.path ?? '', [spec])
  else samePath.push(spec)
}

/** Whether the type of `a` matches that of `b`. */
function saysTypeOf({ group = '', version = '', kind = '' }: FieldSpec, b: FieldSpec): boolean {
  return gvkMatches({ group, version, kind }, b)
}
