import { writeFileSync } from 'node:fs'
import { build, KustError, memoryFileSystem } from '@kust/core'
import { diskFileSystem } from '@kust/core/node'
import { describe, expect, test } from 'vitest'
import { type ErrorCase, type ExpectedError, errorCases, inMemory, onDisk, targetIn } from './cases.ts'

type FileSystem = ReturnType<typeof memoryFileSystem>

/** `KUST_UPDATE_ERRORS=1` writes what kust says now; read the diff before believing it. */
const update = process.env.KUST_UPDATE_ERRORS === '1'

describe.each(errorCases().map((testCase) => [testCase.name, testCase] as const))('%s', (_, testCase) => {
  // Links exist on the disk only; what names a host must not reach for it.
  if (!testCase.hasLinks) {
    test('from memory', async () => {
      const { root, files } = inMemory(testCase)
      await expectRefusal(testCase, root, memoryFileSystem(files))
    })
  }
  if (!testCase.remote) {
    test('from disk', () => onDisk(testCase, (root) => expectRefusal(testCase, root, diskFileSystem())))
  }
})

async function expectRefusal(testCase: ErrorCase, root: string, fileSystem: FileSystem): Promise<void> {
  const error = await refusalOf(build(targetIn(testCase, root), { ...testCase.options, fileSystem }))
  expect(error).toBeInstanceOf(KustError)
  if (!(error instanceof KustError)) return
  expect(error.message).not.toBe('')
  // Neither ours nor that of a library: a message is for the user.
  expect(error.message).not.toMatch(/\n\s+at .+:\d+/)
  const said = describeError(error, root)
  if (update) writeFileSync(testCase.file, `${JSON.stringify(said, null, 2)}\n`)
  else expect(said, 'error.json, which KUST_UPDATE_ERRORS=1 writes').toEqual(testCase.expected)
}

async function refusalOf(result: Promise<unknown>): Promise<unknown> {
  try {
    await result
  } catch (error) {
    return error
  }
  return expect.fail('the build should have been refused')
}

function describeError(error: KustError, root: string): ExpectedError {
  const { code, file, line, column } = error
  const inTree = file?.startsWith(`${root}/`) ? file.slice(root.length + 1) : file?.replace(root, '.')
  return {
    code,
    ...(inTree === undefined ? {} : { file: inTree }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  }
}
