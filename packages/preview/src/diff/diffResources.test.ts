import { parseManifests } from '@kust/core'
import { expect, test } from 'vitest'
import { type DiffOptions, diffResources, pathText, type ResourceDiff } from '../index.ts'

async function diff(before: string, after: string, options?: DiffOptions): Promise<ResourceDiff[]> {
  return diffResources(await parseManifests(before, 'a.yaml'), await parseManifests(after, 'b.yaml'), options)
}

function said(diffs: readonly ResourceDiff[]): string[] {
  return diffs.flatMap(({ change, id, fields }) => [
    `${change} ${id.kind} ${id.name}`,
    ...fields.map((field) => `${field.change} ${pathText(field.path)}`),
  ])
}

const config = (name: string, data: string): string => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data: ${data}
`

test('what is the same is no difference, whatever its style', async () => {
  expect(await diff(config('a', '{b: c}'), config('a', '\n  "b": c # d'))).toEqual([])
})

test('another version is a change, another group another resource', async () => {
  const ingress = (apiVersion: string): string => `apiVersion: ${apiVersion}\nkind: Ingress\nmetadata: {name: web}\n`
  expect(said(await diff(ingress('networking.k8s.io/v1beta1'), ingress('networking.k8s.io/v1')))).toEqual([
    'changed Ingress web',
    'changed apiVersion',
  ])
  expect(said(await diff(ingress('extensions/v1beta1'), ingress('networking.k8s.io/v1')))).toEqual([
    'removed Ingress web',
    'added Ingress web',
  ])
})

test('no namespace is the namespace default', async () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n'
  const [first, ...more] = await diff(service, service.replace('}', ', namespace: default}'))
  expect(more).toEqual([])
  expect(said([first!])).toEqual(['changed Service web', 'added metadata.namespace'])
})

test('of two environments, resources are the same ones in other namespaces', async () => {
  const service = (namespace: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: ${namespace}}\n`
  expect(said(await diff(service('dev'), service('prod')))).toEqual(['removed Service web', 'added Service web'])
  expect(said(await diff(service('dev'), service('prod'), { acrossNamespaces: true }))).toEqual([
    'changed Service web',
    'changed metadata.namespace',
  ])
  const map = (namespace: string, name: string): string =>
    config(name, '{}').replace('\ndata', `\n  namespace: ${namespace}\ndata`)
  const [both, ...none] = await diff(map('dev', 'a-2g6kf9bthc'), map('prod', 'a-9h2mt7c4kd'), {
    acrossNamespaces: true,
  })
  expect([both!.change, none]).toEqual(['changed', []])
  const several = await diff(service('a'), [service('b'), service('c')].join('---\n'), { acrossNamespaces: true })
  expect(said(several)).toHaveLength(3)
})

test('generated names are matched without their hashes, where there is no doubt', async () => {
  const [first] = await diff(config('app-2g6kf9bthc', '{a: b}'), config('app-9h2mt7c4kd', '{a: c}'))
  expect(said([first!])).toEqual(['changed ConfigMap app-9h2mt7c4kd', 'changed metadata.name', 'changed data.a'])
  const two = [config('app-2g6kf9bthc', '{a: b}'), config('app-2g6kf9bthd', '{a: b}')].join('---\n')
  const doubtful = await diff(two, config('app-9h2mt7c4kd', '{a: c}'))
  expect(said(doubtful).sort()).toEqual([
    'added ConfigMap app-9h2mt7c4kd',
    'removed ConfigMap app-2g6kf9bthc',
    'removed ConfigMap app-2g6kf9bthd',
  ])
  // These letters are none of a hash.
  expect(said(await diff(config('app-aaaaaaaaaa', '{}'), config('app-eeeeeeeeee', '{}')))).toHaveLength(2)
})

const pod = (containers: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: ${containers}\n`

test('elements of lists go by name; their order is a difference of text only', async () => {
  const [one] = await diff(
    pod('[{name: a, image: x}, {name: b, image: y}]'),
    pod('[{name: b, image: z}, {name: a, image: x}]'),
  )
  expect(one!.fields).toEqual([
    {
      change: 'changed',
      path: ['spec', 'containers', { key: 'name', value: 'b' }, 'image'],
      position: ['spec', 'containers', 0, 'image'],
      before: 'y',
      after: 'z',
    },
  ])
  const [order] = await diff(pod('[{name: a}, {name: b}]'), pod('[{name: b}, {name: a}]'))
  expect(order).toMatchObject({ change: 'changed', fields: [] })
})

test('elements without names are paired by what stayed', async () => {
  const args = (list: string): string => pod(`[{name: a, args: ${list}}]`)
  expect(said(await diff(args('[a, b, c]'), args('[x, a, c]')))).toEqual([
    'changed Pod p',
    'added spec.containers[name=a].args[0]',
    'removed spec.containers[name=a].args[1]',
  ])
})

const secret = (data: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: ${data}\n`

test('values of Secrets are not shown, only whether they are the same', async () => {
  const [masked] = await diff(
    secret('{a: c2FtZQ==, b: b2xkZXI=, d: Z29uZQ==}'),
    secret('{a: c2FtZQ==, b: bmV3, e: bmV3}'),
  )
  const text = JSON.stringify(masked)
  for (const value of ['c2FtZQ', 'b2xkZXI', 'Z29uZQ', 'bmV3']) expect(text).not.toContain(value)
  expect(said([masked!])).toEqual(['changed Secret s', 'changed data.b', 'removed data.d', 'added data.e'])
  expect(masked!.after!.yaml).toContain("a: '***'\n  b: '*** (after)'\n  e: '***'\n")
  // A longer value and a shorter one leave the same text.
  const [long] = await diff(secret('{a: QQ==}'), secret(`{a: ${'QUJD'.repeat(50)}}`))
  const [short] = await diff(secret('{a: QQ==}'), secret('{a: Qg==}'))
  expect(long).toEqual(short)
  const [shown] = await diff(secret('{a: QQ==}'), secret('{a: Qg==}'), { showSecrets: true })
  expect(shown!.fields).toMatchObject([{ before: 'QQ==', after: 'Qg==' }])
})

test('a Secret that comes or goes shows no values either', async () => {
  const diffs = await diff(
    secret('{a: c2VjcmV0}'),
    `${secret('{a: c2VjcmV0}').replace('name: s', 'name: t')}stringData: {b: open}\n`,
  )
  expect(JSON.stringify(diffs)).not.toMatch(/c2VjcmV0|open/)
})

const live = `apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
    namespace: shop
    uid: 0f0f
    resourceVersion: "12"
    generation: 3
    creationTimestamp: "2024-01-01T00:00:00Z"
    annotations: {deployment.kubernetes.io/revision: "3", kubectl.kubernetes.io/last-applied-configuration: "{}"}
    managedFields: [{manager: kubectl}]
  spec:
    replicas: 5
    progressDeadlineSeconds: 600
    template:
      spec:
        restartPolicy: Always
        containers: [{name: web, image: web:1, terminationMessagePath: /dev/termination-log}]
  status: {replicas: 5}
- apiVersion: v1
  kind: Secret
  metadata: {name: key, namespace: shop}
  data: {a: c2VjcmV0}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: other, namespace: shop}
`

const rendered = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, creationTimestamp: null}
spec:
  replicas: 2
  template:
    spec:
      containers: [{name: web, image: web:1}]
---
apiVersion: v1
kind: Secret
metadata: {name: key}
stringData: {a: secret}
`

test('of a cluster, only what is rendered is compared', async () => {
  const drift = await diff(live, rendered, { live: true })
  expect(said(drift)).toEqual(['changed Deployment web', 'changed spec.replicas'])
  expect(drift[0]!.before!.yaml).not.toContain('progressDeadlineSeconds')
  expect(await diff(live, rendered.replace('replicas: 2', 'replicas: 5'), { live: true })).toEqual([])
})

test('a container that only the cluster has is drift', async () => {
  const drift = await diff(live.replace('[{name: web', '[{name: sidecar}, {name: web'), rendered, { live: true })
  expect(said(drift)).toContain('removed spec.template.spec.containers[name=sidecar]')
})

test.each([1200, 9000])('%i levels are told to be too many', async (levels) => {
  const nested = (text: string): string =>
    `apiVersion: v1\nkind: X\nmetadata: {name: a}\nspec: ${'['.repeat(levels)}${text}${']'.repeat(levels)}\n`
  await expect(diff(nested('1'), nested('2'))).rejects.toMatchObject({ code: 'nested-too-deep' })
})
