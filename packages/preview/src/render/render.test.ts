import { parseManifests } from '@kust/core'
import { expect, test } from 'vitest'
import {
  diffResources,
  type EnvironmentDiff,
  painter,
  renderFields,
  renderGitHub,
  renderGitLab,
  renderJson,
  renderMarkdown,
  renderSideBySide,
  renderUnified,
} from '../index.ts'

const service = (port: number, more = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - name: http\n    port: ${port}\n${more}`

async function environment(name: string, before: string, after: string): Promise<EnvironmentDiff> {
  const sides = [await parseManifests(before, 'a.yaml'), await parseManifests(after, 'b.yaml')] as const
  return { name, change: 'changed', resources: diffResources(...sides), errors: {} }
}

const plain = { paint: painter(false) }

test('unified text is what patch programs read', async () => {
  expect(renderUnified([await environment('prod', service(80), service(8080))], plain)).toBe(`--- prod/Service/web
+++ prod/Service/web
@@ -5,4 +5,4 @@
 spec:
   ports:
   - name: http
-    port: 80
+    port: 8080
`)
  expect(renderUnified([await environment('prod', '', service(80))], plain)).toMatch(/^--- \/dev\/null\n\+\+\+ prod/)
})

test('colours are around lines, never in plain text', async () => {
  const environments = [await environment('prod', service(80), service(8080))]
  expect(renderUnified(environments, { paint: painter(true) })).toContain('\x1b[31m-    port: 80\x1b[0m\n')
  expect(renderUnified(environments, plain)).not.toContain('\x1b')
})

test('two columns are as wide as the terminal', async () => {
  const text = renderSideBySide([await environment('prod', service(80), service(8080))], { ...plain, width: 60 })
  expect(text).toContain('port: 80')
  expect(text).toMatch(/port: 80 +\| +port: 8080\n/)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
})

test('fields have paths and values', async () => {
  expect(renderFields([await environment('prod', service(80), service(8080))], plain)).toBe(
    'prod\n  ~ Service web\n    ~ spec.ports[name=http].port: 80 -> 8080\n',
  )
})

test('JSON keeps its shape', async () => {
  const [one] = JSON.parse(renderJson([await environment('prod', service(80), service(8080))])).environments
  expect(one).toMatchObject({
    name: 'prod',
    change: 'changed',
    errors: {},
    resources: [
      {
        change: 'changed',
        id: { group: '', version: 'v1', kind: 'Service', namespace: '', name: 'web' },
        fields: [
          {
            change: 'changed',
            path: 'spec.ports[name=http].port',
            position: ['spec', 'ports', 0, 'port'],
            before: 80,
            after: 8080,
          },
        ],
      },
    ],
  })
})

test('a comment has a table and folds, and no more than fits', async () => {
  const many = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      environment(`apps/${i}/prod`, service(80), service(8080, '  selector: {a: b}\n')),
    ),
  )
  const whole = renderMarkdown(many)
  expect(whole.match(/<details>/g)).toHaveLength(30)
  expect(whole).toContain('| `apps/29/prod` | 0 | 1 | 0 |')
  expect(whole).not.toContain('Left out')
  const small = renderMarkdown(many, { maxLength: 6000 })
  expect(small.length).toBeLessThanOrEqual(6000)
  expect(small).toContain('| `apps/29/prod` | 0 | 1 | 0 |')
  expect(small).toMatch(/_Left out, as this comment is full: the diffs of `apps\/\d+\/prod`.* and \d+ more/)
  expect(small.match(/<details>/g)).toHaveLength(small.match(/<\/details>/g)!.length)
})

test('nothing in a manifest ends the block that it stands in', async () => {
  const config = (text: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: |\n    ${text}\n`
  const text = renderMarkdown([await environment('prod', config('a'), config('````\n    </details>@team'))])
  expect(text).toContain('`````diff\n')
})

test('errors are shown in place of differences', () => {
  const failed: EnvironmentDiff = { name: 'prod', change: 'changed', resources: [], errors: { after: 'error[a]: b\n' } }
  expect(renderUnified([failed], plain)).toBe('! prod cannot be rendered after the change:\n!   error[a]: b\n')
  expect(renderMarkdown([failed])).toContain('**1 cannot be rendered**')
})

test('annotations are in the formats of GitHub and GitLab', () => {
  const notes = [{ file: 'a,b.yaml', line: 3, message: 'x: 50%\nof y' }]
  expect(renderGitHub(notes)).toBe('::warning file=a%2Cb.yaml,line=3,title=kust::x: 50%25%0Aof y\n')
  expect(JSON.parse(renderGitLab(notes, (text) => String(text.length)))).toEqual([
    {
      description: 'x: 50%\nof y',
      check_name: 'kust-diff',
      fingerprint: '20',
      severity: 'info',
      location: { path: 'a,b.yaml', lines: { begin: 3 } },
    },
  ])
})
