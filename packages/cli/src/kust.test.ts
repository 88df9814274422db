import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { kust } from './kust.ts'

const web = `apiVersion: v1
kind: Service
metadata:
  name: web
`

function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'kust-cli-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const status = await kust(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { status, out, err }
}

describe('kust build', () => {
  test('renders to standard output', async () => {
    const root = tree({ 'kustomization.yaml': 'resources: [web.yaml]\nnamePrefix: my-\n', 'web.yaml': web })
    expect(await run('build', root)).toEqual({ status: 0, out: web.replace('web', 'my-web'), err: '' })
  })

  test('has an alias for those used to kubectl', async () => {
    const root = tree({ 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': web })
    expect((await run('kustomize', root)).out).toBe(web)
  })

  test('prints nothing but the error when anything fails', async () => {
    const root = tree({ 'kustomization.yaml': 'resources: [web.yaml, missing.yaml]\n', 'web.yaml': web })
    const { status, out, err } = await run('build', root)
    expect(status).toBe(1)
    expect(out).toBe('')
    expect(err).toContain('error[resource-not-found]: there is no file or folder `missing.yaml`')
    expect(err).toMatch(/kustomization\.yaml:1:23\n/)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test('prints warnings in the reference words on standard error, also before a failure', async () => {
    const root = tree({ 'kustomization.yaml': 'bases: [base]\n' })
    const { status, err } = await run('build', root)
    expect(status).toBe(1)
    expect(err.split('\n')[0]).toMatch(/^# Warning: 'bases' is deprecated\. Please use 'resources' instead\./)
  })

  test('writes to a file', async () => {
    const root = tree({ 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': web })
    expect(await run('build', root, '-o', join(root, 'out.yaml'))).toEqual({ status: 0, out: '', err: '' })
    expect(readFileSync(join(root, 'out.yaml'), 'utf8')).toBe(web)
  })

  test('writes a file for each resource to a directory', async () => {
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: Web\n  namespace: shop\n'
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n'
    const root = tree({
      'kustomization.yaml': 'resources: [all.yaml]\n',
      'all.yaml': [web, deployment, namespace].join('---\n'),
      'out/.keep': '',
    })
    await run('build', root, `--output=${join(root, 'out')}`)
    expect(readdirSync(join(root, 'out')).sort()).toEqual([
      '.keep',
      'default_v1_service_web.yaml',
      'shop_apps_v1_deployment_web.yaml',
      'v1_namespace_shop.yaml',
    ])
    expect(readFileSync(join(root, 'out', 'default_v1_service_web.yaml'), 'utf8')).toBe(web)
  })

  test('writes no file outside the directory, whatever a resource is called', async () => {
    const root = tree({
      'kustomization.yaml': 'resources: [web.yaml]\n',
      'web.yaml': web.replace('name: web', 'name: ../../web'),
      'out/.keep': '',
    })
    const { status, err } = await run('build', root, '-o', join(root, 'out'))
    expect(status).toBe(1)
    expect(err).toContain('error[unsafe-file-name]')
  })

  test.each([
    [['build', '--load-restrictor', 'foo'], '--load-restrictor is LoadRestrictionsRootOnly or LoadRestrictionsNone'],
    [['build', '--reorder=foo'], '--reorder is legacy or none'],
    [['build', '--all', '.', 'b'], '--all takes one directory'],
    [['build', '--all', 'missing'], 'missing is no directory'],
    [['build', '.', '..', '-o', 'package.json'], '--output is a directory'],
    [['build', '--nope'], '--nope'],
    [['render'], 'there is no command `render`'],
  ])('refuses %j', async (args, message) => {
    const { status, out, err } = await run(...args)
    expect(status).toBe(1)
    expect(out).toBe('')
    expect(err).toContain(message)
  })

  const fleet = {
    'base/kustomization.yaml': 'commonLabels: {a: b}\nresources: [web.yaml]\n',
    'base/web.yaml': web,
    'apps/one/prod/kustomization.yaml': 'namePrefix: one-\nresources: [../../../base]\n',
    'apps/two/prod/kustomization.yaml': 'namePrefix: two-\nresources: [../../../base]\n',
    'apps/two/part/kustomization.yaml': 'kind: Component\n',
  }

  test('renders several directories one after the other, and warns once of what they share', async () => {
    const root = tree(fleet)
    const [one, two] = ['one', 'two'].map((app) => join(root, 'apps', app, 'prod'))
    const alone = [await run('build', one!), await run('build', two!)]
    const { status, out, err } = await run('build', one!, two!)
    expect(status).toBe(0)
    expect(out).toBe(alone.map((result) => result.out).join('---\n'))
    expect(err).toBe(alone[0]!.err)
  })

  test('renders every leaf below a directory, to a file for each', async () => {
    const root = tree(fleet)
    const out = join(root, 'out')
    const { status } = await run('build', '--all', root, '-o', out)
    expect(status).toBe(0)
    expect(
      readdirSync(out, { recursive: true })
        .filter((name) => String(name).endsWith('.yaml'))
        .sort(),
    ).toEqual([join('apps', 'one', 'prod.yaml'), join('apps', 'two', 'prod.yaml')])
    expect(readFileSync(join(out, 'apps', 'one', 'prod.yaml'), 'utf8')).toBe(
      (await run('build', join(root, 'apps', 'one', 'prod'))).out,
    )
  })

  test('tells of all mistakes in several directories, and writes nothing', async () => {
    const root = tree({
      ...fleet,
      'apps/two/prod/kustomization.yaml': 'resources: [a.yaml]\n',
      'bad/kustomization.yaml': 'a: b\n',
    })
    const { status, out, err } = await run('build', '--all', root)
    expect(status).toBe(1)
    expect(out).toBe('')
    expect(err).toContain('error[resource-not-found]')
    expect(err).toMatch(/bad\/kustomization\.yaml:1:1\n/)
    expect(err).toContain('2 of 3 kustomizations could not be rendered; nothing was written\n')
  })

  // The fixtures under `errors/` that only a command line can bring about.
  const fixtures = new URL('../../../test-fixtures/errors/', import.meta.url)
  const onCommandLine = readdirSync(fixtures)
    .filter((name) => existsSync(new URL(`${name}/case.json`, fixtures)))
    .map((name) => [name, JSON.parse(readFileSync(new URL(`${name}/case.json`, fixtures), 'utf8'))] as const)
    .filter(([, settings]) => settings.commandLine === true)

  test.each(onCommandLine)('refuses the fixture %s', async (name, { flags }) => {
    const { status, out, err } = await run('build', fileURLToPath(new URL(`${name}/in`, fixtures)), ...flags)
    expect(status).toBe(1)
    expect(out).toBe('')
    expect(err).toMatch(/^error: /)
  })

  test('reads outside the root only when told', async () => {
    const root = tree({ 'app/kustomization.yaml': 'resources: [../web.yaml]\n', 'web.yaml': web })
    expect((await run('build', join(root, 'app'))).err).toContain('error[outside-root]')
    const allowed = await run('build', join(root, 'app'), '--load-restrictor=LoadRestrictionsNone')
    expect(allowed.out).toBe(web)
  })
})

test('--version names kust and what it reproduces', async () => {
  expect((await run('--version')).out).toMatch(/^kust \d+\.\d+\.\d+ \(kustomize v5\.8\.1, kubectl v1\.36\.3\)\n$/)
})

test('help lists the commands and the flags that count', async () => {
  expect((await run('help')).out).toContain('kust build [DIR...]')
  const { out } = await run('build', '--help')
  expect(out).toContain('--load-restrictor VALUE')
  expect(out).not.toContain('--reorder')
})
