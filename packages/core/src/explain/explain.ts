import { type BuildOptions, type BuildResult, type BuiltResource, buildTraced } from '../build.ts'
import { lineIndex, positionOf } from '../diagnostics/position.ts'
import type { Resource } from '../resource/resource.ts'
import { type JsonValue, toPlain } from '../yaml/json.ts'
import { getField, type MappingNode, type Place, type SourceText, type YamlNode } from '../yaml/node.ts'
import { readDocument } from '../yaml/readYaml.ts'
import { type Change, createHistory, type FieldPath, type History } from './history.ts'

export type { FieldPath } from './history.ts'

/** A place that users can go to; lines and columns count from 1. */
export interface FilePosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One writing of a field. */
export interface FieldChange {
  /** Who wrote: the reference's name of a transformer or generator, or `resource`, `hash`, `nameReference`, `vars`. */
  readonly by: string
  /** The field of a kustomization that asked for it, if one did. */
  readonly field: FilePosition | undefined
  /** Where the value stands that was written; undefined for what the build computes. */
  readonly value: FilePosition | undefined
  /** What was written, as JSON; undefined where the field was removed. */
  readonly json: string | undefined
}

/** A field of the output: a scalar, or an empty mapping or list. */
export interface ExplainedField {
  readonly path: FieldPath
  readonly value: JsonValue
  /** The line of the resource's text, from 1, that it stands on. */
  readonly line: number
  /** Who wrote it, in the order of the build: the first is where it comes from, the last decided. */
  readonly changes: readonly FieldChange[]
}

export interface RemovedField {
  readonly path: FieldPath
  readonly changes: readonly FieldChange[]
}

export interface ExplainedResource extends BuiltResource {
  readonly fields: readonly ExplainedField[]
  /** Fields that were there during the build and are not in the output. */
  readonly removed: readonly RemovedField[]
}

export interface ExplainedBuild extends BuildResult {
  readonly resources: readonly ExplainedResource[]
}

/** Renders a kustomization as `build` does, and tells for every field of the output which steps wrote it. */
export async function explain(target: string, options: BuildOptions): Promise<ExplainedBuild> {
  const history = createHistory()
  let last: readonly Resource[] = []
  const result = await buildTraced(target, options, (step, resources) => {
    history.trace(step, resources)
    last = resources
  })
  const toChange = changeTeller()
  return {
    ...result,
    resources: result.resources.map((resource, i) => explained(resource, last[i]!, history, toChange)),
  }
}

function explained(
  built: BuiltResource,
  resource: Resource,
  history: History,
  toChange: (change: Change) => FieldChange,
): ExplainedResource {
  const { manifest } = built
  return {
    id: built.id,
    yaml: built.yaml,
    manifest,
    fields: fieldsOf(built.yaml, resource.manifest, (node) => history.of(node).map(toChange)),
    removed: history.removedFrom(resource).map(({ path, changes }) => ({ path, changes: changes.map(toChange) })),
  }
}

/** The fields in the order of the output: the printed text, read again, leads through the tree. */
function fieldsOf(
  yaml: string,
  manifest: MappingNode,
  changesOf: (node: YamlNode) => readonly FieldChange[],
): ExplainedField[] {
  const source: SourceText = { path: '', text: yaml }
  const lineAt = lineIndex()
  const printed = readDocument(source)!
  const fields: ExplainedField[] = []
  visit(printed, manifest, printed, [])
  return fields

  function visit(out: YamlNode, node: YamlNode, key: Place, path: FieldPath): void {
    if (out.kind === 'mapping' && node.kind === 'mapping' && out.entries.length > 0) {
      for (const e of out.entries) {
        visit(e.value, getField(node, e.key)!, { source, offset: e.keyOffset }, [...path, e.key])
      }
    } else if (out.kind === 'sequence' && node.kind === 'sequence' && out.items.length > 0) {
      out.items.forEach((item, i) => {
        visit(item, node.items[i]!, item, [...path, i])
      })
    } else {
      const { line } = positionOf(key, lineAt)!
      fields.push({ path, value: toPlain(node), line, changes: changesOf(node) })
    }
  }
}

/** Turns places into positions; it goes through each file once. */
function changeTeller(): (change: Change) => FieldChange {
  const lineAt = lineIndex()
  const filePosition = (place: Place | undefined): FilePosition | undefined => {
    const position = place === undefined ? undefined : positionOf(place, lineAt)
    return position && { file: position.source.path, line: position.line, column: position.column }
  }
  return ({ step, place, value }) => ({
    by: step.kind,
    field: filePosition(step.place),
    value: filePosition(place),
    json: value,
  })
}

/** Where a field of the output comes from: the value that was first written, or the field that asked for it. */
export function originOf({ changes }: ExplainedField): FilePosition | undefined {
  const [first] = changes
  return first?.value ?? first?.field
}
