import fc from 'fast-check'
import { labels, name, someNamespace } from './names.ts'
import { oddString } from './scalars.ts'
import { Plain, type Value, type ValueMap } from './yamlText.ts'

/** One object of a resource file. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  readonly document: ValueMap
}

/** Fields that may be missing. */
export function some<T>(arbitrary: fc.Arbitrary<T>, oneIn = 3): fc.Arbitrary<T | undefined> {
  // `freq` counts the cases with a value for each one without.
  return oneIn <= 1
    ? fc.option(arbitrary, { freq: 3, nil: undefined })
    : fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
}

/** A map of fields, those that are undefined left out. */
export function fields(entries: { [key: string]: Value | undefined }): ValueMap {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as ValueMap
}

/** A map whose fields are each drawn from an arbitrary. */
export function mapOf(entries: { [key: string]: fc.Arbitrary<Value | undefined> }): fc.Arbitrary<ValueMap> {
  return fc.record(entries).map(fields)
}

const annotations = fc.dictionary(
  fc.constantFrom('note', 'example.com/checksum', 'prometheus.io/port', 'owner', 'config.kubernetes.io/local-config'),
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Value>('web', '8080', 'team a', 'false', 'a,b') },
    { weight: 2, arbitrary: oddString },
    { weight: 1, arbitrary: fc.constantFrom('1', 'true', 'null', '', '1.50').map((text) => new Plain(text)) },
  ),
  { maxKeys: 2 },
)

const labelMap: fc.Arbitrary<Value> = fc.oneof(
  { weight: 20, arbitrary: labels as fc.Arbitrary<Value> },
  { weight: 1, arbitrary: fc.constantFrom<Value>(null, { app: new Plain('1') }, { app: null, tier: 'web' }) },
)

const extraMetadata = mapOf({
  labels: some(labelMap, 2),
  annotations: some(annotations as fc.Arbitrary<Value>, 4),
  creationTimestamp: some(fc.constant(null), 25),
  finalizers: some(fc.constantFrom<Value>(['kubernetes'], ['b/x', 'a/y'], []), 30),
  generateName: some(fc.constant('gen-'), 60),
  ownerReferences: some(
    fc.constant<Value>([{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '12-3' }]),
    60,
  ),
})

export interface ManifestParts {
  readonly apiVersion: string | fc.Arbitrary<string>
  readonly kind: string
  readonly names?: fc.Arbitrary<string>
  readonly clusterScoped?: boolean
  readonly body: fc.Arbitrary<ValueMap>
}

/** An object with ordinary metadata around a body of its kind. */
export function manifest(parts: ManifestParts): fc.Arbitrary<Manifest> {
  const { apiVersion } = parts
  return fc
    .record({
      apiVersion: typeof apiVersion === 'string' ? fc.constant(apiVersion) : apiVersion,
      name: parts.names ?? name,
      namespace: parts.clusterScoped ? some(fc.constant('shop'), 40) : someNamespace,
      extra: extraMetadata,
      body: parts.body,
    })
    .map(({ apiVersion, name, namespace, extra, body }) =>
      manifestOf(apiVersion, parts.kind, name, namespace, extra, body),
    )
}

export function manifestOf(
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string | undefined,
  extra: ValueMap,
  body: ValueMap,
): Manifest {
  const metadata = fields({ name, namespace, ...extra })
  return { apiVersion, kind, name, namespace, document: { apiVersion, kind, metadata, ...body } }
}
