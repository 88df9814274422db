import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type CaseFolder,
  readCases,
  readTree,
  type Tree,
  treeAt,
  type Variant,
  variantOf,
  writeTree,
} from '../scripts/caseFolder.mjs'

export { fixtures } from '../scripts/caseFolder.mjs'

/** Where the trees of all cases stand in memory. */
const memoryRoot = '/case'

/** What every case has: an input tree and how to build it. */
export interface Case {
  readonly name: string
  readonly folder: string
  /** The input files by their path in the tree; symbolic links are not among them. */
  readonly files: Tree
  readonly target: string
  readonly flags: readonly string[]
  readonly options: BuildFlags
  /** A tree with links cannot be told to a file system in memory. */
  readonly hasLinks: boolean
  readonly source: CaseFolder
}

export interface GoldenCase extends Case {
  /** The reference's output; `{{ROOT}}` stands for the absolute path of the tree. */
  readonly expected: string
  /** The reference's `# Warning: ...` lines. */
  readonly warnings: readonly string[]
  /** The variants that the reference answers alike. */
  readonly variants: readonly Variant[]
}

export interface ErrorCase extends Case {
  /** What kust says, or undefined if nobody has written it yet. */
  readonly expected: ExpectedError | undefined
  /** The place of `expected`. */
  readonly file: string
  /** A file system in memory refuses remote files at once; the one on disk would go and ask. */
  readonly remote: boolean
}

export interface ExpectedError {
  readonly code: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/** The options of a build that stand for the flags of the command line. */
export interface BuildFlags {
  readonly loadRestrictor?: 'LoadRestrictionsRootOnly' | 'LoadRestrictionsNone'
  readonly reorder?: 'legacy' | 'none'
  readonly enableManagedByLabel?: boolean
}

/** Every case that the reference renders. */
export function goldenCases(): GoldenCase[] {
  return readCases('cases').map((source) => ({
    ...caseOf(source),
    expected: readFileSync(join(source.folder, 'expected.yaml'), 'utf8'),
    warnings: linesOf(join(source.folder, 'expected.stderr')).filter((line) => line.startsWith('# Warning: ')),
    variants: (['crlf', 'bom'] as const).filter((variant) => source.settings.variants?.[variant] === true),
  }))
}

/** Every case that the reference refuses, but for mistakes that only a command line can make. */
export function errorCases(): ErrorCase[] {
  return readCases('errors')
    .filter((source) => source.settings.commandLine !== true)
    .map((source) => {
      const file = join(source.folder, 'error.json')
      const expected = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ExpectedError) : undefined
      return { ...caseOf(source), expected, file, remote: source.settings.remote === true }
    })
}

/** Runs something with the absolute path of the case's tree on disk; a tree with links is copied for it. */
export async function onDisk<T>(testCase: Case, run: (root: string) => Promise<T>, variant?: Variant): Promise<T> {
  const { source } = testCase
  if (source.inPlace && variant === undefined) return run(realpathSync(source.input))
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'kust-case-')))
  try {
    const tree = variant === undefined ? testCase.files : variantOf(testCase.files, variant)
    writeTree(treeAt(source, tree, copy), source.links, copy)
    return await run(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** The case's tree for a file system in memory, and the path at which it stands there. */
export function inMemory(testCase: Case, variant?: Variant): { root: string; files: Record<string, Uint8Array> } {
  const tree = variant === undefined ? testCase.files : variantOf(testCase.files, variant)
  const files: Record<string, Uint8Array> = {}
  for (const [path, bytes] of treeAt(testCase.source, tree, memoryRoot)) files[`${memoryRoot}/${path}`] = bytes
  return { root: memoryRoot, files }
}

/** The absolute path of the case's target below a root. */
export function targetIn(testCase: Case, root: string): string {
  return testCase.target === '.' ? root : `${root}/${testCase.target}`
}

function caseOf(source: CaseFolder): Case {
  return {
    name: source.name,
    folder: source.folder,
    files: readTree(source),
    target: source.target,
    flags: source.flags,
    options: source.settings.commandLine === true ? {} : optionsOf(source.flags),
    hasLinks: Object.keys(source.links).length > 0,
    source,
  }
}

/** The options that stand for the flags of a command line. */
export function optionsOf(flags: readonly string[]): BuildFlags {
  const options: { -readonly [Key in keyof BuildFlags]: BuildFlags[Key] } = {}
  for (let i = 0; i < flags.length; i++) {
    const flag = flags[i]
    if (flag === '--enable-managedby-label') options.enableManagedByLabel = true
    else if (flag === '--load-restrictor') options.loadRestrictor = flags[++i] as BuildFlags['loadRestrictor'] & string
    else if (flag === '--reorder') options.reorder = flags[++i] as BuildFlags['reorder'] & string
    else throw new Error(`no build option stands for the flag ${flag}`)
  }
  return options
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}
