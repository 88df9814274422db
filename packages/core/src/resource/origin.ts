import { toPlain } from '../yaml/json.ts'
import { readDocument } from '../yaml/readYaml.ts'
import { isString11, plainTag } from '../yaml/resolveScalar.ts'

/** Where a resource, a generator or a transformer came from, as `buildMetadata` reports it. */
export interface Origin {
  readonly path?: string
  readonly repo?: string
  readonly ref?: string
  readonly configuredIn?: string
  readonly configuredBy?: ConfiguredBy
}

export interface ConfiguredBy {
  readonly apiVersion?: string
  readonly kind?: string
  readonly name?: string
  readonly namespace?: string
}

/** The origins that an annotation holds, one or a list of them; none if it is not what this module prints. */
export function parseOrigins(text: string): Origin[] {
  const node = readDocument({ path: '', text })
  const plain = node === undefined ? [] : toPlain(node)
  return (Array.isArray(plain) ? plain : [plain]).filter(
    (value) => typeof value === 'object' && value !== null,
  ) as Origin[]
}

/** The text of an origin annotation: YAML without the empty fields. */
export function printOrigin(origin: Origin): string {
  return `${originLines(origin).join('\n')}\n`
}

/** The text of a transformations annotation: a YAML list of origins. */
export function printTransformations(origins: readonly Origin[]): string {
  return origins
    .map(
      (origin) =>
        `${originLines(origin)
          .map((line, i) => `${i === 0 ? '- ' : '  '}${line}`)
          .join('\n')}\n`,
    )
    .join('')
}

function originLines(origin: Origin): string[] {
  const { path, repo, ref, configuredIn, configuredBy } = origin
  const lines = fieldLines({ path, repo, ref, configuredIn })
  if (configuredBy !== undefined) {
    const { apiVersion, kind, name, namespace } = configuredBy
    const inner = fieldLines({ apiVersion, kind, name, namespace })
    if (inner.length > 0) lines.push('configuredBy:', ...inner.map((line) => `  ${line}`))
  }
  return lines.length > 0 ? lines : ['{}']
}

function fieldLines(fields: Record<string, string | undefined>): string[] {
  return Object.entries(fields).flatMap(([key, text]) => (text ? [`${key}: ${quoteIfNeeded(text)}`] : []))
}

/** Paths, kinds and names are nearly always plain; the rest is quoted as Go's YAML printer does. */
function quoteIfNeeded(text: string): string {
  if (plainTag(text) !== '!!str' || !isString11(text)) return `"${text}"`
  return /^[\s#,[\]{}&*!|>'"%@`]|^[?:-](\s|$)|:(\s|$)|\s#|\s$/.test(text) ? `'${text.replaceAll("'", "''")}'` : text
}
