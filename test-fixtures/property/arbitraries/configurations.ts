import fc from 'fast-check'
import { plainStyle, printDocuments, type Value, type ValueMap } from './yamlText.ts'

const parts: readonly ValueMap[] = [
  { nameReference: [{ kind: 'ConfigMap', version: 'v1', fieldSpecs: [{ path: 'spec/config', kind: 'Engine' }] }] },
  { nameReference: [{ kind: 'Secret', version: 'v1', fieldSpecs: [{ path: 'spec/secretRef', kind: 'Engine' }, { path: 'spec/secretRef/name', kind: 'Thing' }] }] },
  { nameReference: [{ kind: 'Engine', group: 'shop.example.com', fieldSpecs: [{ path: 'spec/serviceName', kind: 'StatefulSet' }] }] },
  { images: [{ path: 'spec/image', kind: 'Engine' }] },
  { replicas: [{ path: 'spec/replicas', kind: 'Engine', create: true }] },
  { commonLabels: [{ path: 'spec/selector', kind: 'Engine', create: true }] },
  { labels: [{ path: 'spec/notes', kind: 'Engine', create: true }] },
  { templateLabels: [{ path: 'spec/template/metadata/labels', kind: 'Engine', create: true }] },
  { commonAnnotations: [{ path: 'spec/notes', group: 'shop.example.com', create: true }] },
  { namePrefix: [{ path: 'spec/identity', kind: 'Engine' }, { path: 'spec/config', kind: 'Engine', version: 'v1' }] },
  { nameSuffix: [{ path: 'spec/identity', kind: 'Engine', create: true }] },
  { namespace: [{ path: 'spec/namespace', kind: 'Engine', create: true }] },
  { varReference: [{ path: 'spec/config', kind: 'Engine' }, { path: 'data', kind: 'ConfigMap' }, { path: 'metadata/annotations' }] },
  { varReference: [{ path: 'spec/free' }, { path: 'spec/tags', kind: 'Engine' }] },
    { namePrefix: [{ path: 'metadata/name', create: true }] },
] // biome-ignore format: one part a line

/** The text of a file of `configurations`. */
export const configurationText: fc.Arbitrary<string> = fc
  .tuple(fc.uniqueArray(fc.nat(parts.length - 2), { minLength: 1, maxLength: 3 }), fc.nat(0xffff), fc.nat(200))
  .map(([chosen, seed, conflict]) => {
    const config: ValueMap = {}
    for (const index of conflict === 200 ? [...chosen, parts.length - 1] : chosen) {
      for (const [key, list] of Object.entries(parts[index]!)) {
        config[key] = [...((config[key] ?? []) as Value[]), ...(list as Value[])]
      }
    }
    return printDocuments([config], { ...plainStyle, seed, json: seed % 9 === 8 })
  })

const engineType = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object' },
  spec: { $ref: 'example.com/shop/v1.EngineSpec' },
}

const engineProperties: readonly ValueMap[] = [
  { selector: { type: 'object', 'x-kubernetes-label-selector': '' } },
  { notes: { type: 'object', 'x-kubernetes-annotation': '' } },
  { identity: { type: 'string', 'x-kubernetes-identity': '' } },
  {
    secretRef: {
      type: 'object',
      'x-kubernetes-object-ref-api-version': 'v1',
      'x-kubernetes-object-ref-kind': 'Secret',
    },
  },
  {
    config: {
      type: 'string',
      'x-kubernetes-object-ref-api-version': 'v1',
      'x-kubernetes-object-ref-kind': 'ConfigMap',
      'x-kubernetes-object-ref-name-key': 'name',
    },
  },
]

/** The text of a file of `crds`. */
export const crdsText: fc.Arbitrary<string> = fc
  .tuple(fc.subarray([...engineProperties.keys()], { minLength: 1 }), fc.boolean())
  .map(([chosen, json]) => {
    const properties = Object.assign({}, ...chosen.map((index) => engineProperties[index]!)) as ValueMap
    const types = {
      'example.com/shop/v1.Engine': { Schema: { properties: engineType } },
      'example.com/shop/v1.EngineSpec': { Schema: { properties } },
    }
    return printDocuments([types as Value], { ...plainStyle, json })
  })

const list = (strategy: string, extra: ValueMap): ValueMap => ({
  type: 'array',
  'x-kubernetes-patch-strategy': strategy,
  ...extra,
})

/** The text of an OpenAPI file with merge keys for custom kinds, and maybe for a built-in one. */
export const openApiText: fc.Arbitrary<string> = fc
  .record({
    keys: fc.constantFrom('patch', 'map', 'none'),
    deployment: fc.boolean(),
    scope: fc.boolean(),
    json: fc.boolean(),
  })
  .map(({ keys, deployment, scope, json }) => {
    const parts =
      keys === 'patch'
        ? { 'x-kubernetes-patch-merge-key': 'id' }
        : keys === 'map'
          ? { 'x-kubernetes-list-map-keys': ['id', 'size'], 'x-kubernetes-list-type': 'map' }
          : {}
    const definitions: ValueMap = {
      'v1.Engine': {
        type: 'object',
        'x-kubernetes-group-version-kind': [{ group: 'shop.example.com', version: 'v1', kind: 'Engine' }],
        properties: {
          spec: {
            type: 'object',
            properties: {
              parts: list('merge', { ...parts, items: { type: 'object' } }),
              tags: list('merge', { items: { type: 'string' } }),
            },
          },
        },
      },
    }
    if (deployment) {
      definitions['v1.Deployment'] = {
        type: 'object',
        'x-kubernetes-group-version-kind': [{ group: 'apps', version: 'v1', kind: 'Deployment' }],
        properties: { spec: { $ref: '#/definitions/v1.DeploymentSpec' } },
      }
      definitions['v1.DeploymentSpec'] = {
        type: 'object',
        properties: {
          template: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  containers: list('merge', { 'x-kubernetes-patch-merge-key': 'name', items: { type: 'object' } }),
                },
              },
            },
          },
        },
      }
    }
    const gvk = { group: 'example.com', version: 'v1', kind: 'Thing' }
    const paths: ValueMap = scope
      ? {
          '/apis/example.com/v1/things/{name}': {
            get: { 'x-kubernetes-group-version-kind': gvk, 'x-kubernetes-action': 'get' },
          },
        }
      : {}
    return printDocuments([{ definitions, ...(scope ? { paths } : {}) }], { ...plainStyle, json })
  })
