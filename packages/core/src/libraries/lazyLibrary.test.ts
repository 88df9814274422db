import { expect, test, vi } from 'vitest'
import { type BuildWarning, build, memoryFileSystem } from '../index.ts'

// Vitest gives every file its own modules, so no library has been loaded here yet.
test('a build that needs a library gets it, warns once and reads each file once', async () => {
  const memory = memoryFileSystem({
    'kustomization.yaml': `commonLabels: {a: b}
resources: [web.yaml]
patches:
- target: {name: "w.[a-z]"}
  patch: '- {op: add, path: /spec, value: {anchored: &x 1, again: *x}}'
`,
    'web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: &m\n  name: web\n',
  })
  const readFile = vi.fn(memory.readFile)
  const warnings: BuildWarning[] = []
  const fileSystem = { ...memory, readFile }
  const result = await build('/', { fileSystem, onWarning: (warning) => warnings.push(warning) })
  expect(result.yaml).toContain('again: 1')
  expect(result.warnings).toHaveLength(1)
  expect(warnings).toEqual(result.warnings)
  expect(readFile.mock.calls.map(([path]) => path).sort()).toEqual(['/kustomization.yaml', '/web.yaml'])
})
