import type { ResourceDiff } from '../diff/diffResources.ts'
import { type EnvironmentDiff, hasErrors } from '../diff/preview.ts'
import { type Hunk, hunksOf } from './lines.ts'
import type { Paint } from './paint.ts'

export interface UnifiedOptions {
  readonly paint: Paint
  /** Lines around each change; 3 unless told. */
  readonly context?: number
}

/** The differences as a unified diff, one file for each resource. */
export function renderUnified(
  environments: readonly EnvironmentDiff[],
  { paint, context = 3 }: UnifiedOptions,
): string {
  return environments
    .map((environment) => {
      const texts = environment.resources.map((resource) => unifiedResource(environment.name, resource, paint, context))
      return texts.join('') + errorsOf(environment, paint)
    })
    .join('')
}

/** Why an environment could not be compared. */
export function errorsOf(environment: EnvironmentDiff, paint: Paint): string {
  if (!hasErrors(environment)) return ''
  const { before, after } = environment.errors
  const said = (side: string, text: string | undefined): string =>
    text === undefined
      ? ''
      : paint(`! ${environment.name} cannot be rendered ${side} the change:\n${indented(text)}`, 'removed')
  return said('before', before) + said('after', after)
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '!   ')
}

function unifiedResource(environment: string, resource: ResourceDiff, paint: Paint, context: number): string {
  const { before, after } = resource
  return [
    paint(`--- ${before === undefined ? '/dev/null' : fileOf(environment, before)}\n`, 'title'),
    paint(`+++ ${after === undefined ? '/dev/null' : fileOf(environment, after)}\n`, 'title'),
    ...hunksOf(resource, context).map((hunk) => hunkText(hunk, paint)),
  ].join('')
}

export function hunkText({ oldStart, oldLines, newStart, newLines, lines }: Hunk, paint: Paint): string {
  const head = paint(`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@\n`, 'place')
  return head + lines.map((line) => painted(line, paint)).join('')
}

function painted(line: string, paint: Paint): string {
  if (line.startsWith('-')) return `${paint(line, 'removed')}\n`
  return `${line.startsWith('+') ? paint(line, 'added') : line}\n`
}

function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${start},${count}`
}

function fileOf(environment: string, { id }: NonNullable<ResourceDiff['before']>): string {
  const kind = id.group === '' ? id.kind : `${id.kind}.${id.group}`
  return [environment, id.namespace, kind, id.name].filter(Boolean).join('/')
}
