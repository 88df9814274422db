import type { ExplainedField, ExplainedResource, FieldChange, FieldPath } from '@kust/core/explain'
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { DiffLine } from './lineDiff.ts'

/** Who wrote a line of the output last, or removed one. */
export interface Blame {
  /** Absolute, or a URL. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** The reference's name of the transformer or generator, or `resource`, `hash`, `nameReference`, `vars`. */
  readonly by: string
}

/** A changed or unchanged line, and who is to blame for it; a removed line has nobody if its source is gone too. */
export interface BlamedLine extends DiffLine {
  readonly blame: Blame | undefined
}

/** Says for each changed line who did it, by the history of the build that gave the new text. */
export function blameLines(
  hunks: readonly (readonly DiffLine[])[],
  before: string,
  resources: readonly ExplainedResource[],
): BlamedLine[][] {
  const writers = writersOfLines(resources)
  const removers = removersOf(before, resources)
  return hunks.map((hunk) =>
    hunk.map((line) => {
      if (line.kind === 'added') return { ...line, blame: writers(line.newLine!) }
      if (line.kind === 'removed') return { ...line, blame: removers(line.oldLine!) }
      return { ...line, blame: undefined }
    }),
  )
}

/** Looks up a line of the whole output, from 1. */
function writersOfLines(resources: readonly ExplainedResource[]): (line: number) => Blame | undefined {
  const starts: number[] = []
  let next = 1
  for (const { yaml } of resources) {
    starts.push(next)
    next += yaml.split('\n').length
  }
  return (line) => {
    const i = starts.findLastIndex((start) => start <= line)
    const resource = resources[i]
    const field = resource && fieldAt(resource, line - starts[i]! + 1)
    return field && blameOf(field.changes)
  }
}

/** The field that a line of a resource shows; the line of a key above fields is the first one's. */
function fieldAt({ yaml, fields }: ExplainedResource, line: number): ExplainedField | undefined {
  const next = fields.findIndex((field) => field.line >= line)
  if (next >= 0 && fields[next]!.line === line) return fields[next]
  const last = fields[next < 0 ? fields.length - 1 : next - 1]
  const lines = yaml.split('\n')
  const text = lines[line - 1]!
  if (text === '' && next < 0 && line === lines.length) return undefined
  // Text over several lines is indented deeper than its key, or than the dash before it.
  const isContinued = last !== undefined && (text === '' || text.search(/[^ ]/) > indentOf(last, lines[last.line - 1]!))
  return isContinued ? last : fields[next]
}

function indentOf({ path }: ExplainedField, line: string): number {
  const { length } = /^(?: |- )*/.exec(line)![0]
  return typeof path.at(-1) === 'number' ? length - 2 : length
}

/** The last writer that has a place: what the build computes, as a hash, comes from what was written before. */
function blameOf(changes: readonly FieldChange[]): Blame | undefined {
  const placed = changes.findLast(({ value, field }) => (value ?? field) !== undefined)
  const place = placed?.value ?? placed?.field
  return place && { ...place, by: changes.at(-1)!.by }
}

/** Looks up a line of the old text: whether some step of the build removed its field. */
function removersOf(before: string, resources: readonly ExplainedResource[]): (line: number) => Blame | undefined {
  const removed = new Map<string, Blame | undefined>()
  for (const { id, removed: fields } of resources) {
    for (const { path, changes } of fields) removed.set(keyOf(id.kind, id.name, path), blameOf(changes))
  }
  if (removed.size === 0) return () => undefined
  const documents = before.split(/^---\n/m)
  const starts: number[] = []
  let next = 1
  for (const document of documents) {
    starts.push(next)
    next += document.split('\n').length
  }
  const known = new Map<number, readonly PlacedField[]>()
  return (line) => {
    const i = starts.findLastIndex((start) => start <= line)
    if (i < 0) return undefined
    if (!known.has(i)) known.set(i, placedFields(documents[i]!))
    const field = known.get(i)!.find((placed) => placed.line >= line - starts[i]! + 1)
    return field && removed.get(field.key)
  }
}

interface PlacedField {
  /** The line of the document, from 1, that the field begins on. */
  readonly line: number
  readonly key: string
}

function placedFields(text: string): PlacedField[] {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const kind = String(document.getIn(['kind']))
  const name = String(document.getIn(['metadata', 'name']))
  const fields: PlacedField[] = []
  const add = (offset: number, path: FieldPath): void => {
    fields.push({ line: counter.linePos(offset).line, key: keyOf(kind, name, path) })
  }
  const collect = (node: unknown, offset: number, path: FieldPath): void => {
    if (isMap(node) && node.items.length > 0) {
      for (const { key, value } of node.items) {
        if (isScalar(key)) collect(value, key.range![0], [...path, String(key.value)])
      }
    } else if (isSeq(node) && node.items.length > 0) {
      node.items.forEach((item, i) => {
        collect(item, (item as Node).range![0], [...path, i])
      })
    } else add(offset, path)
  }
  collect(document.contents, 0, [])
  return fields
}

function keyOf(kind: string, name: string, path: FieldPath): string {
  return JSON.stringify([kind, name, path])
}
