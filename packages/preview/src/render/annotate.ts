import type { ExplainedField, ExplainedResource, FilePosition } from '@kust/core/explain'
import { type FieldDiff, pathText } from '../diff/diffFields.ts'
import type { ResourceDiff } from '../diff/diffResources.ts'
import { type EnvironmentDiff, hasErrors, titleOf } from '../diff/preview.ts'
import type { Annotation } from './annotations.ts'
import { valueText } from './fields.ts'

/** Where the change of an environment was written. */
export interface AnnotateOptions {
  /** What the environment renders to now, explained; undefined if it does not render. */
  readonly explained: readonly ExplainedResource[] | undefined
  /** The file that stands for the environment where no line is known: its kustomization file, relative to the root. */
  readonly fallback: string
  /** The path of a file relative to the root of the repository; undefined if it is not in it. */
  readonly relative: (file: string) => string | undefined
}

/** Notes about what differs, each at the line that wrote the field last, as far as that is in the repository. */
export function annotate(environment: EnvironmentDiff, options: AnnotateOptions): Annotation[] {
  const { name, resources, errors } = environment
  if (hasErrors(environment)) {
    const message = `${name} cannot be rendered: ${(errors.after ?? errors.before)!.split('\n')[0]}`
    return [{ file: options.fallback, line: 1, message }]
  }
  return resources.flatMap((resource) => {
    const explained = options.explained?.find(({ id }) => isSame(id, resource.id))
    if (resource.change !== 'changed') {
      const place = resource.change === 'added' ? placeOf(explained?.fields[0], 'first', options) : undefined
      return [annotation(`${name}: ${titleOf(resource)} is ${resource.change}`, place, options)]
    }
    return resource.fields.map((field) => {
      const written = explained?.fields.find(({ path }) => isBelow(path, field.position))
      return annotation(`${name}: ${titleOf(resource)}: ${said(field)}`, placeOf(written, 'last', options), options)
    })
  })
}

function annotation(
  message: string,
  place: FilePosition | undefined,
  { fallback, relative }: AnnotateOptions,
): Annotation {
  return { file: place === undefined ? fallback : relative(place.file)!, line: place?.line ?? 1, message }
}

/** The first or last writer of a field that stands in a file of the repository. */
function placeOf(field: ExplainedField | undefined, which: 'first' | 'last', { relative }: AnnotateOptions) {
  const places = (field?.changes ?? [])
    .map((change) => change.value ?? change.field)
    .filter((place) => place !== undefined && relative(place.file) !== undefined)
  return which === 'first' ? places[0] : places.at(-1)
}

function isSame(a: ResourceDiff['id'], b: ResourceDiff['id']): boolean {
  return a.kind === b.kind && a.name === b.name && a.group === b.group && a.namespace === b.namespace
}

function isBelow(path: readonly (string | number)[], position: FieldDiff['position']): boolean {
  return position.every((part, i) => path[i] === part)
}

function said({ change, path, before, after }: FieldDiff): string {
  const at = pathText(path)
  if (change === 'added') return `${at} is now ${short(after)}`
  return change === 'removed' ? `${at} is gone, was ${short(before)}` : `${at} was ${short(before)}, is ${short(after)}`
}

function short(value: FieldDiff['before']): string {
  const text = valueText(value!)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
