import { behaviorAmbiguous, behaviorNeedsExisting, behaviorNeedsMerge } from '../diagnostics/errors/generators.ts'
import { hasBuildAnnotations } from '../resource/buildAnnotations.ts'
import { sameResId } from '../resource/resId.ts'
import type { ResMap } from '../resource/resMap.ts'
import {
  currentId,
  moveAnnotationsLast,
  nameOf,
  namespaceOf,
  type Resource,
  setName,
  setNamespace,
  setTextMap,
  textEntries,
  textMapOf,
} from '../resource/resource.ts'
import { compareBytes } from '../yaml/json.ts'
import { getField, isNull, type MappingNode, mapping, removeField, type ScalarNode } from '../yaml/node.ts'
import { plainEntry } from '../yaml/write.ts'
import { dataText } from './configMap.ts'

/** Adds a generated resource, or merges it with or puts it in place of the one that has or had its id. */
export function absorb(resMap: ResMap, resource: Resource): void {
  const wanted = currentId(resource)
  const matches = resMap.everIdentified(wanted)
  const { behavior } = resource
  const wantsExisting = behavior === 'merge' || behavior === 'replace'
  if (matches.length === 0) {
    if (wantsExisting) throw behaviorNeedsExisting(wanted, behavior, resMap.resources)
    resMap.append([resource])
    return
  }
  if (matches.length > 1) throw behaviorAmbiguous(wanted, matches)
  const old = matches[0]!
  if (!wantsExisting) throw behaviorNeedsMerge(wanted, old.manifest)
  takeOver(resource, old)
  // What takes over the name keeps its own type, and a patch can have changed that of the old one.
  const id = currentId(resource)
  const present = resMap.everIdentified(id).filter((other) => sameResId(currentId(other), id))
  if (present.length !== 1 || present[0] !== old) throw behaviorNeedsExisting(id, behavior, resMap.resources)
  resMap.replace(old, resource)
}

/** Gives the new resource the identity, the memory and the metadata of the old; its own metadata wins. */
function takeOver(resource: Resource, old: Resource): void {
  const { manifest } = resource
  for (const field of ['labels', 'annotations'] as const) {
    setTextMap(manifest, field, new Map([...textMapOf(old.manifest, field), ...textMapOf(manifest, field)]))
  }
  setName(manifest, nameOf(old.manifest))
  setNamespace(manifest, namespaceOf(old.manifest))
  if (resource.behavior === 'merge') {
    mergeData(manifest, old.manifest, 'data')
    mergeData(manifest, old.manifest, 'binaryData')
    resource.origin = old.origin ?? resource.origin
  } else {
    resource.origin ??= old.origin
  }
  resource.previousIds = old.previousIds
  resource.hadNoName = old.hadNoName
  resource.namePrefixes = old.namePrefixes
  resource.nameSuffixes = old.nameSuffixes
  resource.needsHashSuffix = old.needsHashSuffix && resource.needsHashSuffix
  resource.behavior = old.behavior
  resource.varNames = old.varNames
  resource.transformations = [...old.transformations, ...resource.transformations]
  resource.helmGenerated = old.helmGenerated
  if (hasBuildAnnotations(resource)) moveAnnotationsLast(manifest)
}

function mergeData(manifest: MappingNode, old: MappingNode, field: 'data' | 'binaryData'): void {
  const merged = new Map([...dataOf(old, field), ...dataOf(manifest, field)])
  removeField(manifest, field)
  if (merged.size === 0) return
  const sorted = [...merged].sort(([a], [b]) => compareBytes(a, b))
  manifest.entries.push(plainEntry(field, mapping(sorted.map(([key, value]) => plainEntry(key, value)))))
}

/** The data as texts; of equal keys the last counts. */
function dataOf(manifest: MappingNode, field: string): Map<string, ScalarNode> {
  const data = getField(manifest, field)
  const nodes = new Map(data?.kind === 'mapping' ? data.entries.map((e) => [e.key, e.value]) : [])
  const texts = [...textEntries(data)].map(([key, text]): [string, ScalarNode] => {
    const node = nodes.get(key)
    return [key, dataText(isNull(node) ? '' : text, node ?? manifest)]
  })
  return new Map(texts)
}
