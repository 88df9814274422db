import { nameNotRemembered } from '../diagnostics/errors/resources.ts'
import type { Schema } from '../schema/schema.ts'
import { compareBytes } from '../yaml/json.ts'
import {
  entry,
  getEntry,
  getField,
  isNullOrEmpty,
  type MappingNode,
  mapping,
  scalar,
  stringScalar,
  textOf,
  type YamlNode,
} from '../yaml/node.ts'
import { plainEntry, quoteIfTyped, writeField } from '../yaml/write.ts'
import { parseApiVersion } from './gvk.ts'
import type { Origin } from './origin.ts'
import { effectiveNamespace, type ResId } from './resId.ts'

/**
 * A manifest with what the pipeline remembers about it.
 *
 * Upstream keeps this memory in annotations of the manifest. Here it is data beside it, and
 * `buildAnnotations.ts` turns it into those annotations where they can be seen.
 */
export interface Resource {
  /** The manifest; null once a patch has deleted the resource. */
  manifest: MappingNode
  readonly schema: Schema
  /** The ids that the resource had, oldest first; type names apart they share today's apiVersion. */
  previousIds: PreviousId[]
  /** Whether it had no name when its id was first to be remembered, so that no later one can be. */
  hadNoName: boolean
  /** The prefixes and suffixes given to the name, in the order of their application. */
  namePrefixes: string[]
  nameSuffixes: string[]
  needsHashSuffix: boolean
  /** What to do with a resource of the same id; only generated ones say anything. */
  behavior: GeneratorBehavior | undefined
  /** The names of the `vars` that read this resource. */
  varNames: string[]
  origin: Origin | undefined
  transformations: Origin[]
  /** Inflated by Helm, which took care of the namespace. */
  helmGenerated: boolean
  /** What `currentId` found last, which is what it finds again nearly always. */
  lastId: { readonly apiVersion: string; readonly id: ResId } | undefined
}

export interface PreviousId {
  readonly kind: string
  readonly name: string
  /** The effective namespace at that time. */
  readonly namespace: string
}

export type GeneratorBehavior = 'unspecified' | 'create' | 'replace' | 'merge'

export function behaviorOf(text: string | undefined): GeneratorBehavior {
  return text === 'create' || text === 'replace' || text === 'merge' ? text : 'unspecified'
}

export function newResource(manifest: MappingNode, schema: Schema): Resource {
  return {
    manifest,
    schema,
    previousIds: [],
    hadNoName: false,
    namePrefixes: [],
    nameSuffixes: [],
    needsHashSuffix: false,
    behavior: undefined,
    varNames: [],
    origin: undefined,
    transformations: [],
    helmGenerated: false,
    lastId: undefined,
  }
}

export function isDeleted(resource: Resource): boolean {
  return resource.manifest.entries.length === 0
}

export function kindOf(manifest: YamlNode): string {
  return textOf(getField(manifest, 'kind'))
}

export function apiVersionTextOf(manifest: YamlNode): string {
  return textOf(getField(manifest, 'apiVersion'))
}

export function nameOf(manifest: YamlNode): string {
  return metadataText(manifest, 'name')
}

export function namespaceOf(manifest: YamlNode): string {
  return metadataText(manifest, 'namespace')
}

function metadataText(manifest: YamlNode, field: string): string {
  return nonEmptyText(getField(getField(manifest, 'metadata'), field))
}

function nonEmptyText(value: YamlNode | undefined): string {
  return isNullOrEmpty(value) ? '' : textOf(value)
}

/** The id that the manifest has now. It is asked for all the time, so this looks at each field once and makes nothing anew. */
export function currentId(resource: Resource): ResId {
  const { entries } = resource.manifest
  let apiVersionNode: YamlNode | undefined
  let kindNode: YamlNode | undefined
  let metadata: YamlNode | undefined
  for (let i = entries.length - 1; i >= 0; i--) {
    const { key, value } = entries[i]!
    if (key === 'metadata') metadata = value
    else if (key === 'kind') kindNode = value
    else if (key === 'apiVersion') apiVersionNode = value
  }
  const apiVersion = textOf(apiVersionNode)
  const kind = textOf(kindNode)
  const name = nonEmptyText(getField(metadata, 'name'))
  const namespace = nonEmptyText(getField(metadata, 'namespace'))
  const clusterScoped = resource.schema.isClusterScoped(apiVersion, kind)
  const last = resource.lastId
  if (last !== undefined && last.apiVersion === apiVersion) {
    const { id } = last
    const isSame = id.name === name && id.namespace === namespace && id.kind === kind
    if (isSame && id.clusterScoped === clusterScoped) return id
  }
  const { group, version } = parseApiVersion(apiVersion)
  const id = { group, version, kind, name, namespace, clusterScoped }
  resource.lastId = { apiVersion, id }
  return id
}

/** The ids that the resource had before, oldest first. */
export function previousIds(resource: Resource): ResId[] {
  if (resource.previousIds.length === 0) return []
  const current = currentId(resource)
  return resource.previousIds.map((id) => asBefore(id, current))
}

/** The id that the resource was loaded with. */
export function originalId(resource: Resource): ResId {
  const current = currentId(resource)
  const [first] = resource.previousIds
  return first === undefined ? current : asBefore(first, current)
}

function asBefore({ kind, name, namespace }: PreviousId, { group, version }: ResId): ResId {
  return { group, version, kind, name, namespace, clusterScoped: false }
}

export function allIds(resource: Resource): ResId[] {
  return [...previousIds(resource), currentId(resource)]
}

/** Remembers the present id before something changes it. */
export function storePreviousId(resource: Resource): void {
  const id = currentId(resource)
  // Upstream writes no empty names down, but all else: from the next name on, it finds that the counts differ.
  if (id.name === '' && resource.previousIds.length === 0) {
    resource.hadNoName = true
    return
  }
  if (id.name === '' || id.name.includes(',') || resource.hadNoName) {
    const place = getField(getField(resource.manifest, 'metadata'), 'name') ?? resource.manifest
    throw nameNotRemembered(id.name, resource.hadNoName, place)
  }
  resource.previousIds.push({ kind: id.kind, name: id.name, namespace: effectiveNamespace(id) })
  ensureAnnotations(resource.manifest)
}

/** The annotations as a mapping, at the end of `metadata` if there was none; upstream keeps its notes in it. */
function ensureAnnotations(manifest: MappingNode): void {
  if (getField(getField(manifest, 'metadata'), 'annotations')?.kind !== 'mapping') moveAnnotationsLast(manifest)
}

/**
 * What happens when upstream sets all annotations anew, with one of its notes: they are the last field of `metadata`.
 * An empty mapping of them is not printed.
 */
export function moveAnnotationsLast(manifest: MappingNode): void {
  const { entries } = metadataOf(manifest)
  const at = entries.findIndex((e) => e.key === 'annotations')
  const old = entries[at]
  if (old?.value.kind === 'mapping') {
    if (at === entries.length - 1) return
    entries.splice(at, 1)
    entries.push(old)
    return
  }
  const texts = textMapOf(manifest, 'annotations')
  setTextMap(manifest, 'annotations', texts)
  if (texts.size === 0) entries.push(plainEntry('annotations', mapping([])))
}

/** `metadata`, created where it is missing or null. */
export function metadataOf(manifest: MappingNode): MappingNode {
  const found = getEntry(manifest, 'metadata')
  if (found?.value.kind === 'mapping') return found.value
  const metadata = mapping([])
  if (found === undefined) manifest.entries.push(entry('metadata', metadata))
  else found.value = metadata
  return metadata
}

/** Sets the name without giving it a type: as upstream, a plain `1` becomes a number. */
export function setName(manifest: MappingNode, name: string): void {
  writeField(metadataOf(manifest), 'name', scalar(name, 'plain', ''))
}

/** Sets the namespace, or removes it if empty. */
export function setNamespace(manifest: MappingNode, namespace: string): void {
  if (namespace !== '') {
    writeField(metadataOf(manifest), 'namespace', scalar(namespace, 'plain', ''))
    return
  }
  const metadata = getField(manifest, 'metadata')
  if (metadata?.kind === 'mapping') removeKey(metadata, 'namespace')
}

export function setKind(manifest: MappingNode, kind: string): void {
  writeField(manifest, 'kind', scalar(kind, 'plain', ''))
}

export function setApiVersion(manifest: MappingNode, apiVersion: string): void {
  writeField(manifest, 'apiVersion', scalar(apiVersion, 'plain', ''))
}

/** Labels or annotations as texts, whatever the type of their values. */
export function textMapOf(manifest: YamlNode, field: 'labels' | 'annotations'): Map<string, string> {
  return textEntries(getField(getField(manifest, 'metadata'), field))
}

/** The entries of a mapping as texts; of equal keys the last counts, as upstream reads such maps. */
export function textEntries(node: YamlNode | undefined): Map<string, string> {
  const texts = new Map<string, string>()
  if (node?.kind === 'mapping') for (const e of node.entries) texts.set(e.key, textOf(e.value))
  // Upstream does not look at the kind, and so takes the items of a list for keys and values in turn.
  if (node?.kind === 'sequence')
    for (let i = 0; i + 1 < node.items.length; i += 2) texts.set(textOf(node.items[i]), textOf(node.items[i + 1]))
  return texts
}

/** Replaces labels or annotations by strings in the order of their keys; none removes the field. */
export function setTextMap(manifest: MappingNode, field: 'labels' | 'annotations', texts: Map<string, string>): void {
  const metadata = metadataOf(manifest)
  const old = getField(metadata, field)
  removeKey(metadata, field)
  if (texts.size === 0) return
  const keys = [...texts.keys()].sort(compareBytes)
  const entries = keys.map((key) => {
    const place = getField(old, key) ?? old ?? metadata
    return plainEntry(key, quoteIfTyped(stringScalar(texts.get(key)!, place)))
  })
  metadata.entries.push(entry(field, mapping(entries)))
}

function removeKey(node: MappingNode, key: string): void {
  const at = node.entries.findIndex((e) => e.key === key)
  if (at >= 0) node.entries.splice(at, 1)
}
