// Kustomizations over kustomizations: one deep stack, and a whole fleet.
import { workloadBase } from './workloads.mjs'

/** Ten overlays over a base of 60 resources, each of which changes something. */
export function deepStack(levels = 10) {
  const files = workloadBase(60)
  for (let level = 0; level < levels; level++) {
    files[`level-${level}/kustomization.yaml`] = `resources: [../${level === 0 ? 'base' : `level-${level - 1}`}]
namePrefix: l${level}-
labels:
- pairs: {level-${level}: "yes"}
  includeTemplates: true
patches:
- target: {kind: Deployment}
  patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: any
    spec:
      replicas: ${level + 1}
`
  }
  return files
}

/** Applications, each with a base of its own and overlays for clusters, over shared components. */
export function fleet(applications = 40, overlays = 25) {
  const files = {
    'shared/labels/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
labels:
- pairs: {team: platform}
  includeTemplates: true
`,
    'shared/limits/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
- path: limits.yaml
  target: {kind: Deployment}
`,
    'shared/limits/limits.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: any
spec:
  template:
    spec:
      containers:
      - name: main
        resources:
          limits: {memory: 256Mi}
`,
    'shared/network/kustomization.yaml': 'resources: [policy.yaml]\n',
    'shared/network/policy.yaml': `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
spec:
  podSelector: {}
  policyTypes: [Ingress]
`,
  }
  for (let app = 0; app < applications; app++) {
    for (const [path, text] of Object.entries(workloadBase(15))) files[`apps/${app}/${path}`] = text
    files[`apps/${app}/base/kustomization.yaml`] = `resources: [all.yaml, ../../../shared/network]
components: [../../../shared/labels, ../../../shared/limits]
namePrefix: app${app}-
`
    for (let at = 0; at < overlays; at++) {
      files[`apps/${app}/overlays/${at}/kustomization.yaml`] = `resources: [../../base]
namespace: cluster-${at}
labels:
- pairs: {cluster: c${at}}
images:
- name: registry.example.com/app
  newTag: v${at}
patches:
- path: replicas.yaml
`
      files[`apps/${app}/overlays/${at}/replicas.yaml`] = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app${app}-app-0
spec:
  replicas: ${at + 1}
`
    }
  }
  return files
}

export function fleetTargets(applications = 40, overlays = 25) {
  return Array.from({ length: applications * overlays }, (_, i) => {
    return `apps/${Math.floor(i / overlays)}/overlays/${i % overlays}`
  })
}
