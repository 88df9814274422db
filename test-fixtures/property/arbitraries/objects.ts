import fc from 'fast-check'
import { fields, type Manifest, manifest, mapOf, some } from './manifest.ts'
import { accountName, claimName, configName, labels, name, namespace, secretName, someNamespace } from './names.ts'
import { podSpec } from './pods.ts'
import { anyScalar, anyValue, dataKey, dataValue, word } from './scalars.ts'
import { Plain, type Value, type ValueMap } from './yamlText.ts'

const data = fc.dictionary(dataKey, dataValue, { maxKeys: 4 }) as fc.Arbitrary<Value>

const configMap = manifest({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  names: configName,
  body: mapOf({
    data: some(data, 1),
    binaryData: some(fc.constant<Value>({ bin: 'AQID' }), 12),
    immutable: some(fc.constant(true), 12),
  }),
})

const secret = manifest({
  apiVersion: 'v1',
  kind: 'Secret',
  names: secretName,
  body: mapOf({
    type: some(fc.constantFrom('Opaque', 'kubernetes.io/tls'), 2),
    data: some(fc.constantFrom<Value>({ user: 'YWRtaW4=', a: 'YQ==' }, {}), 2),
    stringData: some(data, 3),
  }),
})

const servicePorts: fc.Arbitrary<Value> = fc
  .uniqueArray(
    fc.record({
      port: fc.constantFrom(80, 443, 53),
      protocol: fc.constantFrom(undefined, undefined, 'TCP', 'UDP'),
      target: fc.constantFrom<Value>(8080, 'http'),
    }),
    { minLength: 1, maxLength: 3, selector: ({ port, protocol }) => `${port}${protocol}` },
  )
  .map((list) =>
    list.map(({ port, protocol, target }) => fields({ name: `p${port}`, port, protocol, targetPort: target })),
  )

const service = manifest({
  apiVersion: 'v1',
  kind: 'Service',
  body: mapOf({
    type: some(fc.constantFrom('ClusterIP', 'LoadBalancer'), 4),
    selector: some(labels as fc.Arbitrary<Value>, 1),
    ports: some(servicePorts, 1),
    clusterIP: some(fc.constant('None'), 6),
  }).map((spec): ValueMap => ({ spec })),
})

const ingress = manifest({
  apiVersion: fc.constantFrom(
    'networking.k8s.io/v1',
    'networking.k8s.io/v1',
    'networking.k8s.io/v1beta1',
    'extensions/v1beta1',
  ),
  kind: 'Ingress',
  body: fc.record({ service: name, fallback: some(name), tls: some(secretName) }).map(({ service, fallback, tls }) => ({
    spec: fields({
      tls: tls === undefined ? undefined : [{ hosts: ['shop.example.com'], secretName: tls }],
      defaultBackend: fallback === undefined ? undefined : { service: { name: fallback, port: { number: 80 } } },
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: service, port: { number: 80 } } } },
              { path: '/old', backend: { serviceName: service, servicePort: 80 } },
            ],
          },
        },
      ],
    }),
  })),
})

const autoscaler = manifest({
  apiVersion: fc.constantFrom('autoscaling/v1', 'autoscaling/v2', 'autoscaling/v2beta2'),
  kind: 'HorizontalPodAutoscaler',
  body: fc
    .record({ name, kind: fc.constantFrom('Deployment', 'Deployment', 'StatefulSet', 'ReplicaSet') })
    .map(({ name, kind }) => ({
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
        minReplicas: 1,
        maxReplicas: 5,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        ],
      },
    })),
})

const claim = manifest({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  names: claimName,
  body: mapOf({
    storageClassName: some(fc.constantFrom('fast', ''), 3),
    volumeName: some(fc.constantFrom('disk', 'web'), 4),
  }).map((spec) => ({
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  })),
})

const persistentVolume = manifest({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  names: fc.constantFrom('disk', 'web'),
  clusterScoped: true,
  body: fc.record({ claim: claimName, namespace: someNamespace }).map(({ claim, namespace }) => ({
    spec: { capacity: { storage: '1Gi' }, claimRef: fields({ kind: 'PersistentVolumeClaim', name: claim, namespace }) },
  })),
})

const serviceAccount = manifest({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  names: accountName,
  body: mapOf({
    imagePullSecrets: some(
      secretName.map((name): Value => [{ name }]),
      4,
    ),
    secrets: some(
      secretName.map((name): Value => [{ name }]),
      6,
    ),
  }),
})

const rules: fc.Arbitrary<ValueMap> = fc.tuple(configName, secretName).map(([config, secret]) => ({
  rules: [
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [config], verbs: ['get'] },
    { apiGroups: [''], resources: ['secrets'], resourceNames: [secret, 'other'], verbs: ['get', 'list'] },
    { apiGroups: ['*'], resources: ['pods'], verbs: ['*'] },
  ],
}))

const subject: fc.Arbitrary<Value> = fc
  .record({
    name: accountName,
    namespace: someNamespace,
    kind: fc.constantFrom('ServiceAccount', 'ServiceAccount', 'ServiceAccount', 'User', 'Group'),
  })
  .map(({ name, namespace, kind }) => fields({ kind, name, namespace }))

function binding(kind: string, roles: readonly string[], clusterScoped: boolean): fc.Arbitrary<Manifest> {
  return manifest({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    clusterScoped,
    body: fc
      .record({ role: fc.constantFrom(...roles), name, subjects: fc.array(subject, { minLength: 1, maxLength: 2 }) })
      .map(({ role, name, subjects }) => ({
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: role, name },
        subjects,
      })),
  })
}

const rbac = fc.oneof(
  manifest({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', body: rules }),
  manifest({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', clusterScoped: true, body: rules }),
  binding('RoleBinding', ['Role', 'ClusterRole'], false),
  binding('ClusterRoleBinding', ['ClusterRole'], true),
)

const clientConfig: fc.Arbitrary<Value> = fc
  .record({ name, namespace: someNamespace })
  .map(({ name, namespace }) => ({ service: fields({ name, namespace, path: '/check' }), caBundle: 'YQ==' }))

function webhooks(kind: string): fc.Arbitrary<Manifest> {
  return manifest({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    clusterScoped: true,
    body: clientConfig.map((clientConfig) => ({
      webhooks: [
        { name: 'check.example.com', clientConfig, rules: [], sideEffects: 'None', admissionReviewVersions: ['v1'] },
      ],
    })),
  })
}

const apiService = manifest({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  names: fc.constant('v1.shop.example.com'),
  clusterScoped: true,
  body: fc.record({ name, namespace: someNamespace }).map(({ name, namespace }) => ({
    spec: { group: 'shop.example.com', version: 'v1', service: fields({ name, namespace }) },
  })),
})

const customResourceDefinition = manifest({
  apiVersion: fc.constantFrom('apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1beta1'),
  kind: 'CustomResourceDefinition',
  names: fc.constantFrom('engines.shop.example.com', 'things.example.com'),
  clusterScoped: true,
  body: some(clientConfig, 2).map((clientConfig) => ({
    spec: fields({
      group: 'shop.example.com',
      names: { kind: 'Engine', plural: 'engines' },
      scope: 'Namespaced',
      conversion: clientConfig === undefined ? undefined : { strategy: 'Webhook', webhook: { clientConfig } },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    }),
  })),
})

const networkPolicy = manifest({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  body: fc.record({ selector: labels, from: some(labels), empty: fc.boolean() }).map(({ selector, from, empty }) => ({
    spec: fields({
      podSelector: empty ? {} : { matchLabels: selector },
      ingress:
        from === undefined
          ? undefined
          : [{ from: [{ podSelector: { matchLabels: from } }, { namespaceSelector: {} }] }],
      egress: from === undefined ? [{ to: [{ podSelector: { matchLabels: selector } }] }] : undefined,
    }),
  })),
})

const disruptionBudget = manifest({
  apiVersion: fc.constantFrom('policy/v1', 'policy/v1beta1'),
  kind: 'PodDisruptionBudget',
  body: fc.record({ selector: some(labels, 2) }).map(({ selector }) => ({
    spec: fields({ minAvailable: 1, selector: selector === undefined ? undefined : { matchLabels: selector } }),
  })),
})

const namespaceObject = manifest({
  apiVersion: 'v1',
  kind: 'Namespace',
  names: namespace,
  clusterScoped: true,
  body: fc.constant({}),
})

const clusterThing = fc.oneof(
  manifest({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    names: fc.constantFrom('fast', 'slow'),
    clusterScoped: true,
    body: fc.constant({ provisioner: 'x' }),
  }),
  manifest({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    names: fc.constantFrom('high', 'web'),
    clusterScoped: true,
    body: fc.constant({ value: 1000000 }),
  }),
  manifest({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    clusterScoped: true,
    body: fc.constant({ spec: { controller: 'x' } }),
  }),
  manifest({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    clusterScoped: true,
    body: fc.constant({ spec: {} }),
  }),
  manifest({ apiVersion: 'v1', kind: 'ResourceQuota', body: fc.constant({ spec: { hard: { pods: '4' } } }) }),
  manifest({ apiVersion: 'v1', kind: 'LimitRange', body: fc.constant({ spec: { limits: [{ type: 'Container' }] } }) }),
  manifest({
    apiVersion: 'v1',
    kind: 'Endpoints',
    body: fc.constant({ subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] }),
  }),
)

/** Custom resources: free fields, and the parts that configurations, crds and openapi files speak of. */
const engine = manifest({
  apiVersion: fc.constantFrom('shop.example.com/v1', 'shop.example.com/v1', 'shop.example.com/v1alpha1'),
  kind: 'Engine',
  body: mapOf({
    config: some(configName, 2),
    secretRef: some(
      secretName.map((name): Value => ({ name })),
      3,
    ),
    selector: some(labels as fc.Arbitrary<Value>, 3),
    notes: some(fc.constant<Value>({ a: 'b' }), 6),
    identity: some(word, 5),
    image: some(fc.constantFrom('nginx:1', 'registry.example.com/web'), 4),
    replicas: some(fc.constant(1), 5),
    parts: some(
      fc.constant<Value>([
        { id: 'a', size: 1 },
        { id: 'b', size: 2, colour: 'red' },
      ]),
      3,
    ),
    tags: some(fc.constant<Value>(['slow', 'red']), 4),
    template: some(
      podSpec.map((spec): Value => ({ spec })),
      10,
    ),
    embedded: some(
      podSpec.map((spec): Value => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec })),
      15,
    ),
    free: some(anyValue, 2),
  }).map((spec): ValueMap => ({ spec })),
})

const thing = manifest({
  apiVersion: fc.constantFrom('example.com/v1', 'example.com/v2', 'example/v1/extra'),
  kind: 'Thing',
  body: fc.dictionary(fc.constantFrom('spec', 'settings', 'list', 'value', 'status', 'data'), anyValue, {
    maxKeys: 3,
  }) as fc.Arbitrary<ValueMap>,
})

/** Kinds and names that are read as other types than strings, and objects that are refused. */
const strange: fc.Arbitrary<Manifest> = fc
  .record({
    name: fc.constantFrom('1', '1.50', 'true', '1e3', '0x1F', 'on', "it's"),
    value: anyScalar,
    plain: fc.boolean(),
  })
  .map(({ name, value, plain }) => ({
    apiVersion: 'example.com/v1',
    kind: 'Odd',
    name,
    namespace: undefined,
    document: {
      apiVersion: 'example.com/v1',
      kind: 'Odd',
      metadata: { name: plain && !name.includes("'") ? new Plain(name) : name },
      value,
    },
  }))

export const object: fc.Arbitrary<Manifest> = fc.oneof(
  { weight: 7, arbitrary: configMap },
  { weight: 5, arbitrary: secret },
  { weight: 7, arbitrary: service },
  { weight: 3, arbitrary: ingress },
  { weight: 2, arbitrary: autoscaler },
  { weight: 2, arbitrary: claim },
  { weight: 1, arbitrary: persistentVolume },
  { weight: 4, arbitrary: serviceAccount },
  { weight: 6, arbitrary: rbac },
  { weight: 1, arbitrary: webhooks('ValidatingWebhookConfiguration') },
  { weight: 1, arbitrary: webhooks('MutatingWebhookConfiguration') },
  { weight: 1, arbitrary: apiService },
  { weight: 2, arbitrary: customResourceDefinition },
  { weight: 2, arbitrary: networkPolicy },
  { weight: 1, arbitrary: disruptionBudget },
  { weight: 2, arbitrary: namespaceObject },
  { weight: 2, arbitrary: clusterThing },
  { weight: 6, arbitrary: engine },
  { weight: 3, arbitrary: thing },
  { weight: 1, arbitrary: strange },
)
