import { build, memoryFileSystem } from '@kust/core'
import { diskFileSystem } from '@kust/core/node'
import { describe, expect, test } from 'vitest'
import { type GoldenCase, goldenCases, inMemory, onDisk, targetIn } from './cases.ts'

type FileSystem = ReturnType<typeof memoryFileSystem>

describe.each(goldenCases().map((testCase) => [testCase.name, testCase] as const))('%s', (_, testCase) => {
  test('from disk, twice', () =>
    onDisk(testCase, async (root) => {
      // One file system for both runs: what the first leaves behind must not show in the second.
      const fileSystem = diskFileSystem()
      await expectGolden(testCase, root, fileSystem)
      await expectGolden(testCase, root, fileSystem)
    }))

  // Links exist on the disk only.
  if (!testCase.hasLinks) {
    test('from memory', async () => {
      const { root, files } = inMemory(testCase)
      await expectGolden(testCase, root, memoryFileSystem(files))
    })
  }

  test.each(testCase.variants)('from a tree with %s', async (variant) => {
    if (testCase.hasLinks) return onDisk(testCase, (root) => expectGolden(testCase, root, diskFileSystem()), variant)
    const { root, files } = inMemory(testCase, variant)
    return expectGolden(testCase, root, memoryFileSystem(files))
  })
})

async function expectGolden(testCase: GoldenCase, root: string, fileSystem: FileSystem): Promise<void> {
  const result = await build(targetIn(testCase, root), { ...testCase.options, fileSystem })
  expect(result.yaml).toBe(testCase.expected.replaceAll('{{ROOT}}', root))
  const warnings = result.warnings.map(({ message }) => message).filter((line) => line.startsWith('# Warning: '))
  expect(warnings).toEqual(testCase.warnings)
}
