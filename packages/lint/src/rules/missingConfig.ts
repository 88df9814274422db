import { currentId, getField, isDeleted, type Place, type Resource, textOf, type YamlNode } from '@kust/core/inspect'
import type { Rule } from '../finding.ts'
import { namespaceOf, sameNamespace } from '../namespaces.ts'

export const missingConfig: Rule = {
  code: 'missing-config',
  severity: 'note',
  summary: 'A Pod that refers to a ConfigMap or Secret which the output does not have',
  help: 'It may be made by something else: then ignore this finding. It is a warning where the name is that of a ConfigMap or Secret which was generated and has got another name since, for then the reference was not found: it stands in another namespace, or in a field that nobody told kustomize about.',
  *check({ builds }) {
    for (const { resources } of builds) {
      const made = namesMade(resources)
      for (const resource of resources) {
        if (isDeleted(resource)) continue
        const namespace = namespaceOf(resource)
        for (const { kind, name, place } of references(resource.manifest)) {
          const places = [...(made.get(`${kind} ${name}`) ?? []), ...(made.get(`any ${name}`) ?? [])]
          if (places.some((place) => sameNamespace(place, namespace))) continue
          const now = renamed(resources, kind, name)
          yield {
            at: place,
            message:
              now === undefined
                ? `the output has no ${kind} ${name}`
                : `the ${kind} ${name} is generated as ${now}, which this reference does not follow`,
            ...(now !== undefined && { severity: 'warning' as const }),
          }
        }
      }
    }
  },
}

interface Reference {
  readonly kind: 'ConfigMap' | 'Secret'
  readonly name: string
  readonly place: Place
}

/** Made by the cluster in every namespace. */
const everywhere = ['kube-root-ca.crt', 'openshift-service-ca.crt']

/** The namespaces of ConfigMaps and Secrets by kind and name, and those of what other resources may make by `any`. */
function namesMade(resources: readonly Resource[]): Map<string, string[]> {
  const made = new Map(everywhere.map((name) => [`any ${name}`, ['']]))
  const add = (key: string, namespace: string): unknown => made.set(key, [...(made.get(key) ?? []), namespace])
  for (const resource of resources) {
    const { kind, group, name, namespace } = currentId(resource)
    if (kind === 'ConfigMap' || kind === 'Secret') add(`${kind} ${name}`, namespace)
    if (!group.includes('.') || group.endsWith('.k8s.io')) continue
    // A SealedSecret makes a Secret of its name, a Certificate one of its `secretName`, an ExternalSecret a `target`.
    const spec = getField(resource.manifest, 'spec')
    const own = [name, textOf(getField(spec, 'secretName')), textOf(getField(getField(spec, 'target'), 'name'))]
    for (const text of own) add(`any ${text}`, namespace)
  }
  return made
}

/** The name that a generated resource has now, which once had another. */
function renamed(resources: readonly Resource[], kind: string, name: string): string | undefined {
  const found = resources.find(
    (resource) =>
      resource.needsHashSuffix &&
      currentId(resource).kind === kind &&
      resource.previousIds.some((id) => id.name === name),
  )
  return found === undefined ? undefined : currentId(found).name
}

/** The references of the Pods that a manifest makes, but for those that may lead nowhere. */
function* references(node: YamlNode): Generator<Reference> {
  if (node.kind === 'sequence') {
    for (const item of node.items) yield* references(item)
  } else if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      if (key === 'containers' || key === 'initContainers') yield* inContainers(value)
      else if (key === 'volumes') yield* inVolumes(value)
      else if (key === 'spec' || key === 'template' || key === 'jobTemplate') yield* references(value)
    }
  }
}

function* inContainers(containers: YamlNode): Generator<Reference> {
  for (const container of itemsOf(containers)) {
    for (const source of itemsOf(getField(container, 'envFrom'))) {
      yield* reference('ConfigMap', getField(source, 'configMapRef'))
      yield* reference('Secret', getField(source, 'secretRef'))
    }
    for (const variable of itemsOf(getField(container, 'env'))) {
      const from = getField(variable, 'valueFrom')
      yield* reference('ConfigMap', getField(from, 'configMapKeyRef'))
      yield* reference('Secret', getField(from, 'secretKeyRef'))
    }
  }
}

function* inVolumes(volumes: YamlNode): Generator<Reference> {
  for (const volume of itemsOf(volumes)) {
    yield* reference('ConfigMap', getField(volume, 'configMap'))
    yield* reference('Secret', getField(volume, 'secret'), 'secretName')
    for (const source of itemsOf(getField(getField(volume, 'projected'), 'sources'))) {
      yield* reference('ConfigMap', getField(source, 'configMap'))
      yield* reference('Secret', getField(source, 'secret'))
    }
  }
}

function* reference(kind: Reference['kind'], node: YamlNode | undefined, field = 'name'): Generator<Reference> {
  const name = getField(node, field)
  if (name?.kind !== 'scalar' || name.value === '' || textOf(getField(node, 'optional')) === 'true') return
  yield { kind, name: name.value, place: name }
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'sequence' ? node.items : []
}
