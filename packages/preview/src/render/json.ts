import { pathText } from '../diff/diffFields.ts'
import { countsOf, type EnvironmentDiff } from '../diff/preview.ts'
import { jsonValue } from './fields.ts'

/**
 * The differences as JSON:
 * `{counts, environments: [{name, change, errors, resources: [{change, id, before, after, fields: [{change, path,
 * position, before, after}]}]}]}`, where `before` and `after` of a resource are null or `{name, yaml}`, and those of a
 * field are left out where there is none. Integers beyond 2^53 are texts. Fields may be added to this shape, none will
 * change.
 */
export function renderJson(environments: readonly EnvironmentDiff[]): string {
  const shown = environments.map(({ name, change, errors, resources }) => ({
    name,
    change,
    errors,
    resources: resources.map(({ change: what, id, before, after, fields }) => ({
      change: what,
      id: { group: id.group, version: id.version, kind: id.kind, namespace: id.namespace, name: id.name },
      before: before === undefined ? null : { name: before.id.name, yaml: before.yaml },
      after: after === undefined ? null : { name: after.id.name, yaml: after.yaml },
      fields: fields.map((field) => ({ ...field, path: pathText(field.path) })),
    })),
  }))
  return `${JSON.stringify({ counts: countsOf(environments), environments: shown }, jsonValue, 2)}\n`
}
