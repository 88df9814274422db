import fc from 'fast-check'
import { fields, mapOf, some } from './manifest.ts'
import { accountName, claimName, configName, containerName, image, labels, secretName } from './names.ts'
import { oddString, word } from './scalars.ts'
import { Plain, type Value, type ValueMap } from './yamlText.ts'

const envValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: word },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '$(NAME)',
      'http://$(HOST):$(PORT)/x',
      '$$(NAME)',
      '8080',
      'a $(NAME) b $(MISSING)',
      '$(',
    ),
  },
  { weight: 1, arbitrary: oddString },
  { weight: 1, arbitrary: fc.constantFrom('5', 'true', '', '1.0').map((text) => new Plain(text)) },
)

const env: fc.Arbitrary<Value> = fc.tuple(fc.constantFrom('NAME', 'HOST', 'PORT', 'MODE'), fc.oneof(
  { weight: 4, arbitrary: envValue.map((value): ValueMap => ({ value })) },
  { weight: 1, arbitrary: configName.map((name): ValueMap => ({ valueFrom: { configMapKeyRef: { name, key: 'a' } } })) },
  { weight: 1, arbitrary: secretName.map((name): ValueMap => ({ valueFrom: { secretKeyRef: { name, key: 'a', optional: true } } })) },
  { weight: 1, arbitrary: fc.constant<ValueMap>({ valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }) },
)).map(([name, rest]) => ({ name, ...rest })) // biome-ignore format: one alternative a line

const ports: fc.Arbitrary<Value> = fc.uniqueArray(
  fc.record({ port: fc.constantFrom(80, 8080, 53), protocol: fc.constantFrom(undefined, undefined, 'TCP', 'UDP'), name: some(word) }),
  { minLength: 1, maxLength: 3, selector: ({ port, protocol }) => `${port}${protocol}` },
).map((list) => list.map(({ port, protocol, name }) => fields({ name, containerPort: port, protocol }))) // biome-ignore format: short

const probe: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 5 },
  { exec: { command: ['sh', '-c', 'true'] } },
  { tcpSocket: { port: 80 } },
)

const args: fc.Arbitrary<Value> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Value>('--port=8080', '--verbose', '$(NAME)', '--host=$(HOST)', 'run') },
    { weight: 1, arbitrary: oddString as fc.Arbitrary<Value> },
  ),
  { minLength: 1, maxLength: 3 },
)

const mounts: fc.Arbitrary<Value> = fc
  .uniqueArray(fc.constantFrom('/etc/config', '/data', '/tls'), { minLength: 1, maxLength: 2 })
  .map((paths) => paths.map((mountPath, index) => ({ name: index === 0 ? 'config' : 'data', mountPath })))

export const container: fc.Arbitrary<ValueMap> = mapOf({
  name: containerName,
  image: some(image, 1),
  command: some(args, 6),
  args: some(args, 4),
  env: some(fc.uniqueArray(env, { maxLength: 3, selector: (entry) => (entry as ValueMap).name }) as fc.Arbitrary<Value>, 2),
  envFrom: some(
    fc.oneof(
      configName.map((name): Value => [{ configMapRef: { name } }]),
      secretName.map((name): Value => [{ secretRef: { name } }, { prefix: 'X_', configMapRef: { name: 'settings', optional: true } }]),
    ),
    5,
  ),
  ports: some(ports, 3),
  volumeMounts: some(mounts, 4),
  resources: some(
    fc.constantFrom<Value>({ limits: { cpu: '500m', memory: '128Mi' } }, { requests: { cpu: 1, memory: new Plain('1e3') } }, {}),
    5,
  ),
  livenessProbe: some(probe, 8),
  securityContext: some(fc.constantFrom<Value>({ runAsUser: 1000 }, { capabilities: { drop: ['ALL'] } }), 10),
  imagePullPolicy: some(fc.constant('Always'), 10),
}) // biome-ignore format: one field an entry

export const containers = fc.uniqueArray(container, {
  minLength: 1,
  maxLength: 2,
  selector: (entry) => entry.name,
})

const volume: fc.Arbitrary<ValueMap> = fc.tuple(fc.constantFrom('config', 'data', 'tls'), fc.oneof(
  configName.map((name): ValueMap => ({ configMap: { name } })),
  configName.map((name): ValueMap => ({ configMap: { name, items: [{ key: 'a', path: 'a' }], defaultMode: new Plain('0644') } })),
  secretName.map((secretName): ValueMap => ({ secret: { secretName } })),
  claimName.map((claimName): ValueMap => ({ persistentVolumeClaim: { claimName } })),
  fc.constant<ValueMap>({ emptyDir: {} }),
  fc.tuple(configName, secretName).map(([config, secret]): ValueMap => ({ projected: { sources: [{ configMap: { name: config } }, { secret: { name: secret } }] } })),
)).map(([name, rest]) => ({ name, ...rest })) // biome-ignore format: one alternative a line

const affinity: fc.Arbitrary<Value> = labels.map((matchLabels) => ({
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 1, podAffinityTerm: { labelSelector: { matchLabels }, topologyKey: 'kubernetes.io/hostname' } },
    ],
  },
}))

export const podSpec: fc.Arbitrary<ValueMap> = mapOf({
  serviceAccountName: some(accountName, 3),
  serviceAccount: some(accountName, 20),
  initContainers: some(containers as fc.Arbitrary<Value>, 5),
  containers: containers as fc.Arbitrary<Value>,
  volumes: some(fc.uniqueArray(volume, { minLength: 1, maxLength: 2, selector: (entry) => entry.name }) as fc.Arbitrary<Value>, 3),
  imagePullSecrets: some(secretName.map((name): Value => [{ name }]), 8),
  affinity: some(affinity, 10),
  topologySpreadConstraints: some(labels.map((matchLabels): Value => [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels } }]), 12),
  tolerations: some(fc.constantFrom<Value>([{ key: 'a', operator: 'Exists' }], [{ effect: 'NoSchedule' }]), 10),
  nodeSelector: some(fc.constantFrom<Value>({ disk: 'ssd' }, { 'kubernetes.io/os': 'linux' }), 8),
  hostAliases: some(fc.constant<Value>([{ ip: '127.0.0.1', hostnames: ['a', 'b'] }]), 20),
  terminationGracePeriodSeconds: some(fc.constant(30), 12),
  priorityClassName: some(fc.constantFrom('high', 'web'), 12),
  securityContext: some(fc.constant<Value>({}), 15),
}) // biome-ignore format: one field an entry

/** A pod template with the labels of its selector. */
export function podTemplate(
  matchLabels: fc.Arbitrary<Record<string, string>>,
): fc.Arbitrary<{ labels: Record<string, string>; template: ValueMap }> {
  return fc
    .record({
      labels: matchLabels,
      spec: podSpec,
      annotations: some(fc.constantFrom<Value>({ note: 'x' }, { 'prometheus.io/port': '80' }, {}), 6),
      bare: fc.nat(15),
    })
    .map(({ labels, spec, annotations, bare }) => ({
      labels,
      template: bare === 15 ? { spec } : { metadata: fields({ labels, annotations }), spec },
    }))
}
