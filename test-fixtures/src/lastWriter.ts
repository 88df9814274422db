import type { ExplainedField, FilePosition } from '@kust/core/explain'

/** Files by their path. */
export type Files = Readonly<Record<string, Uint8Array>>

/** Whether the last writer of a field can be checked with another word in its place. */
export function isPlainWord({ path, value, changes }: ExplainedField): boolean {
  // A patch finds its list element by these, and with another one makes a new element.
  if (typeof path.at(-2) === 'number' && ['name', 'topologyKey'].includes(String(path.at(-1)))) return false
  return changes.at(-1)?.value !== undefined && typeof value === 'string' && /^[a-z][a-z-]{3,}$/.test(value)
}

/** The files with another word at the place of a field's last value, if a plain word that is the value stands there. */
export function withOtherValue(files: Files, field: ExplainedField): Files | undefined {
  const place = field.changes.at(-1)?.value
  if (place === undefined || typeof field.value !== 'string' || !isPlainWord(field)) return undefined
  const at = offsetOf(files, place)
  if (at === undefined || !at.text.startsWith(field.value, at.offset)) return undefined
  const end = at.offset + field.value.length
  if (!/^\s*$/m.test(at.text.slice(end, end + 1))) return undefined
  return { ...files, [place.file]: new TextEncoder().encode(`${at.text.slice(0, end)}-other${at.text.slice(end)}`) }
}

function offsetOf(files: Files, { file, line, column }: FilePosition): { text: string; offset: number } | undefined {
  const bytes = files[file]
  if (bytes === undefined) return undefined
  const text = new TextDecoder().decode(bytes)
  const lines = text.split('\n')
  const offset = lines.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0) + column - 1
  return { text, offset }
}
