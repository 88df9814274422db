import { KustError } from '@kust/core'
import { type MapEntry, type MappingNode, readYaml11, type YamlNode } from '@kust/core/inspect'

/** A field of a kustomization file with the lines that it takes; comments above it are not among them. */
export interface Field {
  readonly key: string
  readonly value: YamlNode
  /** The offset of the line of its name. */
  readonly start: number
  /** The offset of the line after its value. */
  readonly end: number
  /** What stands behind the colon on the line of the name. */
  readonly rest: string
  /** The offset of the line after that of the name. */
  readonly body: number
}

/** The fields of a file in block form that begins at the left margin; undefined for one of another form. */
export function fieldsOf(text: string): Map<string, Field> | undefined {
  const root = rootOf(text)
  if (root === undefined || root.flow) return undefined
  const fields = new Map<string, Field>()
  for (const [i, entry] of root.entries.entries()) {
    const next = root.entries[i + 1]
    const field = fieldOf(text, entry, next?.keyOffset ?? text.length)
    if (field === undefined || fields.has(entry.key)) return undefined
    fields.set(entry.key, field)
  }
  return fields
}

function rootOf(text: string): MappingNode | undefined {
  try {
    const root = readYaml11({ path: '', text })
    return root?.kind === 'mapping' ? root : undefined
  } catch (error) {
    if (error instanceof KustError) return undefined
    throw error
  }
}

function fieldOf(text: string, { key, keyOffset, value }: MapEntry, limit: number): Field | undefined {
  const head = `${key}:`
  const isAtMargin = keyOffset === 0 || text[keyOffset - 1] === '\n'
  if (!isAtMargin || !text.startsWith(head, keyOffset)) return undefined
  const body = lineAfter(text, keyOffset)
  const rest = text.slice(keyOffset + head.length, body).trimEnd()
  // Anchors and tags would have to move along.
  if (/^\s+[&!*]/.test(rest)) return undefined
  return { key, value, start: keyOffset, end: endOf(text, body, limit), rest, body }
}

/** Where the value ends: before the empty lines, comments at the margin and document ends that follow it. */
function endOf(text: string, body: number, limit: number): number {
  let end = body
  for (let at = body; at < limit; at = lineAfter(text, at)) {
    const line = text.slice(at, lineAfter(text, at))
    if (line.startsWith('---') || line.startsWith('...')) break
    if (line.trim() !== '' && !line.startsWith('#')) end = lineAfter(text, at)
  }
  return end
}

export function lineAfter(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}
