// Many ordinary resources: a third Deployments, a third ConfigMaps that they refer to, a third Services.

/** `count` resources in a base, and an overlay that changes them all. */
export function workloads(count) {
  return {
    ...workloadBase(count),
    'overlay/kustomization.yaml': `resources: [../base]
namePrefix: prod-
namespace: production
labels:
- pairs: {env: prod}
  includeSelectors: true
images:
- name: registry.example.com/app
  newTag: v2
`,
  }
}

export function workloadBase(count) {
  const documents = Array.from({ length: count / 3 }, (_, i) => workload(i))
  return { 'base/all.yaml': documents.join('---\n'), 'base/kustomization.yaml': 'resources: [all.yaml]\n' }
}

/** `count` Deployments, each changed by a strategic-merge patch of its own. */
export function patched(count) {
  const files = { 'base/all.yaml': deployments(count), 'base/kustomization.yaml': 'resources: [all.yaml]\n' }
  const patches = Array.from({ length: count }, (_, i) => `- path: patches/${i}.yaml\n`)
  files['overlay/kustomization.yaml'] = `resources: [../base]\npatches:\n${patches.join('')}`
  for (let i = 0; i < count; i++) {
    files[`overlay/patches/${i}.yaml`] = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${i}
spec:
  replicas: ${(i % 9) + 2}
  template:
    spec:
      containers:
      - name: main
        env:
        - name: LOG_LEVEL
          value: debug
`
  }
  return files
}

/** 200 replacements and 100 vars over 500 Deployments. */
export function replaced() {
  const replacements = Array.from(
    { length: 200 },
    (_, i) => `- source: {kind: Deployment, name: app-${i}, fieldPath: metadata.name}
  targets:
  - select: {kind: Deployment, name: app-${i + 200}}
    fieldPaths: [metadata.annotations.follows]
    options: {create: true}
`,
  )
  const vars = Array.from(
    { length: 100 },
    (_, i) => `- name: APP_${i}
  objref: {apiVersion: apps/v1, kind: Deployment, name: app-${i}}
`,
  )
  return {
    'all.yaml': deployments(500, (i) => `\n        args: ["--self=$(APP_${i % 100})"]`),
    'kustomization.yaml': `resources: [all.yaml]\nreplacements:\n${replacements.join('')}vars:\n${vars.join('')}`,
  }
}

/** 300 generated ConfigMaps, and as many Deployments that refer to them. */
export function generated() {
  const generators = Array.from(
    { length: 300 },
    (_, i) => `- name: config-${i}
  literals: [LOG_LEVEL=info, INDEX=${i}]
  files: [settings/${i % 10}.properties]
`,
  )
  const files = {
    'all.yaml': Array.from({ length: 300 }, (_, i) => deploymentText(i)).join('---\n'),
    'kustomization.yaml': `resources: [all.yaml]\nconfigMapGenerator:\n${generators.join('')}`,
  }
  for (let i = 0; i < 10; i++) {
    const lines = Array.from({ length: 40 }, (_, line) => `server.option.${line}=value ${i} of ${line}\n`)
    files[`settings/${i}.properties`] = lines.join('')
  }
  return files
}

function deployments(count, more = () => '') {
  return Array.from({ length: count }, (_, i) => deploymentText(i, more(i))).join('---\n')
}

function workload(i) {
  return `${deploymentText(i)}---
apiVersion: v1
kind: ConfigMap
metadata:
  name: config-${i}
data:
  LOG_LEVEL: info
---
apiVersion: v1
kind: Service
metadata:
  name: app-${i}
spec:
  selector:
    app: app-${i}
  ports:
  - port: 80
`
}

function deploymentText(i, more = '') {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${i}
spec:
  selector:
    matchLabels:
      app: app-${i}
  template:
    metadata:
      labels:
        app: app-${i}
    spec:
      containers:
      - name: main
        image: registry.example.com/app:1.0.${i}${more}
        envFrom:
        - configMapRef:
            name: config-${i}
`
}
