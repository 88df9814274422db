/** Mistakes in replacements. */

import type { ReplacementSource } from '../../kustomization/kustomization.ts'
import { describeResId } from '../../resource/resId.ts'
import { currentId, type Resource } from '../../resource/resource.ts'
import type { Place, YamlNode } from '../../yaml/node.ts'
import { KustError } from '../kustError.ts'
import { nearest } from '../nearest.ts'
import { describeNode } from './resources.ts'

export function replacementInlineAndPath(path: string): KustError {
  return new KustError(
    'replacement-inline-and-path',
    `the entry names the file \`${path}\` and has a source or targets of its own; keep one of them`,
  )
}

export function replacementNotReadable(place: Place): KustError {
  return new KustError('replacement-not-readable', 'the file must hold one replacement or a list of them', place)
}

export function replacementNeedsSource(): KustError {
  return new KustError('replacement-incomplete', 'a replacement needs a `source` (or `sourceValue`) and `targets`')
}

export function replacementSourceAndValue(): KustError {
  return new KustError('replacement-source-and-value', 'a replacement takes `source` or `sourceValue`, not both')
}

export function replacementNeedsSelect(): KustError {
  return new KustError('replacement-target-without-select', 'each target needs a `select` that picks resources')
}

export function sourceNotFound(source: ReplacementSource, resources: readonly Resource[]): KustError {
  const near = nearest(
    source.name ?? '',
    resources.map((r) => currentId(r).name),
  )
  return new KustError(
    'replacement-source-not-found',
    `no resource is ${describeResId(source)}${near === undefined || near === source.name ? '' : `; did you mean \`${near}\`?`}`,
  )
}

export function sourceAmbiguous(source: ReplacementSource, found: readonly Resource[]): KustError {
  return new KustError(
    'replacement-source-ambiguous',
    `several resources are ${describeResId(source)}: ${found.map((r) => describeResId(currentId(r))).join(', ')}`,
  )
}

export function sourceFieldMissing(path: string, resource: Resource): KustError {
  return new KustError(
    'replacement-source-field-missing',
    `${describeResId(currentId(resource))} has no \`${path}\`, or it is empty`,
  )
}

export function replacementIndex(index: number, count: number, node: YamlNode): KustError {
  return new KustError(
    'replacement-index',
    `\`options.index\` is ${index}, but ${describeNode(node)} splits into ${count} parts (counted from 0)`,
  )
}

export function delimiterNeedsScalar(node: YamlNode): KustError {
  return new KustError('delimiter-needs-scalar', `\`options.delimiter\` splits text; found ${describeNode(node)}`, node)
}

/** A target's path leads nowhere. */
export function replacementFieldNotFound(
  path: string,
  resource: Resource,
  create: boolean,
  cause?: KustError,
): KustError {
  const why = cause === undefined ? '' : `: ${cause.message}`
  const advice = create ? '' : ' (`options.create` makes missing fields)'
  return new KustError(
    'replacement-field-not-found',
    `${describeResId(currentId(resource))} has no \`${path}\`${why}${advice}`,
  )
}

export function badListElement(part: string): KustError {
  return new KustError('bad-list-element', `\`${part}\` must be \`[name=value]\` or \`[=value]\``)
}

export function indexNotFound(index: number, count: number): KustError {
  return new KustError('index-not-found', `there is no element ${index}; the list has ${count} (counted from 0)`)
}

export function negativeIndex(part: string): KustError {
  return new KustError('negative-index', `a list index cannot be negative; found ${part}`)
}

export function wildcardInSource(): KustError {
  return new KustError('wildcard-in-source', '`*` stands for many fields, and a source is one')
}
