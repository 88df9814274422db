import { build, memoryFileSystem } from '@kust/core'
import { fixFindings, lint } from '@kust/lint'
import { describe, expect, test } from 'vitest'
import { type GoldenCase, goldenCases, inMemory, targetIn } from './cases.ts'

const cases = goldenCases().filter((testCase) => !testCase.hasLinks)

/** Codes of rules that mend, with how often their fix was applied and how often it was given up. */
const counts: Record<string, { fixed: number; refused: number; impossible: number }> = {}

describe('a fix leaves the output as the reference has it', () => {
  test.each(cases.map((testCase) => [testCase.name, testCase] as const))('%s', async (_, testCase) => {
    const { root, files } = inMemory(testCase)
    const { findings, builds, errors } = await lintCase(testCase, root, files)
    expect(errors).toEqual([])
    expect(builds[0]!.yaml).toBe(expected(testCase, root))
    const options = { ...testCase.options, fileSystem: memoryFileSystem(files) }
    const {
      files: texts,
      fixed,
      refused,
    } = await fixFindings([targetIn(testCase, root)], { findings, builds }, options)
    for (const { code } of fixed) countOf(code).fixed++
    for (const { code } of refused) countOf(code).refused++
    for (const { code, message, fix } of findings)
      if (code === 'deprecated-field' && fix === undefined && !message.includes('vars')) countOf(code).impossible++
    if (fixed.length === 0) return
    const mended = { ...files, ...Object.fromEntries(texts) }
    const fileSystem = memoryFileSystem(mended)
    const after = await build(targetIn(testCase, root), { ...testCase.options, fileSystem })
    expect(after.yaml).toBe(expected(testCase, root))
    // What is mended is not found again.
    const again = await lintCase(testCase, root, mended)
    for (const { code, message, file } of fixed)
      expect(again.findings.map((finding) => [finding.code, finding.file, finding.message])).not.toContainEqual([
        code,
        file,
        message,
      ])
  })

  test('there is much to mend', () => {
    expect(countOf('deprecated-field').fixed).toBeGreaterThan(35)
    expect(countOf('missing-type').fixed).toBeGreaterThan(50)
  })
})

type Files = Readonly<Record<string, string | Uint8Array>>

function lintCase(testCase: GoldenCase, root: string, files: Files): ReturnType<typeof lint> {
  return lint([targetIn(testCase, root)], { ...testCase.options, fileSystem: memoryFileSystem(files) })
}

function expected(testCase: GoldenCase, root: string): string {
  return testCase.expected.replaceAll('{{ROOT}}', root)
}

function countOf(code: string): (typeof counts)[string] {
  counts[code] ??= { fixed: 0, refused: 0, impossible: 0 }
  return counts[code]
}
