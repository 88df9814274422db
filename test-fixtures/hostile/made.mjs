// Files of the hostile trees that are too large to keep. Each function takes the settings of `make` in a case.json and
// gives a text, or several texts by path.

const configMap = (name, rest = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`

export const files = {
  /** A text again and again. */
  repeated: ({ before = '', text, times, after = '' }) => before + text.repeat(times) + after,

  /** Aliases of aliases: nine levels of ten are a billion nodes. */
  aliases({ before = '', indent = '', levels = 9, width = 10 }) {
    let text = `${before}${indent}a0: &a0 [${Array(width).fill('x').join(', ')}]\n`
    for (let i = 1; i < levels; i++) text += `${indent}a${i}: &a${i} [${Array(width).fill(`*a${i - 1}`).join(', ')}]\n`
    return text
  },

  /** The same with merge keys. */
  mergeKeys({ levels = 30 }) {
    let text = `${configMap('a')}x0: &x0 {a: b}\n`
    for (let i = 1; i < levels; i++) text += `x${i}: &x${i}\n  <<: [*x${i - 1}, *x${i - 1}]\n  k${i}: *x${i - 1}\n`
    return text
  },

  /** A folder and its kustomization, each naming the one before twice. */
  diamonds({ levels }) {
    const made = { 'k0/kustomization.yaml': 'resources: [a.yaml]\n', 'k0/a.yaml': configMap('a') }
    for (let i = 1; i <= levels; i++) {
      made[`k${i}/kustomization.yaml`] = `resources: [../l${i}, ../r${i}]\n`
      made[`l${i}/kustomization.yaml`] = `resources: [../k${i - 1}]\nnamePrefix: l\n`
      made[`r${i}/kustomization.yaml`] = `resources: [../k${i - 1}]\nnamePrefix: r\n`
    }
    made['kustomization.yaml'] = `resources: [k${levels}]\n`
    return made
  },

  /** Kustomizations that name each other in a row. */
  chain({ length }) {
    const made = { [`k${length}/kustomization.yaml`]: 'resources: [a.yaml]\n', [`k${length}/a.yaml`]: configMap('a') }
    for (let i = 0; i < length; i++) made[`k${i}/kustomization.yaml`] = `resources: [../k${i + 1}]\n`
    made['kustomization.yaml'] = 'resources: [k0]\n'
    return made
  },

  /** Many small overlays of one large base. */
  overlays({ count, bytes }) {
    const made = {
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': configMap('a', `data:\n  a: "${'x'.repeat(bytes)}"\n`),
    }
    for (let i = 0; i < count; i++) made[`o${i}/kustomization.yaml`] = `resources: [../base]\nnamePrefix: o${i}-\n`
    made['kustomization.yaml'] = `resources: [${Array.from({ length: count }, (_, i) => `o${i}`).join(', ')}]\n`
    return made
  },

  /** A patch that copies a value into itself. */
  copies: ({ times }) =>
    JSON.stringify([
      { op: 'add', path: '/data', value: { a: { x: 'x'.repeat(100) } } },
      ...Array.from({ length: times }, (_, i) => ({ op: 'copy', from: '/data/a', path: `/data/a/${i}` })),
    ]),

  /** Replacements that append two fields to each other in turn. */
  replacements({ times }) {
    const of = (from, to) =>
      `- source: {kind: ConfigMap, fieldPath: data.${from}, name: a}\n  targets: [{select: {kind: ConfigMap}, fieldPaths: [data.${to}], options: {delimiter: "|", index: 99999999}}]\n`
    return `resources: [a.yaml]\nreplacements:\n${`${of('a', 'b')}${of('b', 'a')}`.repeat(times)}`
  },

  /** A large patch for each of many resources. */
  manyResources: ({ count }) => Array.from({ length: count }, (_, i) => configMap(`a${i}`)).join('---\n'),
}
