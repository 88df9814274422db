/** Mistakes in manifests as they are read and collected. */

import { describeResId, type ResId } from '../../resource/resId.ts'
import { apiVersionTextOf } from '../../resource/resource.ts'
import type { MappingNode, Place, YamlNode } from '../../yaml/node.ts'
import { describePlace } from '../codeFrame.ts'
import { KustError } from '../kustError.ts'

/** Two resources have the same type, name and namespace. */
export function duplicateResource(id: ResId, second: Place, first: Place): KustError {
  return new KustError(
    'duplicate-resource',
    `there is a ${describeResId(id)} already${describePlace(first)}; a build may hold each resource once (no namespace counts as \`default\`)`,
    second,
  )
}

/** A document that is no manifest at all. */
export function missingMetadata(node: YamlNode): KustError {
  return new KustError(
    'not-a-resource',
    `this is ${describeNode(node)}, not a Kubernetes resource; a resource has \`apiVersion\`, \`kind\` and \`metadata.name\``,
    node,
  )
}

export function missingKind(manifest: YamlNode): KustError {
  return new KustError(
    'missing-kind',
    'the resource has no `kind`; say what it is, such as `kind: ConfigMap`',
    manifest,
  )
}

export function missingName(manifest: MappingNode, kind: string): KustError {
  const apiVersion = apiVersionTextOf(manifest)
  return new KustError(
    'missing-name',
    `the ${apiVersion === '' ? '' : `${apiVersion} `}${kind} has no \`metadata.name\`; every resource needs one`,
    manifest,
  )
}

/** The reference keeps earlier names in a list with commas and crashes on the count; `name` may follow one that was empty. */
export function nameNotRemembered(name: string, hadNoName: boolean, place: Place): KustError {
  const found = hadNoName ? `\`${name}\` after none` : `\`${name}\``
  return new KustError(
    'resource-name-unusable',
    `a resource that is renamed, moved to a namespace or patched needs a name without commas; found ${found}`,
    place,
  )
}

/** The `items` of a list kind are no list. */
export function itemsNotList(kind: string, items: YamlNode): KustError {
  return new KustError(
    'items-not-a-list',
    `the \`items\` of a ${kind} must be a list; found ${describeNode(items)}`,
    items,
  )
}

export function tooDeep(): KustError {
  return new KustError('nested-too-deep', 'a resource nests mappings and lists too deeply to be worked on')
}

/** For messages: what a node is. */
export function describeNode(node: YamlNode): string {
  if (node.kind === 'mapping') return 'a mapping'
  if (node.kind === 'sequence') return 'a list'
  const text = node.value.length > 40 ? `${node.value.slice(0, 37)}...` : node.value
  return text === '' ? 'an empty value' : `\`${text}\``
}

export function tooMuchCopied(limit: number): KustError {
  return new KustError(
    'too-much-copied',
    `patches, replacements and vars copy more than ${limit} bytes into the resources of this build (maxCopiedBytes)`,
  )
}

export function outputTooLarge(limit: number): KustError {
  return new KustError('output-too-large', `the output has more than ${limit} bytes (maxOutputBytes)`)
}

/** A text or a list that the platform cannot hold. */
export function tooLarge(): KustError {
  return new KustError('too-large', 'this build makes a text or a list that is larger than can be held in memory')
}
