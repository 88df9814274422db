import { pick, type Random } from './random.ts'
import { oddPlainScalars } from './scalars.ts'
import { Plain, type Value, type ValueMap } from './yamlText.ts'

/** The fields by which some list of the Kubernetes schema is merged. */
const mergeKeys = [
  'name',
  'containerPort',
  'port',
  'protocol',
  'mountPath',
  'ip',
  'topologyKey',
  'whenUnsatisfiable',
  'id',
  'uid',
  'type',
]

const plainValues: readonly Value[] = [
  'new',
  'web',
  'db',
  'x y',
  '',
  '8080',
  3,
  80,
  443,
  true,
  false,
  'a\nb\n',
  '$(NAME)',
]

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Plain)
}

/** A fresh scalar for some field; it need not suit the field. */
function someScalar(random: Random): Value {
  if (random.percent(10)) return new Plain(pick(oddPlainScalars, random.below(oddPlainScalars.length)))
  return plainValues[random.below(plainValues.length)]!
}

/** A fresh value for a field that is not there yet. */
export function someValue(random: Random): Value {
  if (random.percent(6)) return { a: 'b', c: { d: null } }
  if (random.percent(6)) return ['x', 'y']
  if (random.percent(2)) return {}
  return someScalar(random)
}

/** A strategic merge patch that speaks of fields the object has, and now and then of others. */
export function patchBody(document: ValueMap, random: Random): ValueMap {
  const { apiVersion: _v, kind: _k, metadata, ...body } = document
  const patch: ValueMap = {}
  if (random.percent(35) && isMap(metadata!)) {
    patch.metadata = metadataPatch(metadata, random)
  }
  if (Object.keys(body).length === 0)
    return random.percent(50) ? { ...patch, spec: { added: someValue(random) } } : patch
  return { ...patch, ...mapPatch(body, random, 0) }
}

/** Labels and annotations must be strings in a patch, or it is none. */
function metadataPatch(metadata: ValueMap, random: Random): ValueMap {
  const { name: _n, namespace: _ns, labels: _l, annotations: _a, ...rest } = metadata
  if (Object.keys(rest).length > 0 && random.percent(20)) return mapPatch(rest, random, 1)
  const field = random.percent(60) ? 'labels' : 'annotations'
  const key = pick(['app', 'tier', 'note', 'added', 'example.com/checksum'], random.below(5))
  const value = pick<Value>(['new', 'true', '8080', null, 'a\nb\n', '', new Plain('plain')], random.below(7))
  return random.percent(4) ? { [field]: null } : { [field]: { [key]: value } }
}

function mapPatch(map: ValueMap, random: Random, depth: number): ValueMap {
  const keys = Object.keys(map)
  const patch: ValueMap = {}
  if (random.percent(2)) patch.$patch = pick(['delete', 'replace', 'merge'], random.below(3))
  if (random.percent(depth < 2 ? 5 : 15) || keys.length === 0)
    patch[pick(['added', 'extra', 'replicas', 'image'], random.below(4))] = someValue(random)
  if (keys.length === 0) return patch
  const count = 1 + random.below(2)
  for (let i = 0; i < count; i++) {
    const key = pick(keys, random.below(keys.length))
    patch[key] = valuePatch(map[key]!, random, depth + 1)
  }
  return patch
}

function valuePatch(value: Value, random: Random, depth: number): Value {
  if (random.percent(3)) return null
  if (random.percent(1)) return someValue(random)
  if (isMap(value)) return mapPatch(value, random, depth)
  if (Array.isArray(value)) return listPatch(value, random, depth)
  return random.percent(8) ? value : someScalar(random)
}

function listPatch(list: readonly Value[], random: Random, depth: number): Value {
  if (random.percent(4)) return []
  if (!list.some((item) => isMap(item)))
    return random.percent(30) ? [...list, someScalar(random)] : [someScalar(random)]
  const patch: Value[] = []
  if (random.percent(4)) patch.push({ $patch: pick(['replace', 'delete', 'merge'], random.below(3)) })
  const count = 1 + random.below(2)
  for (let i = 0; i < count; i++) {
    const item = pick(list, random.below(list.length))
    if (!isMap(item)) continue
    const keys = Object.fromEntries(
      Object.entries(item).filter(([key]) => mergeKeys.includes(key) && !random.percent(8)),
    )
    if (random.percent(12)) patch.push({ ...keys, $patch: pick(['delete', 'replace', 'merge'], random.below(3)) })
    else if (random.percent(15))
      patch.push({ ...mapPatch(item, random, depth), ...keys, name: pick(['new', 'web', 'side'], random.below(3)) })
    else patch.push({ ...mapPatch(item, random, depth), ...keys })
  }
  return patch
}

/** The path of a field: keys of maps and indexes of lists. */
export type Path = readonly (string | number)[]

export interface PathAndValue {
  readonly path: Path
  readonly value: Value
}

/** Every field of an object, the containers too. */
export function pathsOf(value: Value, path: Path = []): PathAndValue[] {
  const here = path.length === 0 ? [] : [{ path, value }]
  if (Array.isArray(value)) return [...here, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))]
  if (!isMap(value)) return here
  return [...here, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))]
}

export function isLeaf({ value }: PathAndValue): boolean {
  return !isMap(value) && !Array.isArray(value)
}

/** JSON patch operations that mostly apply to the object. */
export function jsonPatchOps(document: ValueMap, random: Random, daring: boolean): ValueMap[] {
  // Not metadata as a whole: the reference keeps its book of names in annotations there, which a patch could
  // lose or copy into the output.
  const paths = pathsOf(document).filter(
    ({ path }) =>
      !['apiVersion', 'kind'].includes(String(path[0])) &&
      path[1] !== 'namespace' &&
      !(path[0] === 'metadata' && (path.length === 1 || (path.length === 2 && path[1] === 'annotations'))),
  )
  if (paths.length === 0) return [{ op: 'add', path: '/added', value: someValue(random) }]
  const count = 1 + random.below(3)
  const ops = Array.from({ length: count }, () => jsonPatchOp(paths, random, daring))
  // What takes something away stands alone, lest the next one misses it.
  const removal = ops.find(({ op }) => op === 'remove' || op === 'move' || op === 'test')
  return removal === undefined || daring ? ops : [removal]
}

function jsonPatchOp(paths: readonly PathAndValue[], random: Random, daring: boolean): ValueMap {
  const { path, value } = pick(paths, random.below(paths.length))
  const essential = path.length === 1 || path.join('/') === 'metadata/name'
  const last = path.at(-1)
  const replacement = (): Value => (daring || !isLeaf({ path, value }) ? someValue(random) : someScalar(random))
  // Replacing a map or list by something else is left to the daring.
  if (!daring && !isLeaf({ path, value }) && random.percent(70)) {
    const added = Array.isArray(value) ? '-' : pick(['added', 'a~b', 'c/d'], random.below(3))
    const sample = Array.isArray(value) && value.length > 0 ? value[0]! : someScalar(random)
    return { op: 'add', path: pointer([...path, added]), value: Array.isArray(value) ? sample : someScalar(random) }
  }
  switch (random.below(essential ? 4 : 12)) {
    case 0: {
      const parent = random.percent(50) ? ['metadata'] : path.slice(0, -1)
      return {
        op: 'add',
        path: pointer([
          ...(parent.length === 0 ? ['metadata'] : parent),
          pick(['added', 'a~b', 'c/d'], random.below(3)),
        ]),
        value: someValue(random),
      }
    }
    case 1:
      return {
        op: 'replace',
        path: pointer(path),
        value: path.join('/') === 'metadata/name' ? 'renamed' : essential ? value : replacement(),
      }
    case 2:
      return daring && (typeof value === 'string' || typeof value === 'number')
        ? { op: 'test', path: pointer(path), value: random.percent(95) ? value : someValue(random) }
        : {
            op: 'copy',
            from: pointer(path[0] === 'metadata' ? ['metadata', 'name'] : path),
            path: pointer(['metadata', 'copied']),
          }
    case 3:
      return path[0] === 'metadata'
        ? { op: 'copy', from: '/metadata/name', path: '/metadata/copied' }
        : { op: 'copy', from: pointer(path), path: '/copied' }
    case 4:
      return { op: 'remove', path: pointer(path) }
    case 5:
      return {
        op: 'move',
        from: pointer(path),
        path: pointer([...path.slice(0, -1), typeof last === 'number' ? 0 : 'moved']),
      }
    case 6:
      return typeof last === 'number'
        ? {
            op: 'add',
            path: pointer([...path.slice(0, -1), pick<string | number>([0, '-', last + 1, -1], random.below(4))]),
            value: someValue(random),
          }
        : { op: 'replace', path: pointer([...path.slice(0, -1), 'unheard']), value: someValue(random) }
    default:
      return Array.isArray(value)
        ? { op: 'add', path: pointer([...path, '-']), value: someValue(random) }
        : { op: 'replace', path: pointer(path), value: replacement() }
  }
}

function pointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** A path in the grammar of replacements. */
export function fieldPath(path: Path, document: Value, random: Random): string {
  let at: Value | undefined = document
  const parts: string[] = []
  for (const part of path) {
    parts.push(typeof part === 'number' ? listPart(part, at, random) : keyPart(part, random))
    at = Array.isArray(at) ? at[Number(part)] : isMap(at) ? at[part] : undefined
  }
  return parts.join('.')
}

function keyPart(key: string, random: Random): string {
  if (key.includes('/') || (key.includes('.') && random.percent(30))) return `[${key}]`
  return key.replaceAll('.', '\\.')
}

function listPart(index: number, list: Value | undefined, random: Random): string {
  if (random.percent(20)) return '*'
  const item = Array.isArray(list) ? list[index] : undefined
  if (isMap(item) && typeof item.name === 'string' && item.name !== '' && random.percent(60))
    return `[name=${item.name}]`
  if (typeof item === 'string' && /^[\w-]+$/.test(item) && random.percent(40)) return `[=${item}]`
  return String(index)
}
