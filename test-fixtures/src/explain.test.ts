import { memoryFileSystem } from '@kust/core'
import { type ExplainedBuild, explain, originOf } from '@kust/core/explain'
import { describe, expect, test } from 'vitest'
import { type GoldenCase, goldenCases, inMemory, targetIn } from './cases.ts'
import { type Files, withOtherValue } from './lastWriter.ts'

const cases = goldenCases().filter((testCase) => !testCase.hasLinks)

describe('every field of every golden', () => {
  test.each(cases.map((testCase) => [testCase.name, testCase] as const))('%s', async (_, testCase) => {
    const { root, files } = inMemory(testCase)
    const explained = await explainCase(testCase, root, files)
    expect(explained.yaml).toBe(testCase.expected.replaceAll('{{ROOT}}', root))
    for (const { yaml, fields } of explained.resources) {
      const lines = yaml.split('\n')
      for (const field of fields) {
        // What a flag asks for has no place.
        const isKnown = originOf(field) !== undefined || field.changes[0]?.by === 'buildMetadata'
        expect(isKnown, `origin of ${field.path.join('.')}`).toBe(true)
        const key = field.path.at(-1)
        if (typeof key === 'string' && /^\w+$/.test(key)) expect(lines[field.line - 1]).toContain(key)
      }
    }
  })
})

/** Writers are right if another value at the place of the last one makes another field. */
test('the last writer of a field decides its value', async () => {
  let checked = 0
  const wrong: string[] = []
  for (const testCase of cases) {
    const { root, files } = inMemory(testCase)
    const { resources } = await explainCase(testCase, root, files)
    for (const [i, { fields }] of resources.entries()) {
      for (const field of fields) {
        const changed = withOtherValue(files, field)
        if (changed === undefined) continue
        checked++
        const after = await explainCase(testCase, root, changed).catch(() => undefined)
        const same = after?.resources[i]?.fields.find(({ path }) => path.join('/') === field.path.join('/'))
        if (same !== undefined && same.value === field.value) wrong.push(`${testCase.name}: ${field.path.join('.')}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(checked).toBeGreaterThan(500)
})

function explainCase(testCase: GoldenCase, root: string, files: Files): Promise<ExplainedBuild> {
  return explain(targetIn(testCase, root), { ...testCase.options, fileSystem: memoryFileSystem(files) })
}
