import { describe, expect, test } from 'vitest'
import { type BuildOptions, build, KustError, memoryFileSystem, type RemoteHost } from '../index.ts'

const configMap = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

/** A host of the given repositories and files; `asked` tells what it was asked for. */
function hostOf(
  repositories: Record<string, Record<string, string>>,
  files: Record<string, string> = {},
  atHand: readonly string[] = [],
): RemoteHost & { asked: string[] } {
  const asked: string[] = []
  const cloneOf = (url: string) => ({
    fileSystem: memoryFileSystem(
      Object.fromEntries(Object.entries(repositories[url]!).map(([path, text]) => [`copy/${path}`, text])),
    ),
    root: '/copy',
    commit: 'c0ffee',
  })
  return {
    asked,
    fetchFile(url) {
      asked.push(`GET ${url}`)
      if (files[url] === undefined) throw new KustError('http-status', 'not found')
      return new TextEncoder().encode(files[url])
    },
    findClone: ({ cloneUrl }) => (atHand.includes(cloneUrl) ? cloneOf(cloneUrl) : undefined),
    clone({ cloneUrl, ref }) {
      asked.push(`clone ${cloneUrl} ${ref}`)
      if (repositories[cloneUrl] === undefined) throw new KustError('git-failed', `no ${cloneUrl}`)
      return cloneOf(cloneUrl)
    },
  }
}

const run = (files: Record<string, string>, options: Partial<BuildOptions> = {}) =>
  build('/', { fileSystem: memoryFileSystem(files), ...options })

async function refusal(files: Record<string, string>, options: Partial<BuildOptions> = {}): Promise<KustError> {
  const error = await run(files, options).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(KustError)
  return error as KustError
}

const remoteBase = { 'kustomization.yaml': 'resources: ["ssh://git@host/shop/web//base?ref=v1"]\n' }
const web = { 'base/kustomization.yaml': 'resources: [a.yaml]\n', 'base/a.yaml': configMap('a') }

describe('a build that may not reach other machines', () => {
  test.each([
    ['resources: [ssh://git@host/shop/web]', 12],
    ['resources: [https://host/a.yaml]', 13],
    ['components: ["github.com/shop/web"]', 14],
    ['patches: [{path: "https://host/a.yaml"}]', 18],
    ['configMapGenerator: [{name: a, files: ["x=https://user:secret@host/a"]}]', 40],
    ['openapi: {path: "https://host/a.json"}', 17],
  ])('refuses %s', async (text) => {
    const error = await refusal({ 'kustomization.yaml': `${text}\n` })
    expect(error).toMatchObject({ code: 'no-remote-host', file: '/kustomization.yaml', line: 1 })
    expect(error.message).toContain('`remote`')
    expect(error.message).not.toContain('secret')
  })

  test('refuses a remote target', async () => {
    const error = await build('https://user:secret@host/shop/web', { fileSystem: memoryFileSystem({}) }).catch((e) => e)
    expect(error).toMatchObject({ code: 'no-remote-host', file: 'https://host/shop/web' })
  })
})

describe('a repository', () => {
  test('is listed with what was read from it', async () => {
    const { files } = await run(remoteBase, { remote: hostOf({ 'ssh://git@host/shop/web': web }) })
    const remote = { kind: 'repository', url: 'ssh://git@host/shop/web', ref: 'v1', commit: 'c0ffee' }
    expect(files.filter((file) => file.remote !== undefined)).toEqual(
      expect.arrayContaining([
        { path: 'ssh://git@host/shop/web//base/a.yaml?ref=v1', found: 'file', remote },
        { path: 'ssh://git@host/shop/web//base/kustomization.yml?ref=v1', found: 'nothing', remote },
      ]),
    )
    expect(files.filter((file) => file.path.includes('/copy'))).toEqual([])
  })

  test('names a mistake in it by its URL, without the password', async () => {
    const remote = hostOf({ 'https://user:secret@host/shop/web': { ...web, 'base/a.yaml': 'a: [\n' } })
    const error = await refusal(
      { 'kustomization.yaml': 'resources: ["https://user:secret@host/shop/web//base"]\n' },
      { remote },
    )
    expect(error).toMatchObject({ code: 'yaml-syntax', file: 'https://host/shop/web//base/a.yaml', line: 1 })
    expect(error.chain).toEqual(['/kustomization.yaml', 'https://host/shop/web//base/kustomization.yaml'])
  })

  test('that is at hand is not asked for', async () => {
    const remote = hostOf({ 'https://host/shop/web': web }, {}, ['https://host/shop/web'])
    await run({ 'kustomization.yaml': 'resources: [https://host/shop/web//base]\n' }, { remote })
    expect(remote.asked).toEqual([])
  })

  test('cannot name a repository on the machine that builds', async () => {
    const remote = hostOf({
      'https://host/shop/web': { 'kustomization.yaml': 'resources: [file:///home/me/secrets]\n' },
      'file:///home/me/secrets': { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': configMap('secret') },
    })
    const error = await refusal({ 'kustomization.yaml': 'resources: [https://host/shop/web]\n' }, { remote })
    expect(error).toMatchObject({ code: 'file-url-in-repository', file: 'https://host/shop/web//kustomization.yaml' })
    expect(remote.asked).not.toContain('clone file:///home/me/secrets ')
  })

  test('cannot do so through another one either', async () => {
    const remote = hostOf({
      'https://host/shop/web': { 'kustomization.yaml': 'resources: [https://host/shop/api]\n' },
      'https://host/shop/api': { 'kustomization.yaml': 'resources: [file:///home/me/secrets]\n' },
    })
    const error = await refusal({ 'kustomization.yaml': 'resources: [https://host/shop/web]\n' }, { remote })
    expect(error.code).toBe('file-url-in-repository')
  })

  test('is confined to itself whatever the build allows', async () => {
    const remote = hostOf({
      'ssh://git@host/shop/web': {
        ...web,
        'base/kustomization.yaml': 'resources: [../b.yaml]\n',
        'b.yaml': configMap('b'),
      },
    })
    const error = await refusal(remoteBase, { remote, loadRestrictor: 'LoadRestrictionsNone' })
    expect(error.code).toBe('outside-root')
  })

  test('may share the paths of the tree that named it', async () => {
    const remote = hostOf({ 'ssh://git@host/shop/web': web })
    const tree = { '/copy/base/kustomization.yaml': 'resources: [ssh://git@host/shop/web//base]\nnamePrefix: x-\n' }
    const { yaml } = await build('/copy/base', { fileSystem: memoryFileSystem(tree), remote })
    expect(yaml).toBe(configMap('x-a'))
  })
})

describe('a file behind a URL', () => {
  test('is read once and listed with its hash', async () => {
    const remote = hostOf({}, { 'https://host/a.env': 'A=1\n' })
    const text = 'configMapGenerator: [{name: a, envs: [https://host/a.env]}, {name: b, envs: [https://host/a.env]}]\n'
    const { files } = await run({ 'kustomization.yaml': text }, { remote })
    expect(remote.asked).toEqual(['GET https://host/a.env'])
    expect(files.filter((file) => file.remote !== undefined)).toEqual([
      {
        path: 'https://host/a.env',
        found: 'file',
        remote: {
          kind: 'file',
          url: 'https://host/a.env',
          sha256: '91d6a3d55e9fea7911c537afae6607c77fa8bc0f3a76c375e104ac5a8cfa84db',
        },
      },
    ])
  })

  test('that grows beyond a limit of the host is not cloned instead', async () => {
    const remote = hostOf({ 'https://host/shop/web': web })
    remote.fetchFile = () => {
      throw new KustError('http-too-large', 'too large')
    }
    const error = await refusal({ 'kustomization.yaml': 'resources: [https://host/shop/web//base]\n' }, { remote })
    expect(error.code).toBe('http-too-large')
    expect(remote.asked).toEqual([])
  })
})

describe('limits of a build', () => {
  test('one file', async () => {
    const files = { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': configMap('a').padEnd(1001, '#') }
    const limits = { maxFileBytes: 1000 }
    expect(await refusal(files, { limits })).toMatchObject({ code: 'file-too-large', file: '/kustomization.yaml' })
    const remote = hostOf({}, { 'https://host/a.yaml': files['a.yaml'] })
    const byUrl = { 'kustomization.yaml': 'resources: [https://host/a.yaml]\n' }
    expect((await refusal(byUrl, { limits, remote })).code).toBe('file-too-large')
  })

  test('all manifests, each as often as it is named', async () => {
    const files = {
      'kustomization.yaml': 'resources: [x, z]\n',
      'x/kustomization.yaml': 'resources: [../base]\nnamePrefix: x-\n',
      'z/kustomization.yaml': 'resources: [../base]\nnamePrefix: z-\n',
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': configMap('a').padEnd(600, '#'),
    }
    expect((await refusal(files, { limits: { maxManifestBytes: 1000 } })).code).toBe('too-many-manifests')
    expect((await run(files, { limits: { maxManifestBytes: 1200 } })).resources).toHaveLength(2)
  })

  test('kustomizations', async () => {
    const files = { 'kustomization.yaml': 'resources: [base]\n', 'base/kustomization.yaml': 'namePrefix: a\n' }
    expect((await refusal(files, { limits: { maxKustomizations: 1 } })).code).toBe('too-many-kustomizations')
    expect((await run(files, { limits: { maxKustomizations: 2 } })).yaml).toBe('')
  })
})
