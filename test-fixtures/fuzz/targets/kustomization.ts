import { build, KustError, memoryFileSystem } from '@kust/core'

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "nginx:1", env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: A}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`

const files = {
  'a.yaml': deployment,
  'base/kustomization.yaml': 'resources: [b.yaml]\nconfigMapGenerator: [{name: settings, literals: [A=1]}]\n',
  'base/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\ndata: {a: b}\n',
  'component/kustomization.yaml': 'kind: Component\nnamePrefix: c-\n',
  'patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n',
  'patch.json': '[{"op": "replace", "path": "/spec/replicas", "value": 2}]',
  'a.env': 'A=1\n',
}

/** Builds a kustomization that says what the bytes say, beside files that it can name. */
export async function fuzz(data: Uint8Array): Promise<void> {
  const fileSystem = memoryFileSystem({ ...files, 'kustomization.yaml': data })
  try {
    await build('/', { fileSystem })
  } catch (error) {
    if (!(error instanceof KustError)) throw error
  }
  if (Object.keys(Object.prototype).length > 0) throw new Error('a prototype was changed')
}
