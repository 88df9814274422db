// The trees that are timed. Each case writes its files into a folder and names the target within it.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const example = fileURLToPath(new URL('../examples/multi-environment', import.meta.url))

/** @type {readonly { name: string, target: string, write: (root: string) => void }[]} */
export const cases = [
  {
    name: 'the example of the README',
    target: 'overlays/dev',
    write: (root) => cpSync(example, root, { recursive: true }),
  },
  ...[300, 600].map((count) => ({
    name: `${count} resources, prefix, namespace, labels, images, references`,
    target: 'overlay',
    write: (root) => writeFiles(root, workloads(count)),
  })),
]

function writeFiles(root, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** A third Deployments, a third ConfigMaps that they refer to, a third Services. */
function workloads(count) {
  const documents = Array.from({ length: count / 3 }, (_, i) => workload(i))
  return {
    'base/all.yaml': documents.join('---\n'),
    'base/kustomization.yaml': 'resources: [all.yaml]\n',
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

function workload(i) {
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
        image: registry.example.com/app:1.0.${i}
        envFrom:
        - configMapRef:
            name: config-${i}
---
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
