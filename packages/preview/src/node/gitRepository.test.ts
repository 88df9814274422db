import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from '@kust/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GitRepository, openRepository } from './index.ts'

const limit = 1 << 20
let scratch: string
let root: string
let repository: GitRepository

function git(...args: string[]): string {
  const settings = ['-c', 'user.name=kust', '-c', 'user.email=kust@localhost']
  return execFileSync('git', [...settings, ...args], { cwd: root, encoding: 'utf8' }).trim()
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-git-')))
  root = join(scratch, 'repository')
  mkdirSync(root)
  git('init', '--quiet')
  write('base/kustomization.yaml', 'resources: [web.yaml]\n')
  write('base/web.yaml', 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n')
  write('prod/kustomization.yaml', 'resources: [../linked]\nnamePrefix: prod-\n')
  write('ä b/"c".txt', 'odd')
  write('binary', new Uint8Array([0, 10, 255, 10, 10]))
  write('empty', '')
  write('large', 'x'.repeat(300_000))
  symlinkSync('base', join(root, 'linked'))
  symlinkSync('../linked/web.yaml', join(root, 'prod', 'file-link'))
  symlinkSync('circle', join(root, 'circle'))
  symlinkSync(scratch, join(root, 'outside'))
  git('add', '--all')
  git('commit', '--quiet', '--message', 'first')
  git('tag', 'first')
  rmSync(join(root, 'base'), { recursive: true })
  repository = await openRepository(root)
})
afterAll(() => {
  repository.dispose()
  rmSync(scratch, { recursive: true })
})

describe('a revision as a file system', () => {
  test.each([
    ['base', { path: 'base', kind: 'directory' }],
    ['linked', { path: 'base', kind: 'directory' }],
    ['linked/web.yaml', { path: 'base/web.yaml', kind: 'file' }],
    ['prod/file-link', { path: 'base/web.yaml', kind: 'file' }],
    ['outside/repository/linked/web.yaml', { path: 'base/web.yaml', kind: 'file' }],
    ['', { path: '', kind: 'directory' }],
    ['nothing', undefined],
    ['base/web.yaml/below', undefined],
    ['circle', undefined],
    ['.git/HEAD', undefined],
  ])('%s leads to %j', async (path, wanted) => {
    const { fileSystem } = await repository.revision('first')
    const at = (relative: string): string => (relative === '' ? root : join(root, relative))
    expect(await fileSystem.resolve(at(path))).toEqual(wanted && { ...wanted, path: at(wanted.path) })
  })

  test('files have their bytes, also asked for all at once', async () => {
    const { fileSystem } = await repository.revision('first')
    const read = async (path: string): Promise<string | undefined> => {
      const bytes = await fileSystem.readFile(join(root, path), limit)
      return bytes && Buffer.from(bytes).toString('latin1')
    }
    const paths = ['binary', 'empty', 'large', 'ä b/"c".txt', 'base/web.yaml', 'base', 'nothing']
    expect(await Promise.all(paths.map(read))).toEqual([
      '\0\n\xff\n\n',
      '',
      'x'.repeat(300_000),
      'odd',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n',
      undefined,
      undefined,
    ])
  })

  test('a file over the limit is told by its size, and the next one is whole', async () => {
    const { fileSystem } = await repository.revision('HEAD')
    const [large, after] = await Promise.all([
      fileSystem.readFile(join(root, 'large'), 1000),
      fileSystem.readFile(join(root, 'binary'), 1000),
    ])
    expect(large).toHaveLength(1001)
    expect(after).toHaveLength(5)
  })

  test('builds what the work tree no longer has, and writes nothing', async () => {
    const status = git('status', '--porcelain')
    const { fileSystem } = await repository.revision('first')
    const { yaml } = await build(join(root, 'prod'), { fileSystem })
    expect(yaml).toBe('apiVersion: v1\nkind: Service\nmetadata:\n  name: prod-web\n')
    expect(git('status', '--porcelain')).toBe(status)
    await expect(build(join(root, 'prod'), repository.workTree())).rejects.toMatchObject({ code: 'resource-not-found' })
  })

  test('fingerprints are those of the disk', async () => {
    const { fileSystem } = await repository.revision('first')
    const disk = repository.workTree().fileSystem
    for (const path of ['binary', 'empty', 'large']) {
      expect(await fileSystem.fingerprint(join(root, path))).toBe(await disk.fingerprint(join(root, path)))
    }
  })
})

test('a name is never an option of git, and no command', async () => {
  const marker = join(scratch, 'marker')
  for (const name of [
    '',
    '-h',
    `--output=${marker}`,
    '--exec=touch',
    'none',
    `$(touch ${marker})`,
    'first..HEAD',
    'a\0b',
  ]) {
    await expect(repository.revision(name)).rejects.toMatchObject({ code: 'unknown-revision' })
  }
  expect(() => execFileSync('ls', [marker], { stdio: 'ignore' })).toThrow()
})

test('a repository cannot have programs started', async () => {
  const marker = join(scratch, 'ran')
  const other = join(scratch, 'hostile')
  mkdirSync(other)
  const run = (...args: string[]): string => execFileSync('git', ['-C', other, ...args], { encoding: 'utf8' })
  run('init', '--quiet')
  writeFileSync(join(other, 'kustomization.yaml'), 'namePrefix: a-\n')
  run('add', '.')
  run('-c', 'user.name=a', '-c', 'user.email=b@c', 'commit', '--quiet', '--message', 'a')
  run('config', 'core.fsmonitor', `touch ${marker}`)
  run('config', 'core.pager', `touch ${marker}`)
  const opened = await openRepository(other)
  await opened.revision('HEAD')
  expect(await opened.workTree().files()).toEqual([join(other, 'kustomization.yaml')])
  opened.dispose()
  expect(() => execFileSync('ls', [marker], { stdio: 'ignore' })).toThrow()
})

test('what is no repository is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kust-none-'))
  await expect(openRepository(folder)).rejects.toMatchObject({ code: 'not-a-repository' })
})
