import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rules } from '@kust/lint'
import { describe, expect, test } from 'vitest'
import { kust } from '../kust.ts'

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

function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'kust-lint-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const header = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'
const web = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n'

describe('the exit status', () => {
  test('is 0 where nothing is wrong, or only notes are made', async () => {
    const root = tree({ 'a/kustomization.yaml': `${header}resources: [web.yaml]\n`, 'a/web.yaml': web })
    expect(await run('lint', join(root, 'a'))).toEqual({ status: 0, out: '', err: '' })
    const noted = tree({ 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': web })
    const { status, out } = await run('lint', noted)
    expect([status, out.split('\n').at(-2)]).toEqual([0, '0 warnings, 1 note; --fix may mend 1'])
  })

  test('is 1 with warnings', async () => {
    const root = tree({ 'kustomization.yaml': `${header}resources: [web.yaml]\n`, 'web.yaml': web, 'more.yaml': web })
    const { status, out, err } = await run('lint', root)
    expect([status, err]).toEqual([1, ''])
    expect(out).toContain('more.yaml\n  1:1      warning  no kustomization names this manifest  [unlisted-manifest]\n')
  })

  test('is 2 if something does not build; the rest is told nevertheless', async () => {
    const root = tree({
      'a/kustomization.yaml': `${header}resources: [missing.yaml]\n`,
      'b/kustomization.yaml': 'resources: [web.yaml]\n',
      'b/web.yaml': web,
    })
    const { status, out, err } = await run('lint', '--all', root)
    expect(status).toBe(2)
    expect(out).toContain('[missing-type]')
    expect(err).toContain('error[resource-not-found]')
    expect(err).toContain('1 of 2 kustomizations could not be rendered\n')
  })

  test.each([
    [['--format', 'xml'], '--format is pretty, json, sarif, github; found `xml`'],
    [['--rule', 'no-such'], 'there is no rule `no-such`; there are patch-without-match'],
    [['--all', '.', '.'], '--all takes one directory'],
  ])('is 2 for %j', async (flags, message) => {
    const { status, out, err } = await run('lint', ...flags)
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })
})

test('only the rules that are asked for', async () => {
  const root = tree({ 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': web, 'more.yaml': web })
  const codes = async (...flags: string[]): Promise<string[]> => {
    const { out } = await run('lint', root, '--format', 'json', ...flags)
    return (JSON.parse(out) as { code: string }[]).map(({ code }) => code)
  }
  expect(await codes()).toEqual(['missing-type', 'unlisted-manifest'])
  expect(await codes('--rule', 'unlisted-manifest')).toEqual(['unlisted-manifest'])
  expect(await codes('--ignore', 'unlisted-manifest')).toEqual(['missing-type'])
})

test('--fix writes what leaves the output as it is, and tells of the rest', async () => {
  const kustomization = `# The web\r\nbases:\r\n- base # all of it\r\nnamePrefix: my-\r\npatchesJson6902:\r\n- target: {version: v1, kind: Service, name: my-web}\r\n  patch: '[{"op": "add", "path": "/spec", "value": {"type": "NodePort"}}]'\r\n`
  const root = tree({
    'kustomization.yaml': kustomization,
    'base/kustomization.yaml': `${header}resources: [web.yaml]\n`,
    'base/web.yaml': web,
  })
  const before = (await run('build', root)).out
  const { status, err } = await run('lint', root, '--fix')
  // As one of `patches` the patch would come before the prefix, and not find what it is for.
  expect(status).toBe(1)
  expect(err).toMatch(/not fixed .*kustomization\.yaml:5 \[deprecated-field\]: the output would change\n/)
  expect(readFileSync(join(root, 'kustomization.yaml'), 'utf8')).toBe(
    kustomization.replace('bases:', 'apiVersion: kustomize.config.k8s.io/v1beta1\r\nkind: Kustomization\r\nresources:'),
  )
  expect((await run('build', root)).out).toBe(before)
})

test('the documentation lists all rules', () => {
  const text = readFileSync(new URL('../../../../docs/lint.md', import.meta.url), 'utf8')
  const documented = text.slice(text.indexOf('## Rules\n') + '## Rules\n'.length)
  const expected = rules.map(({ code, severity, summary, help, fixable }) => {
    const head = `${severity === 'warning' ? 'Warning' : 'Note'}${fixable ? ', with a fix' : ''}`
    return `### ${code}\n\n${head}: ${summary}.\n\n${help}`
  })
  expect(oneLine(documented)).toBe(oneLine(expected.join('\n\n')))
})

/** Line breaks within a paragraph are the formatter's. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
