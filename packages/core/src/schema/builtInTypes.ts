import { kubernetesSchema } from './kubernetesSchema.ts'
import type { TypeSchema } from './schema.ts'

/** Types that can be found by apiVersion and kind, and definitions that can be found by name. */
export interface Types {
  typeOf(apiVersion: string, kind: string): TypeSchema | undefined
  definition(name: string): TypeSchema | undefined
}

let standard: Types | undefined

/** Kubernetes' own types. The table is unpacked on first use and never changes after. */
export function builtInTypes(): Types {
  standard ??= unpackTypes(() => undefined)
  return standard
}

/** Kubernetes' own types, but with the definitions that `override` knows in the place of its own. */
export function unpackTypes(override: (name: string) => TypeSchema | undefined): Types {
  const rows = kubernetesSchema.trim().split('\n').map(unpackRow)
  const byName = new Map(rows.map((row, i) => [row.name, i]))
  const byType = new Map(rows.flatMap((row, i) => row.types.map((type) => [type, i] as const)))
  const made: (TypeSchema | undefined)[] = new Array(rows.length)
  const at = (i: number | undefined): TypeSchema | undefined => {
    if (i === undefined) return undefined
    made[i] ??= override(rows[i]!.name) ?? definition(rows[i]!.fields)
    return made[i]
  }
  return {
    typeOf: (apiVersion, kind) => at(byType.get(`${apiVersion}/${kind}`)),
    definition: (name) => at(byName.get(name)),
  }

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
    const type = (): TypeSchema => (reference === undefined ? opaque : at(Number(reference))!)
    if (list === undefined) return [name!, lazyType(type)]
    const keys = list.slice(2, -1)
    const mergeKeys = list.startsWith('[+') ? (keys === '' ? [] : keys.split('+')) : undefined
    return [
      name!,
      {
        field: () => undefined,
        get elements() {
          return type()
        },
        mergeKeys,
      },
    ]
  }
}

const opaque: TypeSchema = { field: () => undefined, elements: undefined, mergeKeys: undefined }

/** A type that is looked up when it is asked something: definitions refer to each other in circles. */
function lazyType(type: () => TypeSchema): TypeSchema {
  return {
    field: (name) => type().field(name),
    get elements() {
      return type().elements
    },
    get mergeKeys() {
      return type().mergeKeys
    },
  }
}

function unpackRow(row: string): { name: string; types: string[]; fields: string } {
  const [name, types, fields] = row.split(';') as [string, string, string]
  return {
    name: name.replace('^', 'io.k8s.apimachinery.pkg.apis.').replace('~', 'io.k8s.api.'),
    types: types === '' ? [] : types.split(' '),
    fields,
  }
}
