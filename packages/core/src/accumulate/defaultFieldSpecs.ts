import type { FieldSpec } from '../resource/fieldSpec.ts'

/**
 * Where the built-in transformers find the fields that they edit, unless `configurations` adds to it.
 * These tables are the reference's (kustomize v5.8.1); `link/nameReferenceSpecs.ts` has that of names. They stand sorted,
 * as `sortedConfig` would have them, so that no build has to.
 */

export const namePrefixFieldSpecs: readonly FieldSpec[] = [{ path: 'metadata/name' }]

export const nameSuffixFieldSpecs: readonly FieldSpec[] = [{ path: 'metadata/name' }]

export const namespaceFieldSpecs: readonly FieldSpec[] = [
  { kind: 'Namespace', path: 'metadata/name', create: true },
  {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    path: 'spec/conversion/webhook/clientConfig/service/namespace',
  },
  { group: 'apiregistration.k8s.io', kind: 'APIService', path: 'spec/service/namespace', create: true },
]

export const templateLabelsFieldSpecs: readonly FieldSpec[] = [
  { kind: 'Deployment', path: 'spec/template/metadata/labels', create: true },
  { group: 'apps', kind: 'StatefulSet', path: 'spec/template/metadata/labels', create: true },
  { group: 'apps', kind: 'StatefulSet', path: 'spec/volumeClaimTemplates[]/metadata/labels', create: true },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/metadata/labels', create: true },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/spec/template/metadata/labels', create: true },
  { group: 'batch', kind: 'Job', path: 'spec/template/metadata/labels', create: true },
  { version: 'v1', kind: 'ReplicationController', path: 'spec/template/metadata/labels', create: true },
  { kind: 'DaemonSet', path: 'spec/template/metadata/labels', create: true },
  { kind: 'ReplicaSet', path: 'spec/template/metadata/labels', create: true },
  { path: 'metadata/labels', create: true },
]

/**
 * In the order in which upstream works through them. It sorts them by type, and by an algorithm that moves those of one
 * type about; the last one to meet a label that is there decides how the label is quoted everywhere.
 */
export const commonLabelsFieldSpecs: readonly FieldSpec[] = [
  { version: 'v1', kind: 'Service', path: 'spec/selector', create: true },
  {
    group: 'apps',
    kind: 'Deployment',
    path: 'spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels',
    create: false,
  },
  {
    group: 'apps',
    kind: 'Deployment',
    path: 'spec/template/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels',
    create: false,
  },
  {
    group: 'apps',
    kind: 'Deployment',
    path: 'spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels',
    create: false,
  },
  {
    group: 'apps',
    kind: 'Deployment',
    path: 'spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels',
    create: false,
  },
  {
    group: 'apps',
    kind: 'Deployment',
    path: 'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels',
    create: false,
  },
  { kind: 'Deployment', path: 'spec/template/metadata/labels', create: true },
  { kind: 'Deployment', path: 'spec/selector/matchLabels', create: true },
  { group: 'apps', kind: 'StatefulSet', path: 'spec/selector/matchLabels', create: true },
  { group: 'apps', kind: 'StatefulSet', path: 'spec/volumeClaimTemplates[]/metadata/labels', create: true },
  {
    group: 'apps',
    kind: 'StatefulSet',
    path: 'spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels',
    create: false,
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    path: 'spec/template/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels',
    create: false,
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    path: 'spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels',
    create: false,
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    path: 'spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels',
    create: false,
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    path: 'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels',
    create: false,
  },
  { group: 'apps', kind: 'StatefulSet', path: 'spec/template/metadata/labels', create: true },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/metadata/labels', create: true },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/spec/template/metadata/labels', create: true },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/spec/selector/matchLabels', create: false },
  { group: 'policy', kind: 'PodDisruptionBudget', path: 'spec/selector/matchLabels', create: false },
  { group: 'batch', kind: 'Job', path: 'spec/selector/matchLabels', create: false },
  { group: 'batch', kind: 'Job', path: 'spec/template/metadata/labels', create: true },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy', path: 'spec/egress/to/podSelector/matchLabels', create: false },
  {
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
    path: 'spec/ingress/from/podSelector/matchLabels',
    create: false,
  },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy', path: 'spec/podSelector/matchLabels', create: false },
  { version: 'v1', kind: 'ReplicationController', path: 'spec/template/metadata/labels', create: true },
  { version: 'v1', kind: 'ReplicationController', path: 'spec/selector', create: true },
  { kind: 'DaemonSet', path: 'spec/template/metadata/labels', create: true },
  { kind: 'DaemonSet', path: 'spec/selector/matchLabels', create: true },
  { kind: 'ReplicaSet', path: 'spec/template/metadata/labels', create: true },
  { kind: 'ReplicaSet', path: 'spec/selector/matchLabels', create: true },
  { path: 'metadata/labels', create: true },
]

export const commonAnnotationsFieldSpecs: readonly FieldSpec[] = [
  { kind: 'Deployment', path: 'spec/template/metadata/annotations', create: true },
  { kind: 'StatefulSet', path: 'spec/template/metadata/annotations', create: true },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/metadata/annotations', create: true },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/spec/template/metadata/annotations', create: true },
  { group: 'batch', kind: 'Job', path: 'spec/template/metadata/annotations', create: true },
  { version: 'v1', kind: 'ReplicationController', path: 'spec/template/metadata/annotations', create: true },
  { kind: 'DaemonSet', path: 'spec/template/metadata/annotations', create: true },
  { kind: 'ReplicaSet', path: 'spec/template/metadata/annotations', create: true },
  { path: 'metadata/annotations', create: true },
]

export const imagesFieldSpecs: readonly FieldSpec[] = [
  { path: 'spec/containers[]/image', create: true },
  { path: 'spec/initContainers[]/image', create: true },
  { path: 'spec/volumes[]/image/reference', create: true },
  { path: 'spec/template/spec/containers[]/image', create: true },
  { path: 'spec/template/spec/initContainers[]/image', create: true },
  { path: 'spec/template/spec/volumes[]/image/reference', create: true },
]

export const replicasFieldSpecs: readonly FieldSpec[] = [
  { kind: 'Deployment', path: 'spec/replicas', create: true },
  { kind: 'StatefulSet', path: 'spec/replicas', create: true },
  { kind: 'ReplicaSet', path: 'spec/replicas', create: true },
  { kind: 'ReplicationController', path: 'spec/replicas', create: true },
]

export const varReferenceFieldSpecs: readonly FieldSpec[] = [
  { kind: 'Service', path: 'spec/ports/port' },
  { kind: 'Service', path: 'spec/ports/targetPort' },
  { kind: 'PersistentVolume', path: 'spec/nfs/server' },
  { kind: 'Deployment', path: 'spec/template/spec/containers/args' },
  { kind: 'Deployment', path: 'spec/template/spec/containers/command' },
  { kind: 'Deployment', path: 'spec/template/spec/containers/env/value' },
  { kind: 'Deployment', path: 'spec/template/spec/containers/volumeMounts/mountPath' },
  { kind: 'Deployment', path: 'spec/template/spec/initContainers/args' },
  { kind: 'Deployment', path: 'spec/template/spec/initContainers/command' },
  { kind: 'Deployment', path: 'spec/template/spec/initContainers/env/value' },
  { kind: 'Deployment', path: 'spec/template/spec/initContainers/volumeMounts/mountPath' },
  { kind: 'Deployment', path: 'spec/template/spec/volumes/nfs/server' },
  { kind: 'Deployment', path: 'spec/template/metadata/annotations' },
  { kind: 'StatefulSet', path: 'spec/template/spec/containers/args' },
  { kind: 'StatefulSet', path: 'spec/template/spec/containers/command' },
  { kind: 'StatefulSet', path: 'spec/template/spec/containers/env/value' },
  { kind: 'StatefulSet', path: 'spec/template/spec/containers/volumeMounts/mountPath' },
  { kind: 'StatefulSet', path: 'spec/template/spec/initContainers/args' },
  { kind: 'StatefulSet', path: 'spec/template/spec/initContainers/command' },
  { kind: 'StatefulSet', path: 'spec/template/spec/initContainers/env/value' },
  { kind: 'StatefulSet', path: 'spec/template/spec/initContainers/volumeMounts/mountPath' },
  { kind: 'StatefulSet', path: 'spec/volumeClaimTemplates/spec/nfs/server' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec/containers/args' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec/containers/command' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec/containers/env/value' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec/containers/volumeMounts/mountPath' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec/initContainers/args' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec/initContainers/command' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec/initContainers/env/value' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec/initContainers/volumeMounts/mountPath' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/volumes/nfs/server' },
  { kind: 'DaemonSet', path: 'spec/template/spec/containers/args' },
  { kind: 'DaemonSet', path: 'spec/template/spec/containers/command' },
  { kind: 'DaemonSet', path: 'spec/template/spec/containers/env/value' },
  { kind: 'DaemonSet', path: 'spec/template/spec/containers/volumeMounts/mountPath' },
  { kind: 'DaemonSet', path: 'spec/template/spec/initContainers/args' },
  { kind: 'DaemonSet', path: 'spec/template/spec/initContainers/command' },
  { kind: 'DaemonSet', path: 'spec/template/spec/initContainers/env/value' },
  { kind: 'DaemonSet', path: 'spec/template/spec/initContainers/volumeMounts/mountPath' },
  { kind: 'DaemonSet', path: 'spec/template/spec/volumes/nfs/server' },
  { kind: 'Ingress', path: 'spec/rules/host' },
  { kind: 'Ingress', path: 'spec/tls/hosts' },
  { kind: 'Ingress', path: 'spec/tls/secretName' },
  { kind: 'Job', path: 'spec/template/spec/containers/args' },
  { kind: 'Job', path: 'spec/template/spec/containers/command' },
  { kind: 'Job', path: 'spec/template/spec/containers/env/value' },
  { kind: 'Job', path: 'spec/template/spec/containers/volumeMounts/mountPath' },
  { kind: 'Job', path: 'spec/template/spec/initContainers/args' },
  { kind: 'Job', path: 'spec/template/spec/initContainers/command' },
  { kind: 'Job', path: 'spec/template/spec/initContainers/env/value' },
  { kind: 'Job', path: 'spec/template/spec/initContainers/volumeMounts/mountPath' },
  { kind: 'Job', path: 'spec/template/spec/volumes/nfs/server' },
  { kind: 'Pod', path: 'spec/containers/args' },
  { kind: 'Pod', path: 'spec/containers/command' },
  { kind: 'Pod', path: 'spec/containers/env/value' },
  { kind: 'Pod', path: 'spec/containers/volumeMounts/mountPath' },
  { kind: 'Pod', path: 'spec/initContainers/args' },
  { kind: 'Pod', path: 'spec/initContainers/command' },
  { kind: 'Pod', path: 'spec/initContainers/env/value' },
  { kind: 'Pod', path: 'spec/initContainers/volumeMounts/mountPath' },
  { kind: 'Pod', path: 'spec/volumes/nfs/server' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/containers/args' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/containers/command' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/containers/env/value' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/containers/volumeMounts/mountPath' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/initContainers/args' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/initContainers/command' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/initContainers/env/value' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/initContainers/volumeMounts/mountPath' },
  { kind: 'ReplicaSet', path: 'spec/template/spec/volumes/nfs/server' },
  { path: 'metadata/labels' },
  { path: 'metadata/annotations' },
]
