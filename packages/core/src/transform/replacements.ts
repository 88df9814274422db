import {
  delimiterNeedsScalar,
  replacementFieldNotFound,
  replacementIndex,
  replacementNeedsSelect,
  replacementNeedsSource,
  replacementSourceAndValue,
  sourceAmbiguous,
  sourceFieldMissing,
  sourceNotFound,
} from '../diagnostics/errors/replacements.ts'
import { KustError } from '../diagnostics/kustError.ts'
import type {
  Replacement,
  ReplacementOptions,
  ReplacementSource,
  ReplacementTarget,
} from '../kustomization/kustomization.ts'
import { editBuildAnnotations, withBuildAnnotations } from '../resource/buildAnnotations.ts'
import { type CreatedKind, type FieldMatch, lookup, matchFields, splitFieldPath } from '../resource/fieldPath.ts'
import { type Growth, weightOf } from '../resource/growth.ts'
import { gvkMatches } from '../resource/gvk.ts'
import { effectiveNamespace, type ResId } from '../resource/resId.ts'
import type { ResMap } from '../resource/resMap.ts'
import { allIds, isDeleted, type Resource } from '../resource/resource.ts'
import { compileSelector, mayBeNamed, selectsAnyId } from '../resource/selector.ts'
import { indentJson, printJson } from '../yaml/json.ts'
import { cloneNode, isNull, isNullOrEmpty, scalar, textOf, type YamlNode } from '../yaml/node.ts'
import { printWithComments } from '../yaml/printNode.ts'
import { readDocument } from '../yaml/readYaml.ts'
import { become, overwriteText } from '../yaml/write.ts'
import type { PlacedReplacement } from './readReplacements.ts'

const defaultFieldPath = 'metadata.name'

/** Copies values from sources into targets, one replacement after the other. */
export function applyReplacements(resMap: ResMap, replacements: readonly PlacedReplacement[], growth: Growth): void {
  for (const { replacement, place } of replacements) {
    try {
      applyReplacement(resMap, replacement, growth)
    } catch (error) {
      throw error instanceof KustError ? error.locate(place) : error
    }
  }
}

function applyReplacement(resMap: ResMap, replacement: Replacement, growth: Growth): void {
  const { source, sourceValue, targets } = replacement
  if ((source === undefined && sourceValue === undefined) || targets === undefined) throw replacementNeedsSource()
  if (source !== undefined && sourceValue !== undefined) throw replacementSourceAndValue()
  const value = source === undefined ? scalar(sourceValue!, 'plain', '') : sourceField(resMap, source)
  for (const target of targets) applyToTarget(resMap, target, value, growth)
}

function sourceField(resMap: ResMap, source: ReplacementSource): YamlNode {
  const candidates = source.name ? resMap.everNamed(source.name) : resMap.resources
  const found = candidates.filter((resource) => replacementIds(resource).some((id) => isSelectedBy(id, source)))
  if (found.length === 0) throw sourceNotFound(source, resMap.resources)
  if (found.length > 1) throw sourceAmbiguous(source, found)
  const path = source.fieldPath || defaultFieldPath
  const manifest = holdsBuildAnnotations(path) ? withBuildAnnotations(found[0]!) : found[0]!.manifest
  const field = lookup(manifest, splitFieldPath(path))
  if (field === undefined || isNullOrEmpty(field)) throw sourceFieldMissing(path, found[0]!)
  const delimiter = source.options?.delimiter
  if (!delimiter) return field
  if (field.kind !== 'scalar') throw delimiterNeedsScalar(field)
  const parts = split(isNull(field) ? '' : field.value, delimiter)
  const index = Number(source.options?.index ?? 0)
  const part = index < 0 ? undefined : parts[index]
  if (part === undefined) throw replacementIndex(index, parts.length, field)
  const value = { ...field }
  overwriteText(value, part)
  return value
}

/** Upstream keeps its notes in the annotations, so what is copied from or over these takes them along. */
function holdsBuildAnnotations(path: string): boolean {
  return path === 'metadata' || path === 'metadata.annotations'
}

/** Go splits a text at an empty separator into characters, and so does JavaScript. */
function split(text: string, delimiter: string): string[] {
  return text.split(delimiter)
}

/** Replacements compare ids without regard to scope: the present one first, then earlier ones. */
function replacementIds(resource: Resource): ResId[] {
  return allIds(resource).map((id) => ({ ...id, clusterScoped: false }))
}

function isSelectedBy(id: ResId, source: ReplacementSource): boolean {
  const { name, namespace } = source
  return (
    (!name || name === id.name) &&
    (!namespace || effectiveNamespace({ namespace, clusterScoped: false }) === effectiveNamespace(id)) &&
    gvkMatches(id, source)
  )
}

function applyToTarget(resMap: ResMap, target: ReplacementTarget, value: YamlNode, growth: Growth): void {
  const weight = weightOf(value)
  if (target.select === undefined) throw replacementNeedsSelect()
  const fieldPaths = target.fieldPaths?.length ? target.fieldPaths : [defaultFieldPath]
  const select = compileSelector(target.select)
  const reject = (target.reject ?? []).map((selector) => ({
    compiled: compileSelector(selector),
    byId: [selector.group, selector.version, selector.kind, selector.name, selector.namespace].some(Boolean),
    byLabels: Boolean(selector.labelSelector) || Boolean(selector.annotationSelector),
  }))
  for (const resource of mayBeNamed(resMap, target.select)) {
    if (isDeleted(resource) || !select.matchesLabels(resource)) continue
    const isRejected = reject.some(
      ({ compiled, byId, byLabels }) =>
        (byLabels && compiled.matchesLabels(resource)) || (byId && selectsAnyId(compiled, resource)),
    )
    if (isRejected || !selectsAnyId(select, resource)) continue
    for (const path of fieldPaths) {
      growth.add(weight)
      const copy = (): void => copyValue(resource, path, value, target.options, growth)
      if (holdsBuildAnnotations(path)) editBuildAnnotations(resource, copy)
      else copy()
    }
    resMap.idChanged(resource)
  }
}

function copyValue(
  resource: Resource,
  path: string,
  value: YamlNode,
  options: ReplacementOptions | undefined,
  growth: Growth,
): void {
  const create: CreatedKind = options?.create ? value.kind : undefined
  const parts = splitFieldPath(path)
  if (setInText(resource, parts, value, create)) return
  let targets: FieldMatch[]
  try {
    targets = matchFields(resource.manifest, parts, create)
  } catch (error) {
    if (error instanceof KustError) throw replacementFieldNotFound(path, resource, create !== undefined, error)
    throw error
  }
  if (targets.length === 0) throw replacementFieldNotFound(path, resource, create !== undefined)
  for (const { node } of targets) setValue(node, value, options, growth)
}

/**
 * A scalar takes over the text only and keeps its type; anything else becomes a copy, in place, since the source may be
 * the same field or one inside it, and the next target gets what the source is by then.
 */
function setValue(node: YamlNode, value: YamlNode, options: ReplacementOptions | undefined, growth: Growth): void {
  const text = options?.delimiter ? joined(node, value, options, growth) : textOf(value)
  if (node.kind === 'scalar') {
    overwriteText(node, text)
    movePlace(node, value)
  } else {
    growth.add(weightOf(value))
    become(node, cloneNode(value))
  }
}

/** What was copied is found where it was copied from. */
function movePlace(node: YamlNode, { source, offset }: YamlNode): void {
  if (source === undefined) return
  node.source = source
  node.offset = offset
}

function joined(node: YamlNode, value: YamlNode, options: ReplacementOptions, growth: Growth): string {
  if (node.kind !== 'scalar') throw delimiterNeedsScalar(node)
  const delimiter = options.delimiter!
  const parts = split(node.value, delimiter)
  growth.add(64 * parts.length)
  const index = Number(options.index ?? 0)
  const text = isNull(value) ? '' : textOf(value)
  if (index < 0) parts.unshift(text)
  else if (index >= parts.length) parts.push(text)
  else parts[index] = text
  return parts.join(delimiter)
}

/**
 * Sets a value inside a scalar that holds YAML or JSON. False if the path does not lead through such a
 * scalar, or if anything is wrong on the way: the path is then followed in the ordinary manner.
 */
function setInText(resource: Resource, parts: readonly string[], value: YamlNode, create: CreatedKind): boolean {
  if (parts.length < 2) return false
  try {
    for (let i = 1; i < parts.length; i++) {
      const field = tryLookup(resource.manifest, parts.slice(0, i))
      if (field?.kind !== 'scalar') continue
      const text = field.value
      const data = tryRead(text)
      if (data === undefined) continue
      const targets = matchFields(data, parts.slice(i), create)
      if (targets.length === 0) return false
      for (const target of targets) {
        if (target.node.kind === 'scalar') overwriteText(target.node, textOf(value))
        else target.replace(cloneNode(value))
      }
      overwriteText(field, printData(data, text))
      return true
    }
  } catch (error) {
    if (!(error instanceof KustError)) throw error
  }
  return false
}

function tryLookup(node: YamlNode, path: readonly string[]): YamlNode | undefined {
  try {
    return lookup(node, path)
  } catch (error) {
    if (error instanceof KustError) return undefined
    throw error
  }
}

function tryRead(text: string): YamlNode | undefined {
  try {
    return readDocument({ path: '', text })
  } catch (error) {
    if (error instanceof KustError) return undefined
    throw error
  }
}

/** Prints data in the manner of the text that it came from: JSON, indented JSON, or YAML. */
function printData(data: YamlNode, original: string): string {
  const first = original.trimStart()[0]
  if (first !== '{' && first !== '[') return printWithComments(data, original).trim()
  const json = printJson(data)
  return original.includes('\n') && original.includes('  ') ? indentJson(json) : json
}
