// What the other machines of the cases in `remote/` hold.

const configMap = (name, data = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${data}`

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: web:1
`

/** By owner and name, in this order: each a list of commits. Marks are replaced, so later ones can name earlier ones. */
export const repositories = {
  'shop/web': [
    {
      files: {
        'kustomization.yaml': 'resources: [base]\nnameSuffix: -root\n',
        'base/kustomization.yaml': 'resources: [deployment.yaml]\nlabels: [{pairs: {version: one}}]\n',
        'base/deployment.yaml': deployment,
      },
      tag: 'v1',
    },
    {
      files: {
        'base/kustomization.yaml':
          'resources: [deployment.yaml]\nlabels: [{pairs: {version: two}}]\nconfigMapGenerator: [{name: settings, files: [settings/app.properties], envs: [settings/app.env]}]\n',
        'base/settings/app.properties': 'color=blue\n',
        'base/settings/app.env': 'SIZE=big\n',
        'overlays/prod/kustomization.yaml':
          'resources: [../../base]\nnamePrefix: prod-\npatches: [{path: replicas.yaml}]\ncomponents: [../../components/debug]\n',
        'overlays/prod/replicas.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 5}\n',
        'components/debug/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nconfigMapGenerator: [{name: settings, behavior: merge, literals: [DEBUG=1]}]\n',
        'plugins/kustomization.yaml': 'resources: [prefix.yaml]\n',
        'plugins/prefix.yaml':
          'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: p}\nprefix: plugged-\nfieldSpecs: [{path: metadata/name}]\n',
      },
      tag: 'v2',
      annotated: true,
    },
    { branch: 'feature/next', files: { 'kustomization.yaml': 'resources: [base]\nnameSuffix: -next\n' } },
  ],
  // The name ends with `.git`, as on most servers.
  'shop/api.git': [{ files: { 'kustomization.yaml': 'resources: [api.yaml]\n', 'api.yaml': configMap('api') } }],
  // As on Azure DevOps.
  'org/project/_git/app': [
    {
      files: {
        'kustomization.yaml': 'resources: [app.yaml]\n',
        'app.yaml': configMap('app'),
        'deep/kustomization.yaml': 'resources: [deep.yaml]\n',
        'deep/deep.yaml': configMap('deep'),
      },
    },
  ],
  'shop/nested': [
    {
      files: {
        'kustomization.yaml': 'resources: ["{{http}}/shop/web//overlays/prod?ref=v2"]\nnamePrefix: nested-\n',
        'by-file/kustomization.yaml': 'resources: ["{{http}}/files/cm.yaml", local.yaml]\n',
        'by-file/local.yaml': configMap('local'),
        'same/kustomization.yaml': 'resources: ["{{http}}/shop/nested//leaf"]\nnamePrefix: a-\n',
        'leaf/kustomization.yaml': 'resources: [leaf.yaml]\n',
        'leaf/leaf.yaml': configMap('leaf'),
      },
    },
  ],
  'shop/cycle': [
    {
      files: {
        'kustomization.yaml': 'resources: ["{{http}}/shop/cycle"]\n',
        'one/kustomization.yaml': 'resources: ["{{http}}/shop/cycle//two?ref=main"]\n',
        'two/kustomization.yaml': 'resources: ["{{http}}/shop/cycle//one?ref=main"]\n',
        'folder/kustomization.yaml': 'resources: [../folder]\n',
      },
    },
  ],
  // Everything in here tries to leave its own folder.
  'shop/escape': [
    {
      files: {
        'up/kustomization.yaml': 'resources: [../../up]\n',
        'absolute/kustomization.yaml': 'resources: [/etc]\n',
        'absolute-file/kustomization.yaml': 'configMapGenerator: [{name: a, files: [/etc/hostname]}]\n',
        'sibling-file/kustomization.yaml': 'resources: [../shared.yaml]\n',
        'generator/kustomization.yaml': 'configMapGenerator: [{name: a, files: [../shared.yaml]}]\n',
        'patch/kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: ../shared.yaml}]\n',
        'patch/a.yaml': configMap('a'),
        'linked-file/kustomization.yaml': 'configMapGenerator: [{name: a, files: [link]}]\n',
        'linked-folder/kustomization.yaml': 'resources: [../out]\n',
        'linked-inside/kustomization.yaml': 'resources: [link.yaml]\n',
        'linked-inside/real.yaml': configMap('linked'),
        'by-link/kustomization.yaml': 'resources: [../alias]\n',
        'shared.yaml': configMap('shared'),
      },
      links: {
        'linked-file/link': '/etc/hostname',
        out: '/',
        'linked-inside/link.yaml': 'real.yaml',
        alias: 'linked-inside',
      },
    },
  ],
  'shop/modules': [
    {
      files: { 'kustomization.yaml': 'resources: [vendor/web/base]\nnamePrefix: sub-\n' },
      submodules: { 'vendor/web': { commit: '{{shop/web@v1}}', url: '../web' } },
    },
  ],
  'shop/component': [
    {
      files: {
        'kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels: [{pairs: {from: component}}]\n',
      },
    },
  ],
  'shop/nothing': [{ files: { 'README.md': 'no kustomization here\n' } }],
  'shop/page': [{ files: { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': configMap('behind-a-page') } }],
}

const html =
  '<!DOCTYPE html>\n<html><head><title>shop/page: a repository</title></head>\n<body><p>Hello: <b>you</b></body></html>\n'

/** By path. */
export const site = {
  '/files/cm.yaml': { body: configMap('from-http') },
  '/files/two.yaml': { body: `${configMap('one')}---\n${configMap('two')}` },
  '/files/deployment.yaml': { body: deployment, type: 'application/yaml' },
  '/files/patch.yaml': { body: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 9}\n' },
  '/files/patch.json': { body: '[{"op": "replace", "path": "/spec/replicas", "value": 7}]' },
  '/files/app.properties': { body: 'color=green\n' },
  '/files/app.env': { body: 'SIZE=small\n# no\nCOLOR=red\n' },
  '/files/config.yaml': { body: 'namePrefix: [{path: spec/alias, create: true}]\n' },
  '/files/replacement.yaml': {
    body: 'source: {kind: Deployment, name: web, fieldPath: metadata.name}\ntargets: [{select: {kind: Deployment}, fieldPaths: [spec.template.metadata.labels.app]}]\n',
  },
  '/files/prefix.yaml': {
    body: 'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: p}\nprefix: http-\nfieldSpecs: [{path: metadata/name}]\n',
  },
  '/files/generator.yaml': {
    body: 'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: made}\nliterals: [a=b]\n',
  },
  '/files/crd.json': {
    body: JSON.stringify({
      'com.example.v1.Thing': {
        Schema: {
          properties: {
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            metadata: { type: 'object' },
            spec: { $ref: 'com.example.v1.ThingSpec' },
          },
        },
      },
      'com.example.v1.ThingSpec': {
        Schema: {
          properties: {
            config: {
              type: 'object',
              'x-kubernetes-object-ref-api-version': 'v1',
              'x-kubernetes-object-ref-kind': 'ConfigMap',
              'x-kubernetes-object-ref-name-key': 'name',
            },
          },
        },
      },
    }),
  },
  '/files/schema.json': {
    body: JSON.stringify({
      definitions: {
        'v1.Thing': {
          properties: {
            items: {
              type: 'array',
              items: { type: 'object' },
              'x-kubernetes-patch-merge-key': 'id',
              'x-kubernetes-patch-strategy': 'merge',
            },
          },
          'x-kubernetes-group-version-kind': [{ group: 'example.com', kind: 'Thing', version: 'v1' }],
        },
      },
    }),
  },
  '/files/moved.yaml': { status: 302, location: '/files/cm.yaml' },
  '/files/moved-again.yaml': { status: 301, location: 'moved.yaml' },
  '/files/round.yaml': { status: 302, location: '/files/round.yaml' },
  '/files/elsewhere.yaml': { status: 302, location: 'ftp://127.0.0.1/cm.yaml' },
  '/files/broken': { status: 500, body: 'oh' },
  '/files/page': { body: html, type: 'text/html' },
  '/files/bad.yaml': { body: 'a: [\n' },
  '/files/no-kind.yaml': { body: 'metadata: {name: a}\n' },
  '/files/empty.yaml': { body: '' },
  '/files/comment.yaml': { body: '# nothing\n' },
  // One part only, so that it cannot be a repository.
  '/cm.yaml': { body: configMap('one-part') },
  '/broken.yaml': { status: 503 },
  '/page.yaml': { body: html, type: 'text/html' },
  // A repository whose address has a page, as on most hosts.
  '/shop/page': { body: html, type: 'text/html' },
}
