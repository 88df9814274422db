import {
  emptyJsonPatch,
  jsonPatchNeedsTarget,
  patchAndPath,
  patchNeedsText,
  patchTargetName,
  patchTargetNotFound,
  patchUnreadable,
  severalPatchesOneTarget,
} from '../diagnostics/errors/patches.ts'
import { KustError } from '../diagnostics/kustError.ts'
import type { Patch } from '../kustomization/kustomization.ts'
import type { JsonPatchOperation } from '../patch/jsonPatch.ts'
import { patchManifest } from '../patch/patchManifest.ts'
import { readJsonPatch } from '../patch/readJsonPatch.ts'
import { keepBuildAnnotations, mergeKeepingBuildAnnotations } from '../resource/buildAnnotations.ts'
import { type Growth, weightOf } from '../resource/growth.ts'
import { apiVersionOf } from '../resource/gvk.ts'
import { readManifests } from '../resource/readManifests.ts'
import { sameResId } from '../resource/resId.ts'
import type { ResMap } from '../resource/resMap.ts'
import {
  currentId,
  isDeleted,
  kindOf,
  nameOf,
  namespaceOf,
  newResource,
  type Resource,
  setApiVersion,
  setKind,
  setName,
  setNamespace,
  setTextMap,
  storePreviousId,
  textMapOf,
} from '../resource/resource.ts'
import { selectResources } from '../resource/selector.ts'
import type { Schema } from '../schema/schema.ts'
import { cloneNode, getField, type MappingNode, type Place, type ScalarNode, type SourceText } from '../yaml/node.ts'

/** The text of a patch: a file's, or what stands in the kustomization. */
export type PatchSource = (path: string) => SourceText

/** A `patches` entry made ready: it is one or more strategic merge patches, or one JSON patch. */
export interface PreparedPatch {
  readonly entry: Patch
  readonly strategic: readonly MappingNode[]
  readonly json: readonly JsonPatchOperation[]
}

/** Reads an entry of `patches`; whether it is a strategic merge or a JSON patch shows in the text. */
export function preparePatch(
  entry: Patch,
  sourceOfPath: PatchSource,
  inline: (text: string) => SourceText,
): PreparedPatch {
  const text = trimGoSpace(entry.patch ?? '')
  if (text === '' && !entry.path) throw patchNeedsText()
  if (text !== '' && entry.path) throw patchAndPath()
  const source = text === '' ? sourceOfPath(entry.path!) : inline(text)
  let strategicError: KustError
  try {
    return { entry, strategic: readManifests(source), json: [] }
  } catch (error) {
    if (!(error instanceof KustError)) throw error
    strategicError = error
  }
  try {
    return { entry, strategic: [], json: readJsonPatch(source) }
  } catch (error) {
    throw error instanceof KustError ? patchUnreadable(strategicError, error) : error
  }
}

function trimGoSpace(text: string): string {
  return text.replace(/^[\t\n\v\f\r \u0085\u00a0]+|[\t\n\v\f\r \u0085\u00a0]+$/g, '')
}

/** What a patch needs of its build. */
export interface PatchContext {
  readonly schema: Schema
  readonly growth: Growth
}

/** Applies an entry of `patches` to what its target selects, or to what the patch itself names. */
export function applyPatch(resMap: ResMap, patch: PreparedPatch, { schema, growth }: PatchContext): void {
  if (patch.strategic.length > 0) applyStrategicEntry(resMap, patch, { schema, growth })
  else if (patch.json.length > 0) applyJsonEntry(resMap, patch, growth)
}

function applyStrategicEntry(
  resMap: ResMap,
  { entry, strategic }: PreparedPatch,
  { schema, growth }: PatchContext,
): void {
  const options = { name: entry.options?.allowNameChange ?? false, kind: entry.options?.allowKindChange ?? false }
  if (entry.target !== undefined) {
    if (strategic.length > 1) throw severalPatchesOneTarget(strategic[1]!)
    applyToSelected(resMap, selectResources(resMap, entry.target), strategic[0]!, options, growth)
    return
  }
  const touched: Resource[] = []
  for (const patch of strategic) {
    const target = findPatchTarget(resMap, patch, schema)
    touched.push(target)
    growth.add(weightOf(patch))
    const copy = cloneNode(patch)
    if (options.name || options.kind) {
      // Upstream notes the options in the annotations of the patch, which makes texts of them all.
      setTextMap(copy, 'annotations', textMapOf(patch, 'annotations'))
    }
    mergeInto(target, copy, options)
    if (options.name || options.kind) resMap.idChanged(target)
  }
  resMap.dropDeleted(touched)
}

/** The entries of `patchesStrategicMerge`, or of a plugin of that kind. */
export function applyStrategicPatches(
  resMap: ResMap,
  patches: readonly MappingNode[],
  { schema, growth }: PatchContext,
): void {
  for (const patch of patches) {
    const target = findPatchTarget(resMap, patch, schema)
    applyToSelected(resMap, [target], patch, { name: false, kind: false }, growth)
  }
}

interface AllowedChanges {
  readonly name: boolean
  readonly kind: boolean
}

function findPatchTarget(resMap: ResMap, patch: MappingNode, schema: Schema): Resource {
  const id = currentId(newResource(patch, schema))
  const targets = resMap.everIdentified(id, sameResId)
  if (targets.length !== 1) throw patchTargetNotFound(id, patch, targets, resMap.resources)
  return targets[0]!
}

/** As upstream does for a patch with a target: the patch first takes over the type of what it meets. */
function applyToSelected(
  resMap: ResMap,
  selected: readonly Resource[],
  patch: MappingNode,
  allowed: AllowedChanges,
  growth: Growth,
): void {
  if (selected.length === 0) return
  growth.add(weightOf(patch) * selected.length)
  const byApiVersion = new Map<string, MappingNode>()
  for (const resource of selected) {
    const apiVersion = apiVersionOf(currentId(resource))
    const prepared = byApiVersion.get(apiVersion) ?? withApiVersion(patch, apiVersion)
    byApiVersion.set(apiVersion, prepared)
    mergeInto(resource, cloneNode(prepared), allowed)
    if (allowed.name || allowed.kind) resMap.idChanged(resource)
  }
  resMap.dropDeleted(selected)
  resMap.checkIds()
}

function withApiVersion(patch: MappingNode, apiVersion: string): MappingNode {
  const copy = cloneNode(patch)
  // Upstream rewrites labels and annotations as strings here, so a null among them becomes "null".
  setTextMap(copy, 'labels', textMapOf(patch, 'labels'))
  setTextMap(copy, 'annotations', textMapOf(patch, 'annotations'))
  setName(copy, nameOf(patch))
  setNamespace(copy, namespaceOf(patch))
  setApiVersion(copy, apiVersion)
  setKind(copy, kindOf(patch))
  return copy
}

/** Merges a patch into a resource, which keeps its id as far as it may not change. */
function mergeInto(resource: Resource, patch: MappingNode, allowed: AllowedChanges): void {
  const { manifest } = resource
  const name = nameOf(manifest)
  const namespace = namespaceOf(manifest)
  const kind = kindOf(manifest)
  if (allowed.name || allowed.kind) storePreviousId(resource)
  const places = identityPlaces(manifest)
  if (!mergeKeepingBuildAnnotations(resource, patch)) {
    manifest.entries = []
    return
  }
  if (isDeleted(resource)) return
  if (!allowed.kind) setKind(manifest, kind)
  if (!allowed.name) setName(manifest, name)
  setNamespace(manifest, namespace)
  restorePlaces(manifest, places)
}

interface IdentityPlace extends Place {
  readonly text: string
}

/** Where the fields of the id stand: they are not the patch's, though it has them too. */
function identityPlaces(manifest: MappingNode): (IdentityPlace | undefined)[] {
  return identityNodes(manifest).map((node) => node && { text: node.value, source: node.source, offset: node.offset })
}

function restorePlaces(manifest: MappingNode, places: readonly (IdentityPlace | undefined)[]): void {
  identityNodes(manifest).forEach((node, i) => {
    const before = places[i]
    if (node === undefined || before?.text !== node.value) return
    node.source = before.source
    node.offset = before.offset
  })
}

function identityNodes(manifest: MappingNode): (ScalarNode | undefined)[] {
  const metadata = getField(manifest, 'metadata')
  return [
    getField(manifest, 'apiVersion'),
    getField(manifest, 'kind'),
    getField(metadata, 'name'),
    getField(metadata, 'namespace'),
  ].map((node) => (node?.kind === 'scalar' ? node : undefined))
}

function applyJsonEntry(resMap: ResMap, { entry, json }: PreparedPatch, growth: Growth): void {
  if (entry.target === undefined) throw jsonPatchNeedsTarget(json[0]!.node)
  const selected = selectResources(resMap, entry.target)
  for (const resource of selected) {
    storePreviousId(resource)
    keepBuildAnnotations(resource, () => patchManifest(resource, json, growth))
    resMap.idChanged(resource)
  }
  resMap.dropDeleted(selected)
}

/** An entry of `patchesJson6902`: its target must have a name, and earlier ids are not remembered. */
export function prepareJson6902(
  entry: Patch,
  sourceOfPath: PatchSource,
  inline: (text: string) => SourceText,
): PreparedPatch {
  if (!entry.target?.name) throw patchTargetName()
  if (!entry.path && !entry.patch) throw patchNeedsText()
  if (entry.path && entry.patch) throw patchAndPath()
  const source = entry.path ? sourceOfPath(entry.path) : inline(entry.patch!)
  const json = readJsonPatch(source)
  if (json.length === 0) throw emptyJsonPatch({ source, offset: 0 })
  return { entry, strategic: [], json }
}

export function applyJson6902(resMap: ResMap, { entry, json }: PreparedPatch, growth: Growth): void {
  const selected = selectResources(resMap, entry.target!)
  for (const resource of selected) {
    keepBuildAnnotations(resource, () => patchManifest(resource, json, growth))
    resMap.idChanged(resource)
  }
  resMap.dropDeleted(selected)
}
