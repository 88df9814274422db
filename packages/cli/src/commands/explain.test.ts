import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { kust } from '../kust.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'kust-explain-')))
const files: Record<string, string> = {
  'base/kustomization.yaml':
    'resources:\n- web.yaml\nconfigMapGenerator:\n- name: settings\n  literals:\n  - mode=plain\n',
  'base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
      - image: web:1
        name: web
`,
  'prod/kustomization.yaml': `resources:
- ../base
namePrefix: prod-
images:
- name: web
  newTag: "2"
patches:
- path: replicas.yaml
transformers:
- annotate.yaml
generators:
- extra.yaml
`,
  'prod/replicas.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n',
  'prod/annotate.yaml':
    '# all of them\napiVersion: builtin\nkind: AnnotationsTransformer\nmetadata:\n  name: annotate\nannotations:\n  team: shop\nfieldSpecs:\n- path: metadata/annotations\n  create: true\n',
  'prod/extra.yaml': '\napiVersion: builtin\nkind: ConfigMapGenerator\nmetadata:\n  name: extra\nliterals:\n- a=b\n',
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** Runs `kust explain`; paths are shown as seen from the root of the tree. */
async function explain(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const status = await kust(['explain', join(root, 'prod'), ...args], {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { status, out: fromRoot(out), err: fromRoot(err) }
}

function fromRoot(text: string): string {
  return text.replaceAll(`${root}/`, '').replaceAll(`${relative(process.cwd(), root)}/`, '')
}

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

interface Explained {
  readonly kind: string
  readonly name: string
  readonly fields: readonly {
    readonly path: readonly (string | number)[]
    readonly value: unknown
    readonly line: number
    readonly changes: readonly {
      readonly by: string
      readonly field?: Place
      readonly value?: Place
      readonly json?: string
    }[]
  }[]
  readonly removed: readonly unknown[]
}

async function explainJson(...args: string[]): Promise<Explained[]> {
  const { status, out, err } = await explain(...args, '--format', 'json')
  expect([status, err]).toEqual([0, ''])
  return JSON.parse(out) as Explained[]
}

describe('for people', () => {
  test('the output has its last writers beside it', async () => {
    const { status, out } = await explain('Deployment/prod-web')
    expect(status).toBe(0)
    const rows = out
      .trimEnd()
      .split('\n')
      .map((row) => row.split(/ +\| /))
    const output = await built()
    expect(rows.map(([, line]) => line).join('\n')).toBe(output.slice(output.indexOf('apiVersion: apps/v1')).trimEnd())
    const writers = new Map(rows.map(([writer, line]) => [line!.trim(), writer]))
    expect(writers.get('replicas: 3')).toBe('prod/replicas.yaml:6')
    expect(writers.get('- image: web:2')).toBe('prod/kustomization.yaml:5')
    expect(writers.get('name: prod-web')).toBe('prod/kustomization.yaml:3')
    expect(writers.get('name: web')).toBe('base/web.yaml:11')
    expect(writers.get('metadata:')).toBe('')
  })

  test('a field has its writers, the first one first', async () => {
    expect(await explain('prod-web', 'spec.replicas')).toEqual({
      status: 0,
      out: `Deployment/prod-web spec.replicas
  1  base/web.yaml:6:13       resource (base/kustomization.yaml:2:3)
  3  prod/replicas.yaml:6:13  PatchTransformer (prod/kustomization.yaml:8:3)
`,
      err: '',
    })
  })

  test('list elements go by position or by name', async () => {
    const { out } = await explain('prod-web', 'spec.template.spec.containers.[name=web].image')
    expect(out).toContain('  "web:2"  prod/kustomization.yaml:5:3  ImageTagTransformer')
    expect((await explain('prod-web', 'spec.template.spec.containers[0].image')).out).toBe(out)
  })

  test('a source leads to the fields that come from it', async () => {
    const { out } = await explain('--source', join(root, 'prod/replicas.yaml:6'))
    expect(out.match(/^\S+ \S+$/gm)).toEqual(['Deployment/prod-web spec.replicas'])
    const all = await explain('--source', join(root, 'base/web.yaml'))
    expect(all.out.match(/^Deployment\/prod-web /gm)).toHaveLength(6)
    expect((await explain('--source', join(root, 'base/none.yaml'))).out).toBe('')
  })

  test.each([
    [['no-such'], 'the output has no resource `no-such`; it has '],
    [['prod-web', 'spec.nothing'], 'there is no field `spec.nothing`'],
    [['--format', 'xml'], '--format is text or json; found `xml`'],
    [['a', 'b', 'c'], 'explain takes a directory, a resource and a field; found 4'],
  ])('%j is a mistake', async (args, message) => {
    const { status, out, err } = await explain(...args)
    expect([status, out]).toEqual([1, ''])
    expect(err).toContain(`error: ${message}`)
  })
})

describe('for programs', () => {
  test('the form is that of the documentation', async () => {
    expect(await explainJson('prod-web', 'spec.replicas')).toEqual([
      {
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        name: 'prod-web',
        namespace: '',
        clusterScoped: false,
        fields: [
          {
            path: ['spec', 'replicas'],
            value: 3,
            line: 8,
            changes: [
              {
                by: 'resource',
                field: { file: 'base/kustomization.yaml', line: 2, column: 3 },
                value: { file: 'base/web.yaml', line: 6, column: 13 },
                json: '1',
              },
              {
                by: 'PatchTransformer',
                field: { file: 'prod/kustomization.yaml', line: 8, column: 3 },
                value: { file: 'prod/replicas.yaml', line: 6, column: 13 },
                json: '3',
              },
            ],
          },
        ],
        removed: [],
      },
    ])
  })

  test('what plugins write comes from their configurations', async () => {
    const [web] = await explainJson('prod-web', 'metadata.annotations')
    expect(web!.fields[0]!.changes).toEqual([
      { by: 'AnnotationsTransformer', field: { file: 'prod/annotate.yaml', line: 2, column: 1 }, json: '"shop"' },
    ])
    const resources = await explainJson()
    const extra = resources.find(({ name }) => name.includes('extra'))!
    const data = extra.fields.find(({ path }) => path.join('.') === 'data.a')!
    expect(data.changes[0]).toMatchObject({ by: 'ConfigMapGenerator', field: { file: 'prod/extra.yaml', line: 2 } })
  })

  test('the hash of a name has no place', async () => {
    const resources = await explainJson()
    const settings = resources.find(({ name }) => name.includes('settings'))!
    const name = settings.fields.find(({ path }) => path.join('.') === 'metadata.name')!
    expect(name.changes.map(({ by }) => by)).toEqual(['ConfigMapGenerator', 'PrefixTransformer', 'hash'])
    expect(name.changes.at(-1)).toEqual({ by: 'hash', json: JSON.stringify(settings.name) })
  })
})

async function built(): Promise<string> {
  let out = ''
  await kust(['build', join(root, 'prod')], {
    out: (text) => {
      out += text
    },
    err: () => {},
  })
  return out
}
