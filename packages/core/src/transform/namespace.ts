import { wrongNodeKind } from '../diagnostics/errors/patches.ts'
import { namespaceConflict, subjectsNotList } from '../diagnostics/errors/transform.ts'
import { type CompiledFieldSpec, compileFieldSpecs, editField } from '../resource/fieldSpec.ts'
import { resIdKey } from '../resource/resId.ts'
import { apiVersionTextOf, currentId, isDeleted, kindOf, type Resource, storePreviousId } from '../resource/resource.ts'
import { hasText, setScalar } from '../resource/setFields.ts'
import { getField, isNull, type MappingNode, type Place, scalar, textOf, type YamlNode } from '../yaml/node.ts'
import { plainEntry } from '../yaml/write.ts'

/** Which subjects of (Cluster)RoleBindings get the namespace. */
export type SubjectMode = 'defaultOnly' | 'allServiceAccounts' | 'none'

export interface NamespaceOptions {
  readonly namespace: string
  readonly fieldSpecs: readonly CompiledFieldSpec[]
  /** Whether a namespace that is there already stays. */
  readonly unsetOnly?: boolean
  readonly subjects?: SubjectMode
  readonly place?: Place
}

const metadataNamespace = compileFieldSpecs([{ path: 'metadata/namespace', create: true }])[0]!

/**
 * Moves resources into a namespace: all that are not known to be cluster-scoped, what Helm inflated
 * apart. Other fields that hold it are those of the specs and the subjects of role bindings.
 */
export function applyNamespace(resources: readonly Resource[], options: NamespaceOptions): void {
  const moved: Resource[] = []
  for (const resource of resources) {
    if (isDeleted(resource) || resource.helmGenerated) continue
    storePreviousId(resource)
    setNamespaces(resource, options)
    moved.push(resource)
  }
  refuseConflicts(resources, moved)
}

function refuseConflicts(resources: readonly Resource[], moved: readonly Resource[]): void {
  const byId = new Map<string, Resource[]>()
  for (const resource of resources) {
    const key = resIdKey(currentId(resource))
    const same = byId.get(key)
    if (same === undefined) byId.set(key, [resource])
    else same.push(resource)
  }
  if (byId.size === resources.length) return
  for (const resource of moved) {
    const id = currentId(resource)
    const same = byId.get(resIdKey(id))!
    if (same.length > 1)
      throw namespaceConflict(
        id,
        same.map((r) => r.manifest),
      )
  }
}

/** Sets the namespace of one manifest and of what it refers to. */
export function setNamespaces(resource: Resource, options: NamespaceOptions): void {
  const { manifest } = resource
  const apiVersion = apiVersionTextOf(manifest)
  const kind = kindOf(manifest)
  const edit = (node: YamlNode): void => {
    if (options.unsetOnly && hasText(node)) return
    setScalar(node, options.namespace, '!!str', options.place)
  }
  if (!resource.schema.isClusterScoped(apiVersion, kind)) editField(manifest, metadataNamespace, 'scalar', edit)
  const isBinding = kind === 'RoleBinding' || kind === 'ClusterRoleBinding'
  if (isBinding) editSubjects(manifest, options.subjects ?? 'defaultOnly', edit)
  for (const compiled of options.fieldSpecs) {
    const { spec } = compiled
    if (spec.path === 'metadata/namespace') continue
    // Only core Namespaces are named like the namespace that they make.
    if (spec.path === 'metadata/name' && apiVersion !== 'v1') continue
    if (isBinding && spec.path === 'subjects/namespace' && /^(Cluster)?RoleBinding$/.test(spec.kind ?? '')) continue
    editField(manifest, compiled, 'scalar', edit)
  }
}

function editSubjects(manifest: MappingNode, mode: SubjectMode, edit: (node: YamlNode) => void): void {
  if (mode === 'none') return
  const subjects = getField(manifest, 'subjects')
  if (subjects === undefined || isNull(subjects)) return
  if (subjects.kind !== 'sequence') throw subjectsNotList(subjects)
  const [field, wanted] = mode === 'defaultOnly' ? ['name', 'default'] : ['kind', 'ServiceAccount']
  for (const subject of subjects.items) {
    if (isNull(subject)) continue
    if (subject.kind !== 'mapping') throw wrongNodeKind('mapping', subject)
    const found = getField(subject, field!)
    if (found === undefined || isNull(found)) continue
    if (found.kind !== 'scalar') throw wrongNodeKind('scalar', found)
    // Upstream does not look at the kind of a subject named default: users are moved too.
    if (textOf(found) !== wanted) continue
    let namespace = getField(subject, 'namespace')
    if (namespace === undefined) {
      namespace = scalar('', 'plain', '')
      subject.entries.push(plainEntry('namespace', namespace))
    }
    edit(namespace)
  }
}
