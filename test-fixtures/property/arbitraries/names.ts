import fc from 'fast-check'

// Small pools, so that references connect and patches find something.
export const names = ['web', 'db', 'settings', 'app']
export const namespaces = ['shop', 'stage', 'default']
export const configNames = ['settings', 'env', 'web']
export const secretNames = ['creds', 'tls', 'db']
export const accountNames = ['runner', 'default', 'web']
export const claimNames = ['data', 'cache']
export const labelKeys = ['app', 'tier', 'app.kubernetes.io/name', 'env', 'example.com/a']
export const imageNames = [
  'nginx',
  'busybox',
  'registry.example.com/web',
  'registry.example.com:5000/team/api',
  'postgres',
]
export const containerNames = ['web', 'side', 'init']

export const name = fc.constantFrom(...names)
export const configName = fc.constantFrom(...configNames)
export const secretName = fc.constantFrom(...secretNames)
export const accountName = fc.constantFrom(...accountNames)
export const claimName = fc.constantFrom(...claimNames)
export const namespace = fc.constantFrom(...namespaces)
export const containerName = fc.constantFrom(...containerNames)
export const labelKey = fc.constantFrom(...labelKeys)

/** Few objects name their namespace, as in most bases. */
export const someNamespace: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: namespace },
)

export const labels = fc.dictionary(
  labelKey,
  fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom('web', 'db', 'front', 'back', 'prod') },
    { weight: 1, arbitrary: fc.constantFrom('1', 'true', '1.10', '', 'on', '1e3') },
  ),
  { maxKeys: 3 },
)

export const image = fc
  .tuple(
    fc.constantFrom(...imageNames),
    fc.constantFrom('', ':1.2', ':latest', ':{TAG}', '@sha256:24a0c4b4', ':1@sha256:24a0c4b4'),
  )
  .map((parts) => parts.join(''))
