import { createHash } from 'node:crypto'
import {
  type Annotation,
  type EnvironmentDiff,
  painter,
  renderFields,
  renderGitHub,
  renderGitLab,
  renderJson,
  renderMarkdown,
  renderSideBySide,
  renderUnified,
} from '@kust/preview'
import { type ParsedFlags, UsageError } from '../../flags.ts'
import { printable, type Streams } from '../../streams.ts'

const formats = ['text', 'fields', 'json', 'markdown', 'github', 'gitlab'] as const

/** How differences are shown. */
export interface Presentation {
  readonly format: (typeof formats)[number]
  readonly isColoured: boolean
  /** Columns, if there shall be two texts beside each other. */
  readonly width: number | undefined
  readonly context: number
  readonly maxLength: number | undefined
  /** Whether the lines that wrote what differs are to be found. */
  readonly wantsPlaces: boolean
}

export interface Compared {
  readonly environments: readonly EnvironmentDiff[]
  /** Only where places are wanted. */
  readonly annotations: readonly Annotation[]
}

export function presentation(values: ParsedFlags['values'], streams: Streams): Presentation {
  const format = formats.find((one) => one === (values.format ?? 'text'))
  if (format === undefined) throw new UsageError(`--format is ${formats.join(', ')}; found \`${values.format}\``)
  const isColoured = streams.isOutTerminal?.() === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return {
    format,
    isColoured,
    width: values['side-by-side'] === true ? Number(process.env.COLUMNS) || process.stdout.columns || 160 : undefined,
    context: count('context', values.context) ?? 3,
    maxLength: count('max-length', values['max-length']),
    wantsPlaces: format === 'github' || format === 'gitlab',
  }
}

export function present({ environments, annotations }: Compared, how: Presentation): string {
  const paint = painter(how.isColoured)
  // Escapes are for colours only: what they colour has been made harmless before.
  const shown = how.format === 'json' ? environments : environments.map(harmless)
  switch (how.format) {
    case 'text':
      return how.width === undefined
        ? renderUnified(shown, { paint, context: how.context })
        : renderSideBySide(shown, { paint, width: how.width, context: how.context })
    case 'fields':
      return renderFields(shown, { paint })
    case 'json':
      return renderJson(environments)
    case 'markdown':
      return renderMarkdown(shown, how.maxLength === undefined ? {} : { maxLength: how.maxLength })
    case 'github':
      return printable(renderGitHub(annotations))
    case 'gitlab':
      return renderGitLab(annotations, (text) => createHash('sha256').update(text).digest('hex').slice(0, 32))
  }
}

/** With nothing that a terminal would take for a command. */
function harmless<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(harmless) as T
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [printable(key), harmless(inner)])) as T
}

function count(flag: string, value: ParsedFlags['values'][string]): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{1,9}$/.test(String(value))) throw new UsageError(`--${flag} is a number; found \`${String(value)}\``)
  return Number(value)
}
