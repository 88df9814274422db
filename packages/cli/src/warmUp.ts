import { build, memoryFileSystem } from '@kust/core'

/**
 * Renders something with a bit of everything, so that what is kept of a first run is the compiled code that other runs
 * will need too, whatever the first one was about.
 */
export async function warmUp(): Promise<void> {
  await build('overlay', { fileSystem: memoryFileSystem(files), onWarning: () => {} })
}

const schema = `                  description: Says what is wanted. Long descriptions go on behind the width of a line and are folded.
                  items:
                    type: string
                  type: array
`

const files = {
  'base/kustomization.yaml': `
resources: [app.yaml, crd.yaml]
configMapGenerator:
- {name: settings, literals: [a=1], files: [file.txt], envs: [file.env]}
secretGenerator:
- {name: secrets, literals: [a=1], type: Opaque}
vars:
- {name: NAME, objref: {apiVersion: v1, kind: Service, name: app}, fieldref: {fieldPath: metadata.name}}
`,
  'base/file.txt': 'some: text\nof: two lines\n',
  'base/file.env': 'B=2\n',
  'base/app.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  annotations: {quoted: "1", 'single': 'x'}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: app
  template:
    metadata:
      labels:
        app: app
    spec:
      containers:
      - name: main
        image: example.com/app:1.0
        args: ["--name=$(NAME)"]
        command:
        - sh
        - |
          echo one
          echo two
        envFrom:
        - configMapRef:
            name: settings
        resources: {limits: {cpu: 100m, memory: 0.5Gi}}
      - name: other
        image: other
---
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  selector:
    app: app
  ports:
  - port: 80
    targetPort: 8080
`,
  'base/crd.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.example.com
spec:
  group: example.com
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            description: |-
              First.
              Second.
            properties:
              b:
${schema}              a1:
${schema}              a2:
${schema}              a10:
${schema}              c:
${schema}              d:
                pattern: ^(a|b)$
                type: string
            type: object
        type: object
    served: true
    storage: true
`,
  'component/kustomization.yaml': `
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images: [{name: example.com/app, newTag: "2.0"}]
replicas: [{name: app, count: 2}]
`,
  'overlay/kustomization.yaml': `
resources: [../base]
components: [../component]
namePrefix: a-
nameSuffix: -b
namespace: example
labels: [{pairs: {env: test}, includeSelectors: true}, {pairs: {team: x}, includeTemplates: true}]
commonAnnotations: {note: text}
generatorOptions: {labels: {generated: "true"}}
configMapGenerator:
- {name: settings, behavior: merge, literals: [c=3]}
replacements:
- source: {kind: Deployment, name: app, fieldPath: metadata.name}
  targets: [{select: {kind: Service, name: app}, fieldPaths: [metadata.annotations.of], options: {create: true}}]
patches:
- path: patch.yaml
- target: {kind: Deployment, labelSelector: app=app}
  patch: |
    - {op: replace, path: /spec/replicas, value: 3}
    - {op: add, path: /metadata/labels/more, value: "yes"}
- target: {kind: Service}
  patch: |
    apiVersion: v1
    kind: Service
    metadata: {name: any, labels: {x: y}}
    spec: {type: null}
`,
  'overlay/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  template:
    spec:
      containers:
      - name: main
        env:
        - name: LEVEL
          value: debug
      - name: other
        $patch: delete
`,
}
