import { resolve } from 'node:path'
import type { ResId } from '@kust/core'
import {
  type ExplainedField,
  type ExplainedResource,
  explain,
  type FieldChange,
  type FieldPath,
  type FilePosition,
} from '@kust/core/explain'
import { diskFileSystem } from '@kust/core/node/disk'
import { buildFlags, withBuildOptions } from '../buildOptions.ts'
import { type ParsedFlags, UsageError } from '../flags.ts'
import { printable, type Streams, shown } from '../streams.ts'
import type { Command } from './index.ts'

export const command: Command = {
  about: `Show where the fields of the output come from: the output with the last writer beside each line, or all that
wrote one FIELD. RESOURCE is a name, or Kind/name; FIELD is a path: spec.replicas, spec.ports.0.port.`,
  flags: {
    source: { kind: 'string', help: 'FILE or FILE:LINE: list the fields that come from there' },
    format: { kind: 'string', help: 'text (the default) or json' },
    ...buildFlags,
  },
  run: runExplain,
}

/** Prints where the fields of a kustomization's output come from. */
async function runExplain({ values, arguments: words }: ParsedFlags, streams: Streams): Promise<number> {
  if (words.length > 3) throw new UsageError(`explain takes a directory, a resource and a field; found ${words.length}`)
  const [directory = '.', wantedResource, wantedField] = words
  const { format = 'text', source } = values
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format is text or json; found \`${format}\``)
  const { resources } = await withBuildOptions(values, (options) =>
    explain(directory, { ...options, fileSystem: diskFileSystem() }),
  )
  const chosen = narrowed(resources, { wantedResource, wantedField, source: source as string | undefined })
  if (format === 'json') streams.out(`${JSON.stringify(chosen.map(asJson), jsonValue, 2)}\n`)
  else if (source !== undefined || wantedField !== undefined) streams.out(printable(chosen.map(chains).join('')))
  else streams.out(printable(chosen.map(blame).join('---\n')))
  return 0
}

interface Wanted {
  readonly wantedResource: string | undefined
  readonly wantedField: string | undefined
  readonly source: string | undefined
}

function narrowed(
  resources: readonly ExplainedResource[],
  { wantedResource, wantedField, source }: Wanted,
): ExplainedResource[] {
  const named = resources.filter(({ id }) => wantedResource === undefined || isNamed(id, wantedResource))
  if (named.length === 0 && resources.length > 0)
    throw new UsageError(`the output has no resource \`${wantedResource}\`; it has ${listed(resources)}`)
  const isWanted = source === undefined ? () => true : comesFrom(source)
  const path = wantedField === undefined ? undefined : splitPath(wantedField)
  const left = named
    .map((resource) => {
      const fields = resource.fields.filter((field) => isBelow(field, path, resource) && isWanted(field))
      return { ...resource, manifest: resource.manifest, fields }
    })
    .filter(({ fields }) => fields.length > 0)
  if (left.length === 0 && wantedField !== undefined) throw new UsageError(`there is no field \`${wantedField}\``)
  return left
}

function isNamed({ kind, name, namespace }: ResId, wanted: string): boolean {
  const parts = wanted.split('/').map((part) => part.toLowerCase())
  const own = [namespace, kind, name].map((part) => part.toLowerCase())
  return parts.length <= 3 && parts.every((part, i) => part === own[own.length - parts.length + i])
}

function listed(resources: readonly ExplainedResource[]): string {
  const names = resources.slice(0, 20).map(({ id }) => `${id.kind}/${id.name}`)
  return names.join(', ') + (resources.length > 20 ? ', ...' : '')
}

/** Splits `spec.containers[0].image` or `spec.containers.0.image`; `\.` is a dot in a key. */
function splitPath(path: string): string[] {
  return path
    .replaceAll(/\[([^\]]*)\]/g, '.$1')
    .split(/(?<!\\)\./)
    .filter((part) => part !== '')
    .map((part) => part.replaceAll('\\.', '.'))
}

/** Whether a field is the one that a path names or lies below it; list elements go by position or by name. */
function isBelow(field: ExplainedField, path: readonly string[] | undefined, { manifest }: ExplainedResource): boolean {
  if (path === undefined) return true
  let at: unknown = manifest
  return path.every((part, i) => {
    const key = field.path[i]
    if (key === undefined) return false
    at = (at as Record<string | number, unknown>)[key]
    if (String(key) === part) return true
    const name = (at as { name?: unknown } | null)?.name
    return typeof key === 'number' && name !== undefined && (part === name || part === `name=${name}`)
  })
}

function comesFrom(source: string): (field: ExplainedField) => boolean {
  const found = /^(.*?)(?::(\d+))?$/.exec(source)!
  const file = resolve(found[1]!)
  const line = found[2] === undefined ? undefined : Number(found[2])
  const isThere = (place: FilePosition | undefined): boolean =>
    place !== undefined && resolve(place.file) === file && (line === undefined || place.line === line)
  return ({ changes }) => changes.some(({ value, field }) => isThere(value) || isThere(field))
}

/** The output with the last writer beside each line. */
function blame({ yaml, fields }: ExplainedResource): string {
  const writers = new Map(fields.map((field) => [field.line, writer(field.changes.at(-1))]))
  const width = Math.max(...[...writers.values()].map((text) => text.length))
  return yaml
    .trimEnd()
    .split('\n')
    .map((row, i) => `${(writers.get(i + 1) ?? '').padEnd(width)} | ${row}\n`)
    .join('')
}

function writer(change: FieldChange | undefined): string {
  const place = change?.value ?? change?.field
  return place === undefined ? (change?.by ?? '') : `${shown(place.file)}:${place.line}`
}

/** All that wrote each field, the oldest first. */
function chains({ id, fields }: ExplainedResource): string {
  return fields
    .map(({ path, changes }) => {
      const rows = changes.map(({ by, field, value, json }) => [
        json ?? 'removed',
        value === undefined ? '' : at(value),
        field === undefined ? by : `${by} (${at(field)})`,
      ])
      const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
      const lines = rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
      return `${id.kind}/${id.name} ${dotted(path)}\n${lines.join('\n')}\n`
    })
    .join('')
}

function dotted(path: FieldPath): string {
  return path.map((part) => String(part).replaceAll('.', '\\.')).join('.')
}

function at({ file, line, column }: FilePosition): string {
  return `${shown(file)}:${line}:${column}`
}

function asJson({ id, fields, removed }: ExplainedResource): unknown {
  return { ...id, fields, removed }
}

/** Integers beyond 2^53 keep their digits as text. */
function jsonValue(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
