// One file of a few very large CustomResourceDefinitions, as the tools of Kubernetes print them and projects release
// them: sorted keys, long descriptions in folded lines, schemas that repeat at great depth. About 1.9 MB, the size of
// Argo CD's install manifest.

const words = `the of a resource field status if is set to this that controller namespace policy when value must
not be spec default name may are list object template reference selector optional strategy label source sync
application cluster generator repository revision deployment will pod container volume key`.split(/\s+/)

const groups = ['applications', 'applicationsets', 'appprojects']
const size = 1_900_000

/** @returns {string} */
export function crdManifest() {
  const random = generator(42)
  return groups.map((plural) => crd(plural, size / groups.length, random)).join('---\n')
}

function crd(plural, bytes, random) {
  const lines = [
    'apiVersion: apiextensions.k8s.io/v1',
    'kind: CustomResourceDefinition',
    'metadata:',
    '  labels:',
    `    app.kubernetes.io/name: ${plural}.argoproj.example.com`,
    '    app.kubernetes.io/part-of: argocd',
    `  name: ${plural}.argoproj.example.com`,
    'spec:',
    '  group: argoproj.example.com',
    '  names:',
    `    kind: Kind${plural}`,
    `    listKind: Kind${plural}List`,
    `    plural: ${plural}`,
    '    shortNames:',
    `    - ${plural.slice(0, 4)}`,
    '  scope: Namespaced',
    '  versions:',
    '  - additionalPrinterColumns:',
    '    - jsonPath: .status.sync.status',
    '      name: Sync Status',
    '      type: string',
    '    name: v1alpha1',
    '    schema:',
    '      openAPIV3Schema:',
    '        properties:',
  ]
  let length = lines.join('\n').length
  for (let i = 0; length < bytes; i++) {
    const from = lines.length
    property(lines, `field${i}`, 10, 5, random)
    for (let at = from; at < lines.length; at++) length += lines[at].length + 1
  }
  lines.push('        type: object', '    served: true', '    storage: true', '    subresources: {}')
  return `${lines.join('\n')}\n`
}

/** A property of a schema, at a column; `depth` levels may stand below it. */
function property(lines, name, column, depth, random) {
  const pad = ' '.repeat(column)
  lines.push(`${pad}${name}:`)
  const isDescribed = random() < 0.6
  const kind = random()
  if (kind >= 0.6 && kind < 0.7) lines.push(`${pad}  anyOf:`, `${pad}  - type: integer`, `${pad}  - type: string`)
  if (isDescribed) describe(lines, column + 2, random)
  if (depth > 0 && kind < 0.45) {
    lines.push(`${pad}  properties:`)
    const count = 1 + Math.floor(random() * 5)
    const names = Array.from({ length: count }, (_, i) => `${word(random)}${'abcde'[i]}`).sort()
    for (const below of names) property(lines, below, column + 4, depth - 1, random)
    if (random() < 0.3) lines.push(`${pad}  required:`, `${pad}  - ${names[0]}`)
    lines.push(`${pad}  type: object`)
  } else if (depth > 0 && kind < 0.6) {
    lines.push(`${pad}  items:`)
    property(lines, 'properties', column + 4, 0, random)
    lines.push(`${pad}    type: object`, `${pad}  type: array`, `${pad}  x-kubernetes-list-type: atomic`)
  } else if (kind < 0.7) {
    lines.push(`${pad}  pattern: ^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))$`)
    lines.push(`${pad}  x-kubernetes-int-or-string: true`)
  } else if (kind < 0.8) {
    lines.push(`${pad}  format: int64`, `${pad}  type: integer`)
  } else {
    lines.push(`${pad}  type: ${kind < 0.86 ? 'boolean' : 'string'}`)
  }
}

function describe(lines, column, random) {
  const count = 4 + Math.floor(random() * 40)
  const pad = ' '.repeat(column)
  let line = `${pad}description:`
  for (let i = 0; i < count; i++) {
    const next = i === 0 ? `${word(random)[0].toUpperCase()}ield` : word(random)
    if (line.length > 80) {
      lines.push(line)
      line = `${pad}  ${next}`
    } else {
      line += ` ${next}`
    }
  }
  lines.push(line)
}

function word(random) {
  return words[Math.floor(random() * words.length)]
}

/** Numbers from 0 to 1, the same in every run. */
function generator(seed) {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
