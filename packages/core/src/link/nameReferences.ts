import { withContextOf } from '../diagnostics/context.ts'
import {
  nameFieldMissing,
  notNameOrMapping,
  referralAmbiguous,
  subjectNamespaceNotText,
  subjectNotMapping,
} from '../diagnostics/errors/link.ts'
import type { NameReference } from '../kustomization/transformerConfig.ts'
import { type CompiledFieldSpec, compileFieldSpecs, editField } from '../resource/fieldSpec.ts'
import { addReached, fieldSpecTree } from '../resource/fieldSpecTree.ts'
import { type GvkPattern, gvkMatches } from '../resource/gvk.ts'
import { effectiveNamespace, type ResId } from '../resource/resId.ts'
import { currentId, kindOf, nameOf, namespaceOf, originalId, previousIds, type Resource } from '../resource/resource.ts'
import { getField, isNull, type MappingNode, type ScalarNode, scalar, textOf, type YamlNode } from '../yaml/node.ts'
import { decodedValue } from '../yaml/resolveScalar.ts'
import { overwriteScalar, writeField } from '../yaml/write.ts'

/** A resource with the ids that the search for referrals asks for again and again. */
interface Known {
  readonly resource: Resource
  /** The namespaces of the service accounts that it names, if it is a RoleBinding. */
  readonly subjectNamespaces: ReadonlySet<string>
  readonly current: ResId
  readonly original: ResId
  readonly previous: readonly ResId[]
  /** The specs that can find anything in it; undefined once it has got new fields. */
  reached: ReadonlySet<CompiledFieldSpec> | undefined
}

/** Resources that were renamed or moved, by the names they had, and the namespaces that there are. */
interface Index {
  readonly all: readonly Known[]
  readonly byPreviousName: ReadonlyMap<string, readonly Known[]>
  /** The original namespaces of the resources in each present namespace, cluster-scoped ones left out. */
  readonly originalNamespaces: ReadonlyMap<string, ReadonlySet<string>>
}

/**
 * Puts today's names, and namespaces, of resources into the fields that refer to them by earlier ones.
 * Only resources that something renamed, moved or hashed are ever referred to anew.
 */
export function fixNameReferences(resources: readonly Resource[], references: readonly NameReference[]): void {
  const index = makeIndex(resources)
  const byKind = groupByKind(index.all)
  const specs = references.map(({ fieldSpecs }) => compileFieldSpecs(fieldSpecs ?? []))
  const allSpecs = specs.flat()
  for (const [kind, referrers] of byKind) noteReached(referrers, kind, allSpecs)
  references.forEach((reference, i) => {
    for (const compiled of specs[i]!) {
      const referrers = compiled.spec.kind ? (byKind.get(compiled.spec.kind) ?? []) : index.all
      for (const referrer of referrers) {
        if (referrer.reached?.has(compiled) === false || !gvkMatches(referrer.original, compiled.spec)) continue
        fixField(referrer, compiled, reference, index)
      }
    }
  })
}

/** Finds out once for each referrer which of the many specs have to be looked at. */
function noteReached(referrers: readonly Known[], kind: string, specs: readonly CompiledFieldSpec[]): void {
  const tree = fieldSpecTree(specs.filter(({ spec }) => !spec.kind || spec.kind === kind))
  for (const referrer of referrers) {
    const reached = new Set<CompiledFieldSpec>()
    addReached(referrer.resource.manifest, tree, reached)
    referrer.reached = reached
  }
}

function groupByKind(all: readonly Known[]): Map<string, Known[]> {
  const groups = new Map<string, Known[]>()
  for (const known of all) {
    const group = groups.get(known.original.kind)
    if (group === undefined) groups.set(known.original.kind, [known])
    else group.push(known)
  }
  return groups
}

function makeIndex(resources: readonly Resource[]): Index {
  const all = resources.map(
    (resource): Known => ({
      resource,
      subjectNamespaces: roleBindingNamespaces(resource),
      current: currentId(resource),
      original: originalId(resource),
      previous: previousIds(resource),
      reached: undefined,
    }),
  )
  const byPreviousName = new Map<string, Known[]>()
  const originalNamespaces = new Map<string, Set<string>>()
  for (const known of all) {
    for (const name of new Set(known.previous.map((id) => id.name))) {
      byPreviousName.set(name, [...(byPreviousName.get(name) ?? []), known])
    }
    if (known.current.clusterScoped) continue
    const namespace = effectiveNamespace(known.current)
    const originals = originalNamespaces.get(namespace) ?? new Set()
    originalNamespaces.set(namespace, originals.add(effectiveNamespace(known.original)))
  }
  return { all, byPreviousName, originalNamespaces }
}

function fixField(referrer: Known, compiled: CompiledFieldSpec, target: GvkPattern, index: Index): void {
  // The type of the referrer has been checked against the one it was loaded with, not today's.
  const { path = '' } = compiled.spec
  const anyType = { path: compiled.path, spec: { path } }
  withContextOf(referrer.resource.manifest, () => {
    editField(referrer.resource.manifest, anyType, undefined, (node) => {
      if (isNull(node)) return
      const search = { referrer, target, path, index }
      if (node.kind === 'sequence') for (const item of node.items) fixNode(item, search)
      else fixNode(node, search)
    })
  })
}

interface Search {
  readonly referrer: Known
  readonly target: GvkPattern
  readonly path: string
  readonly index: Index
}

function fixNode(node: YamlNode, search: Search): void {
  if (isNull(node)) return
  if (node.kind === 'scalar') fixScalar(node, search)
  else if (node.kind === 'mapping') fixMapping(node, search)
  else throw notNameOrMapping(search.path, node)
}

function fixScalar(node: ScalarNode, search: Search): void {
  const candidates = candidatesOf(search, node.value)
  const referral = selectReferral(search, candidates, node, sameNames)
  if (referral === undefined) return
  const name = nameOf(referral.manifest)
  if (name !== node.value) overwriteScalar(node, newText(name, referral))
}

function fixMapping(node: MappingNode, search: Search): void {
  const nameNode = getField(node, 'name')
  if (nameNode === undefined) throw nameFieldMissing(search.path, node)
  const oldName = textOf(nameNode)
  const candidates = inNamespaceOf(node, candidatesOf(search, oldName), search)
  const referral = selectReferral(search, candidates, nameNode, sameNamesAndNamespaces)
  if (referral === undefined) return
  const name = nameOf(referral.manifest)
  const namespace = namespaceOf(referral.manifest)
  if (name === oldName && namespace === '') return
  search.referrer.reached = undefined
  writeField(node, 'name', newText(name, referral))
  if (namespace !== '') writeField(node, 'namespace', newText(namespace, referral))
}

function newText(text: string, referral: Resource): ScalarNode {
  return scalar(text, 'plain', '', getField(getField(referral.manifest, 'metadata'), 'name'))
}

/** What had a name and can be referred to by the referrer at all. */
function candidatesOf({ referrer, index }: Search, name: string): readonly Known[] {
  const named = index.byPreviousName.get(name) ?? []
  if (named.length === 0 || referrer.current.clusterScoped) return named
  const namespaces = referrer.subjectNamespaces
  return named.filter(
    ({ current, resource }) =>
      current.clusterScoped ||
      effectiveNamespace(current) === effectiveNamespace(referrer.current) ||
      namespaces.has(namespaceOf(resource.manifest)),
  )
}

/** The namespaces of the service accounts that a RoleBinding names. */
function roleBindingNamespaces({ manifest }: Resource): ReadonlySet<string> {
  const namespaces = new Set<string>()
  const subjects = getField(manifest, 'subjects')
  if (kindOf(manifest) !== 'RoleBinding' || subjects?.kind !== 'sequence') return namespaces
  for (const subject of subjects.items) {
    if (subject.kind !== 'mapping') throw subjectNotMapping(subject)
    const namespace = getField(subject, 'namespace')
    if (namespace !== undefined && textOf(getField(subject, 'kind')) === 'ServiceAccount') {
      const text = namespace.kind === 'scalar' ? decodedValue(namespace) : undefined
      if (typeof text !== 'string') throw subjectNamespaceNotText(namespace)
      namespaces.add(text)
    }
  }
  return namespaces
}

/** A reference with a namespace is looked for in that namespace: the original one if any resource had it. */
function inNamespaceOf(node: MappingNode, candidates: readonly Known[], search: Search): readonly Known[] {
  const namespaceNode = getField(node, 'namespace')
  if (namespaceNode === undefined || candidates.length === 0) return candidates
  const namespace = textOf(namespaceNode)
  const namespaced = candidates.filter(({ current }) => !current.clusterScoped)
  if (isOriginalNamespace(namespace, search)) {
    return namespaced.filter(({ original }) => effectiveNamespace(original) === namespace)
  }
  return namespaced.filter(({ current }) => effectiveNamespace(current) === namespace)
}

function isOriginalNamespace(namespace: string, { referrer, index }: Search): boolean {
  const { originalNamespaces } = index
  if (referrer.current.clusterScoped) return [...originalNamespaces.values()].some((set) => set.has(namespace))
  const reachable = [effectiveNamespace(referrer.current), ...referrer.subjectNamespaces]
  return reachable.some((name) => originalNamespaces.get(name)?.has(namespace))
}

/** Sieves the candidates as upstream does, until one is left; what cannot be told apart is an error. */
function selectReferral(
  search: Search,
  candidates: readonly Known[],
  node: YamlNode,
  identical: (resources: readonly Known[]) => boolean,
): Resource | undefined {
  const { referrer, target, path } = search
  const roleRef = path.endsWith('roleRef/name') ? roleRefPattern(referrer.resource.manifest) : undefined
  let left = candidates.filter(
    ({ previous, current }) =>
      previous.some((id) => gvkMatches(id, target)) &&
      (roleRef === undefined || previous.some((id) => gvkMatches(id, roleRef))) &&
      (referrer.current.clusterScoped ||
        current.clusterScoped ||
        current.kind === 'ServiceAccount' ||
        effectiveNamespace(current) === effectiveNamespace(referrer.current)),
  )
  if (left.length === 1) return left[0]!.resource
  left = left.filter(({ resource }) => sameAffixes(resource, referrer.resource, true))
  if (left.length > 1) left = left.filter(({ resource }) => sameAffixes(resource, referrer.resource, false))
  if (left.length > 1 && !identical(left)) {
    throw referralAmbiguous(
      textOf(node),
      path,
      left.map(({ current }) => current),
      node,
    )
  }
  return left[0]?.resource
}

function roleRefPattern(manifest: MappingNode): GvkPattern | undefined {
  const roleRef = getField(manifest, 'roleRef')
  const group = getField(roleRef, 'apiGroup')
  const kind = getField(roleRef, 'kind')
  return group === undefined || kind === undefined ? undefined : { group: textOf(group), kind: textOf(kind) }
}

/** Whether two resources went through the same prefixes and suffixes, counted from the last. */
function sameAffixes(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  const same = (x: readonly string[], y: readonly string[]): boolean =>
    (allowEmpty && (x.length === 0 || y.length === 0)) || sameEnding(x, y)
  return same(a.namePrefixes, b.namePrefixes) && same(a.nameSuffixes, b.nameSuffixes)
}

function sameEnding(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length > b.length ? [b, a] : [a, b]
  if (short.length === 0) return long.length === 0
  return short.every((text, i) => text === long[i + long.length - short.length])
}

function sameNames(known: readonly Known[]): boolean {
  const name = nameOf(known[0]!.resource.manifest)
  return known.every(({ resource }) => nameOf(resource.manifest) === name)
}

function sameNamesAndNamespaces(known: readonly Known[]): boolean {
  const namespace = namespaceOf(known[0]!.resource.manifest)
  return sameNames(known) && known.every(({ resource }) => namespaceOf(resource.manifest) === namespace)
}
