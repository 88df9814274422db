import { encodeBase64, type JsonValue, utf8Encode } from '@kust/core'
import { alignLists } from './alignLists.ts'
import { isMapping } from './diffFields.ts'

type Manifest = { [key: string]: JsonValue }

/** What a server writes into metadata. */
const serverMetadata = ['managedFields', 'resourceVersion', 'uid', 'creationTimestamp', 'generation', 'selfLink']
const serverAnnotations = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision']

/**
 * A live manifest and a rendered one, made comparable: of the live one is left what the rendered one says something
 * about, so that defaults and the state of the server are no difference. Elements of lists do count.
 */
export function comparableToLive(live: Manifest, rendered: Manifest): [live: Manifest, rendered: Manifest] {
  const there = withoutServerFields(live)
  const said = withoutServerFields(rendered.kind === 'Secret' ? withEncodedData(rendered) : rendered)
  const wanted = withoutNulls(said, there) as Manifest
  return [onlyWhatIsIn(there, wanted) as Manifest, wanted]
}

function withoutServerFields({ status: _, ...live }: Manifest): Manifest {
  const { metadata } = live
  if (!isMapping(metadata)) return live
  const { annotations, ...others } = without(metadata, serverMetadata)
  return {
    ...live,
    metadata: { ...others, ...(isMapping(annotations) && { annotations: without(annotations, serverAnnotations) }) },
  }
}

function without(mapping: Manifest, keys: readonly string[]): Manifest {
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => !keys.includes(key)))
}

/** The live value, with the keys of the rendered one. */
function onlyWhatIsIn(live: JsonValue, rendered: JsonValue): JsonValue {
  if (isMapping(live) && isMapping(rendered)) {
    return Object.fromEntries(
      Object.entries(live)
        .filter(([key]) => Object.hasOwn(rendered, key))
        .map(([key, value]) => [key, onlyWhatIsIn(value, rendered[key]!)]),
    )
  }
  if (Array.isArray(live) && Array.isArray(rendered)) {
    const partners = new Map(alignLists(live, rendered).map(({ before, after }) => [before, after]))
    return live.map((element, i) => {
      const at = partners.get(i)
      return at === undefined ? element : onlyWhatIsIn(element, rendered[at]!)
    })
  }
  return live
}

/** A server drops fields that are null. */
function withoutNulls(rendered: JsonValue, live: JsonValue | undefined): JsonValue {
  if (!isMapping(rendered)) return rendered
  const other = isMapping(live) ? live : {}
  return Object.fromEntries(
    Object.entries(rendered)
      .filter(([key, value]) => value !== null || Object.hasOwn(other, key))
      .map(([key, value]) => [key, withoutNulls(value, other[key])]),
  )
}

/** A server has `stringData` in `data`. */
function withEncodedData({ stringData, ...secret }: Manifest): Manifest {
  if (!isMapping(stringData)) return secret
  const encoded = Object.entries(stringData).map(([key, value]) => [key, encodeBase64(utf8Encode(String(value)))])
  return { ...secret, data: { ...(isMapping(secret.data) && secret.data), ...Object.fromEntries(encoded) } }
}
