import { kubernetesSchema } from './kubernetesSchema.ts'
import type { TypeSchema } from './schema.ts'

let types: ReadonlyMap<string, TypeSchema> | undefined

/** Kubernetes' types by `apiVersion/kind`. The table is unpacked on first use and never changes after. */
export function builtInTypes(): ReadonlyMap<string, TypeSchema> {
  types ??= unpack(kubernetesSchema)
  return types
}

function unpack(table: string): Map<string, TypeSchema> {
  const lines = table.trim().split('\n')
  const definitions: TypeSchema[] = lines.map((line) => definition(line.slice(line.indexOf(';') + 1)))
  const byType = new Map<string, TypeSchema>()
  lines.forEach((line, i) => {
    const gvks = line.slice(0, line.indexOf(';'))
    if (gvks !== '') for (const gvk of gvks.split(' ')) byType.set(gvk, definitions[i]!)
  })
  return byType

  function definition(packed: string): TypeSchema {
    let fields: Map<string, TypeSchema> | undefined
    return {
      field(name) {
        fields ??= new Map(packed === '' ? [] : packed.split(' ').map(unpackField))
        return fields.get(name)
      },
      elements: undefined,
      mergeKeys: undefined,
    }
  }

  function unpackField(packed: string): [string, TypeSchema] {
    const [, name, list, reference] = /^([^[>]+)(\[[^\]]*\])?(?:>(\d+))?$/.exec(packed)!
    const type = reference === undefined ? opaque : definitions[Number(reference)]!
    if (list === undefined) return [name!, type]
    const merged = list.startsWith('[+')
    const keys = list.slice(2, -1)
    return [
      name!,
      { field: () => undefined, elements: type, mergeKeys: merged ? (keys === '' ? [] : keys.split('+')) : undefined },
    ]
  }
}

const opaque: TypeSchema = { field: () => undefined, elements: undefined, mergeKeys: undefined }
