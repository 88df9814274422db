import fc from 'fast-check'
import { fields, type Manifest, manifestOf, some } from './manifest.ts'
import { configName, labels, secretName } from './names.ts'
import { pick, randomOf } from './random.ts'
import { oddString } from './scalars.ts'
import { pickKnown, type Recipe, type Scene } from './scene.ts'
import type { Value, ValueMap } from './yamlText.ts'

const literal = fc
  .tuple(
    fc.constantFrom('a', 'b', 'key', 'log.level', 'url', 'A_B'),
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          '1',
          'info',
          '"quoted"',
          "'single'",
          'x=y',
          '',
          'http://$(NAME)',
          ' spaced ',
          "'",
          '"a',
          'true',
        ),
      },
      { weight: 2, arbitrary: oddString },
    ),
  )
  .map(([key, value]) => `${key}=${value}`)

const envText = fc
  .uniqueArray(
    fc.constantFrom('A=1', '# a comment', '', '  B = 2 ', 'C="quoted"', 'D', 'E=x=y', '\tF=tab', 'G=é', 'H= '),
    {
      maxLength: 5,
    },
  )
  .map((lines) => lines.join('\n'))

const fileText = fc.oneof(
  oddString,
  fc.constantFrom('server.port=80\n', '{"a": 1}\n', 'line one\nline two\n', 'a\r\nb\r\n', ''),
)

const options: fc.Arbitrary<Value> = fc
  .record({
    labels: some(labels as fc.Arbitrary<Value>, 2),
    annotations: some(fc.constantFrom<Value>({ note: 'generated' }, { size: '5' }), 3),
    disableNameSuffixHash: some(fc.boolean(), 2),
    immutable: some(fc.boolean(), 4),
  })
  .map(fields)

const sources = fc.record({
  literals: some(fc.uniqueArray(literal, { minLength: 1, maxLength: 3, selector: (text) => text.split('=')[0] }), 1),
  file: some(fc.tuple(fc.constantFrom('app.properties', 'config.yaml', 'note.txt'), fileText), 4),
  key: some(fc.constantFrom('renamed', 'k.txt'), 2),
  env: some(envText, 5),
})

const model = fc.record({
  sources,
  namespace: some(fc.constantFrom('shop', 'stage', 'default'), 10),
  options: some(options, 3),
  behavior: fc.nat(99),
  of: fc.nat(20),
  type: some(fc.constantFrom('Opaque', 'kubernetes.io/tls', 'example.com/x'), 4),
})

export interface Generated {
  readonly args: ValueMap
  readonly manifest: Manifest
}

/** A generator entry, and the object that patches and replacements will then find. */
export function generator(kind: 'ConfigMap' | 'Secret'): fc.Arbitrary<Recipe<Generated>> {
  return fc.tuple(model, kind === 'ConfigMap' ? configName : secretName).map(
    ([parts, name]) =>
      (scene) =>
        generate(kind, parts, name, scene),
  )
}

type Model = typeof model extends fc.Arbitrary<infer T> ? T : never

function generate(kind: 'ConfigMap' | 'Secret', parts: Model, name: string, scene: Scene): Generated {
  const random = randomOf(parts.behavior)
  // Two generators in three change one that is there, if one is.
  const old = parts.behavior % 3 > 0 ? pickKnown(scene, parts.of, (known) => known.kind === kind) : undefined
  const target = old?.name ?? name
  const namespace = old === undefined ? parts.namespace : old.namespace
  const exists = scene.known.some(
    (known) =>
      known.kind === kind && known.name === target && (known.namespace ?? 'default') === (namespace ?? 'default'),
  )
  const behavior = exists
    ? pick(['merge', 'merge', 'replace'], random.below(3))
    : random.percent(5)
      ? 'create'
      : undefined
  if (exists) scene.note(`${kind} generator: ${behavior}`)
  const { literals, file, key, env } = parts.sources
  const path = file === undefined ? undefined : scene.file(file[0], file[1])
  const args = fields({
    name: target,
    namespace,
    behavior: random.percent(2) ? 'create' : behavior,
    literals: literals as Value,
    files: path === undefined ? undefined : [key === undefined ? path : `${key}=${path}`],
    envs: env === undefined ? undefined : [scene.file('values.env', env)],
    options: parts.options,
    type: kind === 'Secret' ? parts.type : undefined,
  })
  const data = Object.fromEntries(
    (literals ?? []).map((text) => [text.split('=')[0]!, text.slice(text.indexOf('=') + 1)]),
  )
  return { args, manifest: manifestOf('v1', kind, target, namespace, {}, { data }) }
}

export const generatorOptions = options
