import { notPlain, numberNotFinite } from '../diagnostics/errors/print.ts'
import { goFloatJson, type JsonValue } from './json.ts'
import { entry, mapping, type Place, scalar, sequence, stringScalar, type YamlNode } from './node.ts'

const nowhere: Place = { source: undefined, offset: 0 }

/** The tree of plain data; what is undefined counts as absent, as in JSON. */
export function fromPlain(value: JsonValue, place?: Place): YamlNode {
  switch (typeof value) {
    case 'string':
      return stringScalar(value, place)
    case 'number':
      if (!Number.isFinite(value)) throw numberNotFinite(String(value), place ?? nowhere)
      return scalar(goFloatJson(value), 'plain', undefined, place)
    case 'object':
      if (value === null) return scalar('null', 'plain', undefined, place)
      if (Array.isArray(value)) {
        return sequence(
          value.map((item) => fromPlain(item ?? null, place)),
          place,
        )
      }
      return mapping(
        Object.entries(value)
          .filter(([, inner]) => inner !== undefined)
          .map(([key, inner]) => entry(key, fromPlain(inner, place))),
        place,
      )
    case 'boolean':
    case 'bigint':
      return scalar(String(value), 'plain', undefined, place)
    default:
      throw notPlain(typeof value, place ?? nowhere)
  }
}
