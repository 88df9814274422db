import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../scripts/bundle.mjs'

let scratch: string
let root: string
beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-preview-')))
  root = join(scratch, 'repository')
  await bundle(join(scratch, 'dist'))
  mkdirSync(root)
  git('init', '--quiet')
  write('base/kustomization.yaml', 'resources: [web.yaml]\n')
  write('base/web.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: ClusterIP\n')
  for (const name of ['dev', 'prod']) {
    write(`apps/${name}/kustomization.yaml`, `resources: [../../base]\nnamePrefix: ${name}-\n`)
  }
  write('apps/key/kustomization.yaml', 'secretGenerator: [{name: key, envs: [key.env]}]\n')
  write('apps/key/key.env', 'token=first\n')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'first')
  git('tag', 'first')
})
afterAll(() => rmSync(scratch, { recursive: true }))

function git(...args: string[]): string {
  const settings = ['-c', 'user.name=kust', '-c', 'user.email=kust@localhost']
  return execFileSync('git', [...settings, ...args], { cwd: root, encoding: 'utf8' })
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

interface Ran {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

function kust(...args: string[]): Ran {
  return kustWith('', args)
}

function kustWith(input: string, args: readonly string[], cwd = root): Ran {
  const env = { ...process.env, KUST_CACHE_DIR: join(scratch, 'cache') }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(scratch, 'dist', 'kust.js'), ...args], {
    cwd,
    env,
    input,
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}

/** Does work after a change that is undone behind it. */
function changed(files: Record<string, string>, work: () => void): void {
  try {
    for (const [path, content] of Object.entries(files)) write(path, content)
    work()
  } finally {
    git('reset', '--quiet', '--hard', 'first')
    git('clean', '--quiet', '-d', '--force')
  }
}

const patched = { 'apps/prod/kustomization.yaml': 'resources: [../../base]\nnamePrefix: prod-\nnamespace: shop\n' }

describe('kust diff', () => {
  test('compares directories, and answers with its status', () => {
    const { status, out, err } = kust('diff', 'apps/dev', 'apps/prod')
    expect({ status, err }).toEqual({ status: 1, err: '' })
    expect(out).toContain('-  name: dev-web\n')
    expect(kust('diff', 'apps/dev', 'apps/dev')).toEqual({ status: 0, out: '', err: '' })
    expect(kust('diff', 'apps/dev', 'apps/none')).toMatchObject({ status: 2, out: '' })
    expect(kust('diff', 'apps/dev')).toMatchObject({ status: 2, out: '' })
  })

  test('compares with what was rendered before, from a file or a pipe', () => {
    const { out } = kust('build', 'apps/dev')
    expect(kustWith(out, ['diff', '-', 'apps/dev'])).toEqual({ status: 0, out: '', err: '' })
    const file = join(scratch, 'rendered.yaml')
    writeFileSync(file, out.replace('ClusterIP', 'NodePort'))
    expect(kust('diff', file, 'apps/dev', '--format', 'fields').out).toContain('~ spec.type: "NodePort" -> "ClusterIP"')
  })

  test('compares with a cluster', () => {
    const item = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'dev-web', namespace: 'x', uid: 'u' } }
    const list = (type: string): string =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [{ ...item, spec: { type, clusterIP: '10.0.0.1' }, status: {} }],
      })
    expect(kustWith(list('ClusterIP'), ['diff', 'apps/dev', '--live', '-'])).toEqual({ status: 0, out: '', err: '' })
    const { status, out } = kustWith(list('NodePort'), ['diff', 'apps/dev', '--live', '-'])
    expect(status).toBe(1)
    expect(out).toMatch(/-\s+type: NodePort\n\+\s+type: ClusterIP\n/)
  })

  test('two revisions differ as their checkouts do, and nothing is written', () => {
    git('checkout', '--quiet', '-b', 'change')
    write('base/web.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: NodePort\n')
    git('commit', '--quiet', '--all', '--message', 'second')
    const [before, after] = ['first', 'change'].map((name) => {
      git('checkout', '--quiet', name)
      cpSync(root, join(scratch, name), { recursive: true })
      return join(scratch, name, 'apps/prod')
    })
    git('checkout', '--quiet', 'first')
    const status = git('status', '--porcelain', '--ignored')
    const index = readFileSync(join(root, '.git/index'))
    const revisions = kust('diff', '--base', 'first', '--head', 'change', 'apps/prod')
    expect(revisions.status).toBe(1)
    const hunks = (text: string): string => text.replaceAll(/^(---|\+\+\+) .*\n/gm, '')
    expect(hunks(revisions.out)).toBe(hunks(kust('diff', before!, after!).out))
    expect(git('status', '--porcelain', '--ignored')).toBe(status)
    expect(readFileSync(join(root, '.git/index')).equals(index)).toBe(true)
  })

  test('all of a repository: what changes, comes and goes, and what no longer renders', () => {
    changed({ ...patched, 'apps/new/kustomization.yaml': 'resources: [../../base]\n' }, () => {
      const { status, out } = kust('diff', '--base', 'first', '--all', '.', '--format', 'json')
      expect(status).toBe(1)
      const { counts, environments } = JSON.parse(out)
      expect(counts).toEqual({ added: 2, removed: 1, changed: 0 })
      expect(environments.map((one: { name: string; change: string }) => `${one.name} ${one.change}`)).toEqual([
        'apps/new added',
        'apps/prod changed',
      ])
    })
    changed({ 'apps/prod/kustomization.yaml': 'resources: [none.yaml]\n' }, () => {
      const { status, out } = kust('diff', '--base', 'first', '--all', '.')
      expect(status).toBe(2)
      expect(out).toContain('! apps/prod cannot be rendered after the change:')
      expect(out).toContain('error[resource-not-found]')
    })
  })

  test('values of Secrets are in no format', () => {
    changed({ 'apps/key/key.env': 'token=second\n' }, () => {
      for (const format of ['text', 'fields', 'json', 'markdown', 'github', 'gitlab']) {
        const { status, out } = kust('diff', '--base', 'first', '--all', '.', '--format', format)
        expect(status).toBe(1)
        expect(out).not.toMatch(/Zmlyc3Q|c2Vjb25k|first|second/)
        expect(out).toContain('key')
      }
      expect(kust('diff', '--base', 'first', 'apps/key', '--show-secrets').out).toContain('c2Vjb25k')
    })
  })

  test('annotations point at the line that wrote the field', () => {
    changed(patched, () => {
      const { out } = kust('diff', '--base', 'first', '--all', '.', '--format', 'github')
      expect(out).toMatch(/^::warning file=apps\/prod\/kustomization\.yaml,line=\d,title=kust::/)
    })
    const type = { 'base/web.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: NodePort\n' }
    changed(type, () => {
      const { out } = kust('diff', '--base', 'first', 'apps/prod', '--format', 'github')
      expect(out).toBe(
        '::warning file=base/web.yaml,line=6,title=kust::apps/prod: Service prod-web: spec.type was "ClusterIP", is "NodePort"\n',
      )
    })
  })

  test.each([
    [['diff', '--head', 'first', '.'], '--head and --all go with --base'],
    [['diff', '--base=-x', '.'], 'is no name of a commit'],
    [['diff', '--base', 'none', '.'], 'git knows no commit `none`'],
    [['diff', '--base', 'first', '--enable-helm', '.'], 'check both out'],
    [['diff', 'apps/dev', 'apps/prod', '--format', 'html'], '--format is'],
    [['affected'], 'needs --base'],
    [['affected', '--base', 'first', '--shard', '4/3'], '--shard is'],
  ])('refuses %j', (args, message) => {
    const { status, out, err } = kust(...args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('kust affected', () => {
  test('lists by files, and exactly', () => {
    changed({ 'base/web.yaml': `${readFileSync(join(root, 'base/web.yaml'), 'utf8')}# a comment\n` }, () => {
      expect(kust('affected', '--base', 'first')).toEqual({ status: 0, out: 'apps/dev\napps/prod\n', err: '' })
      expect(kust('affected', '--base', 'first', '--exact')).toEqual({ status: 0, out: '', err: '' })
      expect(kust('affected', '--base', 'first', 'apps/pr*', '--exit-code')).toMatchObject({
        status: 1,
        out: 'apps/prod\n',
      })
    })
  })

  test('gives a matrix, and parts of it by their cost', () => {
    changed(
      { 'base/web.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: api\n', 'apps/key/key.env': 'a=b\n' },
      () => {
        const { include } = JSON.parse(kust('affected', '--base', 'first', '--format', 'json').out)
        expect(include).toMatchObject([
          { folder: 'apps/dev', change: 'changed', because: ['base/web.yaml'] },
          { folder: 'apps/key', because: ['apps/key/key.env'] },
          { folder: 'apps/prod' },
        ])
        const costs = join(scratch, 'costs.json')
        writeFileSync(costs, '{"apps/dev": 1, "apps/prod": 2, "apps/key": 3}')
        const part = (shard: string): string =>
          kust('affected', '--base', 'first', '--shard', shard, '--costs', costs).out
        expect([part('1/2'), part('2/2')]).toEqual(['apps/key\n', 'apps/dev\napps/prod\n'])
      },
    )
  })
})

test('kust deps lists what a build reads, in several forms', () => {
  expect(kust('deps', 'apps/prod').out).toBe('apps/prod/kustomization.yaml\nbase/kustomization.yaml\nbase/web.yaml\n')
  expect(kust('deps', 'apps/prod', '--format', 'dot').out).toContain('  "apps/prod" -> "base/web.yaml";\n')
  expect(kust('deps', 'apps/prod', '--format', 'mermaid').out).toContain('target --> f2["base/web.yaml"]\n')
  expect(JSON.parse(kust('deps', 'apps/prod', '--format', 'json').out).files).toContainEqual({
    path: 'apps/prod/kustomization.yml',
    found: 'nothing',
  })
})

describe('the action', () => {
  const script = fileURLToPath(new URL('../../../action/preview.mjs', import.meta.url))

  function act(variables: Record<string, string>): Ran & { readonly outputs: string; readonly summary: string } {
    const files = { GITHUB_OUTPUT: join(scratch, 'outputs'), GITHUB_STEP_SUMMARY: join(scratch, 'summary') }
    for (const file of Object.values(files)) writeFileSync(file, '')
    const command = `${process.execPath} ${join(scratch, 'dist', 'kust.js')}`
    const env = {
      ...process.env,
      ...files,
      KUST_COMMAND: command,
      KUST_COMMENT_FILE: join(scratch, 'comment.md'),
      ...variables,
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: root, env, encoding: 'utf8' })
    const [outputs, summary] = Object.values(files).map((file) => readFileSync(file, 'utf8'))
    return { status, out: stdout, err: stderr, outputs: outputs!, summary: summary! }
  }

  test('writes the comment, the summary and what is affected', () => {
    changed(patched, () => {
      const { status, out, outputs, summary } = act({ KUST_BASE: 'first' })
      expect(status).toBe(0)
      expect(out).toContain('::warning file=apps/prod/kustomization.yaml,line=')
      const comment = readFileSync(join(scratch, 'comment.md'), 'utf8')
      expect(comment).toContain('| `apps/prod` |')
      expect(comment).toContain('+  namespace: shop')
      expect(summary).toBe(comment)
      expect(outputs).toMatch(/^affected<<(\S+)\n\{"include":\[\{"folder":"apps\/prod".*\n\1\n/)
      expect(outputs).toMatch(/changed<<(\S+)\ntrue\n\1\n/)
    })
  })

  test('says so when nothing changes, and fails when something does not render', () => {
    const same = act({ KUST_BASE: 'first' })
    expect(same).toMatchObject({ status: 0, out: '' })
    expect(same.summary).toContain('no rendered manifest changes')
    changed({ 'apps/dev/kustomization.yaml': 'resources: [none.yaml]\n' }, () => {
      const { status, summary } = act({ KUST_BASE: 'first' })
      expect(status).toBe(1)
      expect(summary).toContain('cannot be rendered')
    })
  })

  test('takes nothing in its input for a command', () => {
    const { status, out } = act({ KUST_BASE: '$(touch marker); --output=x' })
    expect(status).toBe(1)
    expect(out).toContain('::error')
    expect(git('status', '--porcelain')).toBe('')
  })
})
