/** Mistakes that show when names, vars and hashes are resolved. */

import { describeResId, type ResId } from '../../resource/resId.ts'
import { currentId, type Resource } from '../../resource/resource.ts'
import type { Place, YamlNode } from '../../yaml/node.ts'
import { describePlace } from '../codeFrame.ts'
import { KustError } from '../kustError.ts'
import { describeNode } from './resources.ts'

export function hashKindNotSupported(kind: string, manifest: Place): KustError {
  return new KustError(
    'hash-kind',
    `only ConfigMaps and Secrets can have a hash in their name; this is a ${kind}`,
    manifest,
  )
}

export function idRemovedTwice(id: ResId, manifest: Place): KustError {
  return new KustError(
    'duplicate-resource',
    `there are two local-config resources ${describeResId(id)} by now; a build may hold each resource once`,
    manifest,
  )
}

export function nameFieldMissing(path: string, node: YamlNode): KustError {
  return new KustError(
    'reference-without-name',
    `the name reference \`${path}\` leads to a mapping without a \`name\``,
    node,
  )
}

export function notNameOrMapping(path: string, node: YamlNode): KustError {
  return new KustError(
    'reference-not-a-name',
    `the name reference \`${path}\` leads to ${describeNode(node)}; a name or a mapping with one is expected`,
    node,
  )
}

export function subjectNotMapping(node: YamlNode): KustError {
  return new KustError(
    'bad-subject',
    `a subject is a mapping with kind, name and namespace; found ${describeNode(node)}`,
    node,
  )
}

export function subjectNamespaceNotText(node: YamlNode): KustError {
  return new KustError('bad-subject', `the namespace of a subject is a text; found ${describeNode(node)}`, node)
}

/** A reference that several renamed resources fit, with different names now. */
export function referralAmbiguous(name: string, path: string, ids: readonly ResId[], node: YamlNode): KustError {
  return new KustError(
    'reference-ambiguous',
    `\`${name}\` in \`${path}\` may mean any of ${ids.map(describeResId).join(', ')}`,
    node,
  )
}

export function varAmbiguous(name: string, matches: readonly Resource[], place: Place): KustError {
  return new KustError(
    'var-ambiguous',
    `the var ${name} fits several resources: ${matches.map((r) => describeResId(currentId(r))).join(', ')}`,
    place,
  )
}

export function varRepeated(name: string, first: Place, second: Place): KustError {
  return new KustError('var-repeated', `the var ${name} is declared already${describePlace(first)}`, second)
}

export function varUnmapped(name: string, place: Place): KustError {
  return new KustError('var-without-resource', `no resource is the \`objref\` of the var ${name}`, place)
}

export function varFieldMissing(name: string, path: string, resource: Resource, place: Place): KustError {
  return new KustError(
    'var-field-missing',
    `the var ${name} reads \`${path}\` of ${describeResId(currentId(resource))}, which has no such value`,
    place,
  )
}

/** A field that may hold vars has something in it that cannot. */
export function varNotString(node: YamlNode): KustError {
  return new KustError('var-field-not-string', `only strings can hold vars here; found ${describeNode(node)}`, node)
}
