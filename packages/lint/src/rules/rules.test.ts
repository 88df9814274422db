import { memoryFileSystem } from '@kust/core'
import { describe, expect, test } from 'vitest'
import { type LintResult, lint } from '../lint.ts'

type Files = Readonly<Record<string, string>>

const header = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'

function deployment(name: string, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
      - name: web
        image: registry.example/web:1.0
${more}`
}

function service(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector:\n    app: ${name}\n`
}

async function lintFiles(files: Files, targets: readonly string[] = ['/']): Promise<LintResult> {
  const folders = [...new Set(Object.keys(files).map((path) => `/${path.split('/').slice(0, -1).join('/')}`))]
  return lint(targets, { fileSystem: memoryFileSystem(files), folders })
}

/** What is found, as `file:line:column code: message`; what kind of file it is does not matter here. */
async function found(files: Files, targets?: readonly string[]): Promise<string[]> {
  const { findings, errors } = await lintFiles(files, targets)
  expect(errors).toEqual([])
  return findings.map(({ file, line, column, severity, code, message }) => {
    const mark = severity === 'warning' ? '!' : ''
    return `${file}:${line}:${column} ${mark}${code}: ${message}`
  })
}

test('nothing is wrong with a plain tree', async () => {
  const files = {
    'kustomization.yaml': `${header}resources: [web.yaml, service.yaml]\nimages:\n- name: registry.example/web\n  newTag: "2"\n`,
    'web.yaml': deployment('web'),
    'service.yaml': service('web'),
  }
  expect(await found(files)).toEqual([])
})

describe('patches', () => {
  const strategic = (field: string): string => `apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        ${field}`

  test('whose target selects nothing', async () => {
    const kustomization = `${header}resources: [web.yaml]
patches:
- target:
    kind: Deployment
    name: wev
  patch: |-
    - op: replace
      path: /spec/replicas
      value: 3
- target:
    name: w.*
  patch: |-
    - op: replace
      path: /spec/replicas
      value: 3
`
    expect(await found({ 'kustomization.yaml': kustomization, 'web.yaml': deployment('web') })).toEqual([
      '/kustomization.yaml:6:5 !patch-without-match: the patch changes nothing: no resource has kind=Deployment, name=wev',
    ])
  })

  test('that change nothing, but not those that test something', async () => {
    const kustomization = `${header}resources: [web.yaml]
patches:
- patch: |-
      ${strategic('replicas: 2')}
- patch: |-
      ${strategic('paused: true')}
- target: {name: web}
  patch: |-
    - op: test
      path: /spec/replicas
      value: 2
- target: {name: web}
  patch: |-
    - op: replace
      path: /spec/replicas
      value: 2
- patch: |-
      $patch: delete
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
`
    expect(await found({ 'kustomization.yaml': kustomization, 'web.yaml': deployment('web') })).toEqual([
      '/kustomization.yaml:5:3 !patch-without-effect: the patch changes nothing: the resources have all of it already',
      '/kustomization.yaml:24:3 !patch-without-effect: the patch changes nothing: the resources have all of it already',
    ])
  })

  test('of the deprecated field that change nothing', async () => {
    const files = {
      'kustomization.yaml': `${header}resources: [web.yaml]\npatchesStrategicMerge:\n- patch.yaml\n`,
      'web.yaml': deployment('web'),
      'patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n',
    }
    expect((await found(files)).filter((text) => text.includes('patch-without'))).toEqual([
      '/kustomization.yaml:5:1 !patch-without-effect: the patches change nothing: the resources have all of it already',
    ])
  })

  test('have an effect if they have one in any target', async () => {
    const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n'
    const files = {
      'a/kustomization.yaml': `${header}resources: [../web]\ncomponents: [../three]\n`,
      'b/kustomization.yaml': `${header}resources: [../web]\nnamePrefix: b-\ncomponents: [../three]\n`,
      'web/kustomization.yaml': `${header}resources: [web.yaml]\n`,
      'web/web.yaml': deployment('web'),
      'three/kustomization.yaml': `${component}patches:\n- target: {name: web, labelSelector: tier=one}\n  patch: |-\n    - {op: replace, path: /spec/replicas, value: 3}\n`,
    }
    expect(await found(files, ['/a', '/b'])).toHaveLength(1)
    const labelled = { ...files, 'b/kustomization.yaml': `${header}resources: [../labelled]\ncomponents: [../three]\n` }
    const more = { 'labelled/kustomization.yaml': `${header}resources: [../web]\nlabels:\n- pairs: {tier: one}\n` }
    expect(await found({ ...labelled, ...more }, ['/a', '/b'])).toEqual([])
  })
})

test('images that no container uses, or that are like this already', async () => {
  const kustomization = `${header}resources: [web.yaml]
images:
- name: web
  newTag: "2"
- name: registry.example/web
  newTag: "1.0"
`
  expect(await found({ 'kustomization.yaml': kustomization, 'web.yaml': deployment('web') })).toEqual([
    '/kustomization.yaml:5:3 !image-without-effect: no container uses the image web',
    '/kustomization.yaml:7:3 image-without-effect: the image registry.example/web is like this already',
  ])
})

test('replicas with the count that is there', async () => {
  const kustomization = `${header}resources: [a.yaml, b.yaml]\nreplicas:\n- {name: a, count: 2}\n- {name: b, count: 3}\n`
  expect(
    await found({ 'kustomization.yaml': kustomization, 'a.yaml': deployment('a'), 'b.yaml': deployment('b') }),
  ).toEqual(['/kustomization.yaml:5:3 replicas-without-effect: a has 2 replicas already'])
})

test('replacement targets that select nothing', async () => {
  const kustomization = `${header}resources: [web.yaml]
replacements:
- sourceValue: "5"
  targets:
  - select: {kind: Deployment}
    fieldPaths: [spec.replicas]
  - select: {kind: StatefulSet, name: db}
    fieldPaths: [spec.replicas]
- path: more.yaml
`
  const more = 'sourceValue: "5"\ntargets:\n- select: {kind: CronJob}\n  fieldPaths: [spec.schedule]\n'
  const files = { 'kustomization.yaml': kustomization, 'more.yaml': more, 'web.yaml': deployment('web') }
  expect(await found(files)).toEqual([
    '/kustomization.yaml:9:5 !replacement-without-target: the value is copied nowhere: no resource has kind=StatefulSet, name=db',
    '/more.yaml:1:1 !replacement-without-target: the value is copied nowhere: no resource has kind=CronJob',
  ])
})

describe('files that nothing names', () => {
  const patch = '- op: replace\n  path: /spec/replicas\n  value: 3\n'
  const files = {
    'app/kustomization.yaml': `${header}resources: [web.yaml, parts/one.yaml]\n# - parts/switched-off.yaml\n`,
    'app/parts/switched-off.yaml': service('off'),
    'app/web.yaml': deployment('web'),
    'app/parts/one.yaml': service('one'),
    'app/parts/two.yaml': service('two'),
    'app/forgotten.yaml': service('forgotten'),
    'app/patch.yaml': patch,
    'app/settings.env': 'A=B\n',
    'app/values.yaml': 'replicas: 2\n',
    'app/by-hand.yaml': service('by-hand'),
    'app/README.md': 'Then run kubectl apply -f by-hand.yaml\n',
    'app/kind.yaml': 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n',
    'app/parts/scripted.yaml': service('scripted'),
    'tools/run.sh': 'kubectl create -f "$root/app/parts/scripted.yaml"\n',
    'app/docs/example.yaml': service('example'),
    'app/shared.yaml': service('shared'),
    'other/kustomization.yaml': `${header}resources: [../app/shared.yaml]\n`,
  }

  test('are manifests, JSON patches and env files beside what is named', async () => {
    expect(await found(files, ['/app'])).toEqual([
      '/app/forgotten.yaml:1:1 !unlisted-manifest: no kustomization names this manifest',
      '/app/parts/two.yaml:1:1 !unlisted-manifest: no kustomization names this manifest',
      '/app/patch.yaml:1:1 unused-file: no kustomization names this file',
      '/app/settings.env:1:1 unused-file: no kustomization names this file',
    ])
  })

  test('are not looked for beside a kustomization that cannot be read', async () => {
    const broken = { ...files, 'app/parts/kustomization.yaml': 'resources: {}\n' }
    expect((await found(broken, ['/app'])).join()).not.toContain('two.yaml')
  })
})

describe('deprecated fields', () => {
  test('are found with a fix where there is one', async () => {
    const kustomization = `${header}resources: [web.yaml]
commonLabels:
  team: web
vars:
- name: NAME
  objref: {apiVersion: apps/v1, kind: Deployment, name: web}
`
    const { findings } = await lintFiles({ 'kustomization.yaml': kustomization, 'web.yaml': deployment('web') })
    expect(findings.map(({ line, code, message, fix }) => [line, code, message, fix !== undefined])).toEqual([
      [4, 'deprecated-field', '`commonLabels` is deprecated; use `labels` with `includeSelectors: true`', true],
      [6, 'deprecated-field', '`vars` is deprecated; use `replacements`', false],
    ])
  })
})

test('entries that stand twice', async () => {
  const kustomization = `${header}resources: [web.yaml]
components: [c, ./c/]
images:
- {name: registry.example/web, newTag: "2"}
- {name: registry.example/web, newTag: "3"}
`
  const files = {
    'kustomization.yaml': kustomization,
    'web.yaml': deployment('web'),
    'c/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {a: b}\n',
  }
  expect(await found(files)).toEqual([
    '/kustomization.yaml:4:17 !duplicate-entry: `components` has c twice',
    '/kustomization.yaml:7:3 !duplicate-entry: `images` has registry.example/web twice',
  ])
})

describe('labels', () => {
  const base = {
    'base/kustomization.yaml': `${header}resources: [web.yaml, service.yaml]\n`,
    'base/web.yaml': deployment('web'),
    'base/service.yaml': service('web'),
  }

  test('that get into selectors of a base', async () => {
    const overlay = `${header}resources: [../base]\nlabels:\n- includeSelectors: true\n  pairs: {env: prod}\n- pairs: {team: web}\n`
    expect(await found({ ...base, 'prod/kustomization.yaml': overlay }, ['/prod'])).toEqual([
      '/prod/kustomization.yaml:5:3 immutable-selector: changes the selectors of Deployment web, which cannot change once deployed: env=prod',
    ])
  })

  test('that take the place of what the base selects', async () => {
    const overlay = `${header}resources: [../base]\nlabels:\n- includeSelectors: true\n  pairs: {app: shop}\n`
    expect(await found({ ...base, 'prod/kustomization.yaml': overlay }, ['/prod'])).toEqual([
      '/prod/kustomization.yaml:5:3 !immutable-selector: changes the selectors of Deployment web, which cannot change once deployed: app=shop was web',
    ])
  })

  test('that a kustomization gives its own workloads are fine', async () => {
    const own = {
      ...base,
      'base/kustomization.yaml': `${base['base/kustomization.yaml']}labels:\n- includeSelectors: true\n  pairs: {env: prod}\n`,
    }
    expect(await found(own, ['/base'])).toEqual([])
  })

  test('of Pods that a Service no longer finds', async () => {
    const patch = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n      labels:\n        app: other\n`
    const overlay = `${header}resources: [../base]\npatches:\n- path: patch.yaml\n`
    expect(await found({ ...base, 'prod/kustomization.yaml': overlay, 'prod/patch.yaml': patch }, ['/prod'])).toEqual([
      '/base/service.yaml:7:5 !service-without-pods: the Service web selects no Pods any more: none of its namespace has app=web',
    ])
  })

  test('of Pods in another namespace than the Service', async () => {
    const patch = '[{"op": "add", "path": "/metadata/namespace", "value": "elsewhere"}]'
    const overlay = `${header}resources: [../base]\nnamespace: here\npatches:\n- target: {kind: Service}\n  patch: |-\n    ${patch}\n`
    expect(await found({ ...base, 'prod/kustomization.yaml': overlay }, ['/prod'])).toEqual([])
    const later = `${header}resources: [../prod]\npatches:\n- target: {kind: Service}\n  patch: |-\n    ${patch}\n`
    const files = { ...base, 'prod/kustomization.yaml': overlay, 'later/kustomization.yaml': later }
    expect((await found(files, ['/later'])).join()).toContain('service-without-pods')
  })
})

describe('references to ConfigMaps and Secrets', () => {
  const reference = (name: string): string => `        envFrom:\n        - configMapRef:\n            name: ${name}\n`

  test('that the output does not have', async () => {
    const files = {
      'kustomization.yaml': `${header}resources: [web.yaml]\n`,
      'web.yaml': deployment('web', `${reference('settings')}        - secretRef: {name: maybe, optional: true}\n`),
    }
    expect(await found(files)).toEqual(['/web.yaml:20:19 missing-config: the output has no ConfigMap settings'])
  })

  test('that it has, or that another resource makes', async () => {
    const sealed = 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: sealed\n'
    const files = {
      'kustomization.yaml': `${header}resources: [web.yaml, sealed.yaml]\nconfigMapGenerator:\n- name: settings\n  literals: [a=b]\n`,
      'web.yaml': deployment('web', `${reference('settings')}        - secretRef: {name: sealed}\n`),
      'sealed.yaml': sealed,
    }
    expect(await found(files)).toEqual([])
  })

  test('that do not follow the name of a generated one', async () => {
    const files = {
      'kustomization.yaml': `${header}resources: [web.yaml]\nconfigMapGenerator:\n- name: settings\n  namespace: other\n  literals: [a=b]\n`,
      'web.yaml': deployment('web', reference('settings')),
    }
    expect((await found(files)).join()).toMatch(
      /!missing-config: the ConfigMap settings is generated as settings-\w{10}, which this reference does not follow/,
    )
  })
})

test('kustomizations without a type', async () => {
  const files = { 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': deployment('web') }
  expect(await found(files)).toEqual([
    '/kustomization.yaml:1:1 missing-type: the kustomization has no `apiVersion` and no `kind`',
  ])
})

test('a comment switches a finding off', async () => {
  const kustomization = (above: string, beside: string): string =>
    `${header}resources: [web.yaml]\nimages:\n${above}- name: web${beside}\n  newTag: "2"\n`
  const lintWith = (above: string, beside: string): Promise<string[]> =>
    found({ 'kustomization.yaml': kustomization(above, beside), 'web.yaml': deployment('web') })
  expect(await lintWith('# kust-lint-ignore image-without-effect\n', '')).toEqual([])
  expect(await lintWith('', ' # kust-lint-ignore patch-without-match, image-without-effect')).toEqual([])
  expect(await lintWith('# kust-lint-ignore patch-without-match\n', '')).toHaveLength(1)
  expect(await lintWith('# kust-lint-ignore image-without-effect\n\n', '')).toHaveLength(1)
})

test('a target that does not build is an error, and the others are linted', async () => {
  const files = {
    'a/kustomization.yaml': `${header}resources: [missing.yaml]\n`,
    'b/kustomization.yaml': 'resources: [web.yaml]\n',
    'b/web.yaml': deployment('web'),
  }
  const { findings, errors, builds } = await lintFiles(files, ['/a', '/b'])
  expect(errors.map(({ code }) => code)).toEqual(['resource-not-found'])
  expect(findings.map(({ code }) => code)).toEqual(['missing-type'])
  expect(builds.map((build) => build === undefined)).toEqual([true, false])
})
