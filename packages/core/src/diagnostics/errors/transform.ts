/** Mistakes that show when a transformer runs. */

import type { FieldSpec } from '../../resource/fieldSpec.ts'
import { describeGvk } from '../../resource/gvk.ts'
import { describeResId, type ResId } from '../../resource/resId.ts'
import { nameOf, type Resource } from '../../resource/resource.ts'
import type { Place, YamlNode } from '../../yaml/node.ts'
import { describePlace } from '../codeFrame.ts'
import { KustError } from '../kustError.ts'
import { nearest } from '../nearest.ts'
import { describeNode } from './resources.ts'

export function conflictingFieldSpecs(known: FieldSpec, added: FieldSpec): KustError {
  return new KustError(
    'conflicting-field-specs',
    `the field spec for \`${added.path ?? ''}\` ${describeScope(added)} says \`create: ${added.create ?? false}\`, but there is one ${describeScope(known)} that says \`create: ${known.create ?? false}\`; make them agree`,
  )
}

function describeScope(spec: FieldSpec): string {
  const type = describeGvk(spec)
  return type === '' ? 'of all kinds' : `of ${type}`
}

export function emptyFieldName(path: string): KustError {
  return new KustError('empty-field-name', `the field spec path \`${path}\` has an empty part`)
}

/** A path goes on where the manifest has a scalar. */
export function notMappingOrSequence(path: string, node: YamlNode): KustError {
  return new KustError(
    'field-not-a-mapping',
    `the path \`${path}\` leads into ${describeNode(node)}; a mapping or a list is expected there`,
    node,
  )
}

/** Setting the namespace makes two resources the same. */
export function namespaceConflict(id: ResId, manifests: readonly Place[]): KustError {
  const places = manifests.slice(0, -1).map(describePlace).join('')
  return new KustError(
    'namespace-conflict',
    `with the namespace set, several resources are ${describeResId(id)}${places}; rename one of them`,
    manifests.at(-1),
  )
}

export function subjectsNotList(node: YamlNode): KustError {
  return new KustError('subjects-not-a-list', `\`subjects\` must be a list; found ${describeNode(node)}`, node)
}

export function replicaNotFound(name: string, specs: readonly FieldSpec[], resources: readonly Resource[]): KustError {
  const kinds = [...new Set(specs.map((spec) => describeGvk(spec)))].join(', ')
  const near = nearest(
    name,
    resources.map((r) => nameOf(r.manifest)),
  )
  return new KustError(
    'replicas-without-target',
    `no resource named \`${name}\` has a replica count (looked at ${kinds})${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
  )
}
