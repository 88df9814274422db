/** Mistakes in patches. */

import { describeResId, type ResId } from '../../resource/resId.ts'
import { currentId, type Resource } from '../../resource/resource.ts'
import { getEntry, type MappingNode, type Place, type YamlNode } from '../../yaml/node.ts'
import { describePlace } from '../codeFrame.ts'
import { KustError } from '../kustError.ts'
import { describeNode } from './resources.ts'

const kindNames = { scalar: 'a scalar', mapping: 'a mapping', sequence: 'a list' } as const

/** A node of another kind than the edit can work on. */
export function wrongNodeKind(wanted: YamlNode['kind'], node: YamlNode, other?: YamlNode): KustError {
  const meets = other !== undefined && other !== node ? `, and the patch has ${kindNames[other.kind]}` : ''
  return new KustError(
    'wrong-node-kind',
    `${kindNames[wanted]} is expected here; found ${describeNode(node)}${meets}`,
    node,
  )
}

export function unknownDirective(directive: string, node: YamlNode): KustError {
  return new KustError('unknown-directive', `\`$patch: ${directive}\` is unknown; use delete, replace or merge`, node)
}

/** Upstream's field setter takes a field without a name for the mapping itself, and that is no scalar. */
export function emptyKeyInMerge(mapping: MappingNode): KustError {
  const place = getEntry(mapping, '')?.value ?? mapping
  return new KustError('empty-key', 'a strategic merge patch cannot meet a field whose name is empty', place)
}

export function patchNeedsText(): KustError {
  return new KustError('patch-empty', 'the entry needs a `patch` (inline text) or a `path` (a file)')
}

export function patchAndPath(): KustError {
  return new KustError('patch-and-path', 'the entry has both `patch` and `path`; keep one of them')
}

/** The text is neither kind of patch; what the reader of each says is shown. */
export function patchUnreadable(strategic: KustError, json: KustError): KustError {
  const error = new KustError(
    'patch-unreadable',
    `this is neither a strategic merge patch (${strategic.message}) nor a JSON 6902 patch (${json.message})`,
  )
  for (const from of [strategic, json]) {
    if (error.line === undefined && from.line !== undefined) {
      Object.assign(error, { file: from.file, line: from.line, column: from.column, frame: from.frame })
    }
  }
  return error
}

export function severalPatchesOneTarget(second: Place): KustError {
  return new KustError(
    'several-patches-one-target',
    'an entry with a `target` may hold one strategic merge patch; split it into several entries',
    second,
  )
}

export function jsonPatchNeedsTarget(place: Place): KustError {
  return new KustError(
    'json-patch-without-target',
    'a JSON 6902 patch does not say what it changes; add a `target` to the entry',
    place,
  )
}

export function patchTargetName(): KustError {
  return new KustError('patch-target-name', 'an entry of `patchesJson6902` needs a `target` with a `name`')
}

/** A strategic merge patch names a resource that is not there, or several. */
export function patchTargetNotFound(
  id: ResId,
  patch: MappingNode,
  targets: readonly Resource[],
  resources: readonly Resource[],
): KustError {
  if (targets.length > 1) {
    return new KustError(
      'patch-target-ambiguous',
      `the patch is for ${describeResId(id)}, which several resources are or were: ${targets.map((r) => `${describeResId(currentId(r))}${describePlace(r.manifest)}`).join(', ')}`,
      patch,
    )
  }
  return new KustError(
    'patch-target-not-found',
    `the patch is for ${describeResId(id)}, which is not among the resources${alternatives(id, resources)}`,
    patch,
  )
}

/** What there is instead: the same name or the same kind. */
function alternatives(id: ResId, resources: readonly Resource[]): string {
  const ids = resources.map(currentId)
  const sameName = ids.filter((other) => other.name === id.name)
  const sameKind = ids.filter((other) => other.kind === id.kind)
  const near = sameName.length > 0 ? sameName : sameKind
  if (near.length === 0) return `; there are ${ids.length} resources, none of that name or kind`
  const shown = near.slice(0, 5).map(describeResId).join(', ')
  return `; there is ${shown}${near.length > 5 ? ` and ${near.length - 5} more` : ''}`
}

export function notJsonPatch(why: string, place: Place): KustError {
  return new KustError(
    'not-a-json-patch',
    `a JSON 6902 patch is a list of operations with \`op\` and \`path\`: ${why}`,
    place,
  )
}

export function emptyJsonPatch(place: Place): KustError {
  return new KustError('json-patch-empty', 'the JSON 6902 patch has no operations', place)
}

export function jsonPatchFailed(op: string, path: string, why: string, place: Place): KustError {
  return new KustError('json-patch-failed', `\`${op}\` of \`${path}\` fails: ${why}`, place)
}

export function notManifestAfterPatch(what: string, place: Place): KustError {
  return new KustError(
    'not-a-resource-after-patch',
    `the JSON 6902 patch leaves the resource ${what}; it must keep a kind and a name`,
    place,
  )
}

export function strategicPatchesEmpty(place: Place): KustError {
  return new KustError('patch-empty', 'the plugin holds no patch; give `paths` or `patches`', place)
}
