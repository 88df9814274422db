import type { JsonValue } from '@kust/core'
import { type FieldDiff, pathText } from '../diff/diffFields.ts'
import { type EnvironmentDiff, titleOf } from '../diff/preview.ts'
import type { Paint } from './paint.ts'
import { errorsOf } from './unified.ts'

const signs = { added: '+', removed: '-', changed: '~' } as const

/** The differences by field: a line for each, with its path, what it was and what it is. */
export function renderFields(environments: readonly EnvironmentDiff[], { paint }: { readonly paint: Paint }): string {
  return environments
    .map((environment) => {
      const { name, resources } = environment
      const texts = resources.map((resource) => {
        const { change, fields } = resource
        const rows = fields.map((field) => `    ${paint(fieldText(field), field.change)}\n`)
        return `  ${paint(`${signs[change]} ${titleOf(resource)}`, change)}\n${rows.join('')}`
      })
      return `${paint(name, 'title')}\n${texts.join('')}${errorsOf(environment, paint)}`
    })
    .join('\n')
}

function fieldText({ change, path, before, after }: FieldDiff): string {
  const at = `${signs[change]} ${pathText(path)}:`
  if (change === 'added') return `${at} ${valueText(after!)}`
  return change === 'removed' ? `${at} ${valueText(before!)}` : `${at} ${valueText(before!)} -> ${valueText(after!)}`
}

/** A value on one line. */
export function valueText(value: JsonValue): string {
  return JSON.stringify(value, jsonValue)
}

/** Integers beyond 2^53 keep their digits as text. */
export function jsonValue(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
