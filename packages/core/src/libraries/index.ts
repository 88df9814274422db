import { lazyLibrary } from './lazyLibrary.ts'

/** Regular expressions in RE2's syntax, for those that are more than plain text. */
export const re2 = lazyLibrary(() => import('re2js'))

/** The general YAML reader, for what the reader of the block subset gives up, and its lexer. */
export const generalYaml = lazyLibrary(() => import('../yaml/readWithLibrary.ts'))

/** All of them, for a build that cannot start again. */
export async function loadLibraries(): Promise<void> {
  await Promise.all([re2.load(), generalYaml.load()])
}
