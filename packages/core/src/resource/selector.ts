import type { Gvk } from './gvk.ts'
import { type LabelMatcher, parseLabelSelector } from './labelSelector.ts'
import { anchoredRegex, isLiteral, type TextMatcher } from './regex.ts'
import { effectiveNamespace, type ResId } from './resId.ts'
import type { ResMap } from './resMap.ts'
import { allIds, currentId, originalId, type Resource, textMapOf } from './resource.ts'

/**
 * Picks resources. The fields of the id are regular expressions that must match the whole text;
 * an empty field matches anything.
 */
export interface Selector {
  group?: string
  version?: string
  kind?: string
  name?: string
  namespace?: string
  /** Kubernetes label selector over the annotations. */
  annotationSelector?: string
  /** Kubernetes label selector over the labels. */
  labelSelector?: string
}

/** A selector made ready: bad expressions have been refused. */
export interface CompiledSelector {
  readonly matchesGvk: (gvk: Gvk) => boolean
  readonly matchesName: TextMatcher
  readonly matchesNamespace: TextMatcher
  /** Throws on a malformed label or annotation selector, but only when a resource is looked at. */
  readonly matchesLabels: (resource: Resource) => boolean
}

export function compileSelector(selector: Selector): CompiledSelector {
  const group = fieldMatcher(selector.group)
  const version = fieldMatcher(selector.version)
  const kind = fieldMatcher(selector.kind)
  const annotations = lazy(() => parseLabelSelector(selector.annotationSelector ?? ''))
  const labels = lazy(() => parseLabelSelector(selector.labelSelector ?? ''))
  return {
    matchesGvk: (gvk) => group(gvk.group) && version(gvk.version) && kind(gvk.kind),
    matchesName: fieldMatcher(selector.name),
    matchesNamespace: fieldMatcher(selector.namespace),
    matchesLabels: (resource) =>
      (!selector.labelSelector || labels()(textMapOf(resource.manifest, 'labels'))) &&
      (!selector.annotationSelector || annotations()(textMapOf(resource.manifest, 'annotations'))),
  }
}

function fieldMatcher(pattern: string | undefined): TextMatcher {
  return pattern ? anchoredRegex(pattern) : () => true
}

function lazy(make: () => LabelMatcher): () => LabelMatcher {
  let made: LabelMatcher | undefined
  return () => (made ??= make())
}

/**
 * The resources that a patch's target selects: name and namespace may be the original or the present
 * ones, the type is the present one. Something without a namespace has the pseudo namespace
 * `_non_namespaceable_`, which `.*` matches.
 */
export function selectResources(resMap: ResMap, selector: Selector): Resource[] {
  const compiled = compileSelector(selector)
  return mayBeNamed(resMap, selector).filter((resource) => {
    const current = currentId(resource)
    const original = originalId(resource)
    const either = (matches: TextMatcher, text: (id: ResId) => string): boolean =>
      matches(text(original)) || matches(text(current))
    return (
      either(compiled.matchesNamespace, effectiveNamespace) &&
      either(compiled.matchesName, (id) => id.name) &&
      compiled.matchesGvk(current) &&
      compiled.matchesLabels(resource)
    )
  })
}

/** Resources that have or had the name of a selector, in order; all of them, if that is an expression. */
export function mayBeNamed(resMap: ResMap, { name }: Selector): readonly Resource[] {
  return name && isLiteral(name) ? resMap.everNamed(name) : resMap.resources
}

/** Whether any id that a resource has or had fits; the namespace is compared as written. */
export function selectsAnyId(selector: CompiledSelector, resource: Resource): boolean {
  return allIds(resource).some(
    (id) => selector.matchesGvk(id) && selector.matchesName(id.name) && selector.matchesNamespace(id.namespace),
  )
}
