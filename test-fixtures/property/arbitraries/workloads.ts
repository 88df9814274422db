import fc from 'fast-check'
import { fields, type Manifest, manifest, mapOf, some } from './manifest.ts'
import { claimName, labels, name } from './names.ts'
import { podSpec, podTemplate } from './pods.ts'
import { Plain, type Value, type ValueMap } from './yamlText.ts'

const replicas: fc.Arbitrary<Value> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 5 }) as fc.Arbitrary<Value> },
  { weight: 1, arbitrary: fc.constantFrom<Value>(null, '3', new Plain('017'), new Plain('')) },
)

function withTemplate(extra: fc.Arbitrary<ValueMap>, selector: 'matchLabels' | 'map' | 'none'): fc.Arbitrary<ValueMap> {
  return fc.tuple(podTemplate(labels), extra).map(([{ labels, template }, rest]) => ({
    spec: {
      ...rest,
      ...(selector === 'none' ? {} : { selector: selector === 'map' ? labels : { matchLabels: labels } }),
      template,
    },
  }))
}

const deployment = manifest({
  apiVersion: fc.oneof(
    { weight: 15, arbitrary: fc.constant('apps/v1') },
    { weight: 1, arbitrary: fc.constantFrom('apps/v1beta1', 'extensions/v1beta1') },
  ),
  kind: 'Deployment',
  body: withTemplate(
    mapOf({
      replicas: some(replicas, 2),
      strategy: some(
        fc.constantFrom<Value>(
          { type: 'Recreate' },
          { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } },
        ),
        6,
      ),
      revisionHistoryLimit: some(fc.constant(3), 10),
    }),
    'matchLabels',
  ),
})

const claimTemplate: fc.Arbitrary<Value> = claimName.map((name) => [
  {
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  },
])

const statefulSet = manifest({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  body: withTemplate(
    mapOf({ serviceName: name, replicas: some(replicas, 2), volumeClaimTemplates: some(claimTemplate, 3) }),
    'matchLabels',
  ),
})

const daemonSet = manifest({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  body: withTemplate(mapOf({ minReadySeconds: some(fc.constant(5), 5) }), 'matchLabels'),
})

const replicaSet = manifest({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  body: withTemplate(mapOf({ replicas: some(replicas, 2) }), 'matchLabels'),
})

const replicationController = manifest({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  body: withTemplate(mapOf({ replicas: some(replicas, 2) }), 'map'),
})

const job = manifest({
  apiVersion: 'batch/v1',
  kind: 'Job',
  body: withTemplate(mapOf({ backoffLimit: some(fc.constant(4), 3) }), 'none'),
})

const cronJob = manifest({
  apiVersion: fc.constantFrom('batch/v1', 'batch/v1', 'batch/v1beta1'),
  kind: 'CronJob',
  body: fc
    .record({
      inner: withTemplate(fc.constant<ValueMap>({}), 'none'),
      schedule: fc.constantFrom('*/5 * * * *', '@daily', '0 0 * * 0'),
      metadata: some(labels as fc.Arbitrary<Value>, 5),
    })
    .map(({ inner, schedule, metadata }) => ({
      spec: {
        schedule,
        jobTemplate: fields({ metadata: metadata === undefined ? undefined : { labels: metadata }, ...inner }),
      },
    })),
})

const pod = manifest({ apiVersion: 'v1', kind: 'Pod', body: podSpec.map((spec): ValueMap => ({ spec })) })

const podTemplateKind = manifest({
  apiVersion: 'v1',
  kind: 'PodTemplate',
  body: podTemplate(labels).map(({ template }): ValueMap => ({ template })),
})

export const workload: fc.Arbitrary<Manifest> = fc.oneof(
  { weight: 10, arbitrary: deployment },
  { weight: 4, arbitrary: statefulSet },
  { weight: 2, arbitrary: daemonSet },
  { weight: 1, arbitrary: replicaSet },
  { weight: 1, arbitrary: replicationController },
  { weight: 2, arbitrary: job },
  { weight: 2, arbitrary: cronJob },
  { weight: 2, arbitrary: pod },
  { weight: 1, arbitrary: podTemplateKind },
)
