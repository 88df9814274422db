import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { build, KustError } from '../index.ts'
import { diskFileSystem } from './diskFileSystem.ts'

let top: string
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'kust-disk-')))
  mkdirSync(join(top, 'in/sub'), { recursive: true })
  mkdirSync(join(top, 'outside'))
  writeFileSync(join(top, 'in/sub/a'), 'harmless')
  writeFileSync(join(top, 'outside/a'), 'secret')
  writeFileSync(join(top, 'in/kustomization.yaml'), 'configMapGenerator: [{name: a, files: [sub/a]}]\n')
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

/** Builds while somebody changes the tree after it was looked at and before it is read. */
async function buildWhile(swap: () => void): Promise<unknown> {
  const disk = diskFileSystem()
  const fileSystem = {
    ...disk,
    readFile(path: string, maxBytes: number) {
      if (path === join(top, 'in/sub/a')) swap()
      return disk.readFile(path, maxBytes)
    },
  }
  return build(join(top, 'in'), { fileSystem }).catch((error: unknown) => error)
}

test('reads what does not change', async () => {
  expect(await buildWhile(() => {})).toMatchObject({ yaml: expect.stringContaining('harmless') })
})

test.each([
  [
    'a file becomes a link',
    () => {
      rmSync(join(top, 'in/sub/a'))
      symlinkSync('../../outside/a', join(top, 'in/sub/a'))
    },
  ],
  [
    'a folder becomes a link',
    () => {
      renameSync(join(top, 'in/sub'), join(top, 'in/was'))
      symlinkSync('../outside', join(top, 'in/sub'))
    },
  ],
  [
    'the root becomes a link',
    () => {
      mkdirSync(join(top, 'outside/sub'))
      renameSync(join(top, 'outside/a'), join(top, 'outside/sub/a'))
      renameSync(join(top, 'in'), join(top, 'was'))
      symlinkSync('outside', join(top, 'in'))
    },
  ],
  [
    'a file becomes a pipe',
    () => {
      rmSync(join(top, 'in/sub/a'))
      execFileSync('mkfifo', [join(top, 'in/sub/a')])
    },
  ],
])('is not misled when %s during the build', async (_, swap) => {
  const result = await buildWhile(swap)
  expect(result).toBeInstanceOf(KustError)
  expect(result).toMatchObject({ code: expect.stringMatching(/^(file-not-found|outside-root)$/), line: 1, column: 40 })
})

test('does not read all of a file that is too large', () => {
  const path = join(top, 'large')
  writeFileSync(path, '')
  truncateSync(path, 3_000_000_000)
  expect(diskFileSystem().readFile(path, 1000)).toHaveLength(1001)
})
