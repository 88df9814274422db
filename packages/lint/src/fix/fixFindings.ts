import { type BuildOptions, type BuildResult, createEngine, type FileSystem, KustError } from '@kust/core'
import { decodeUtf8, utf8Encode } from '@kust/core/inspect'
import type { Finding, Fix } from '../finding.ts'
import type { LintResult } from '../lint.ts'
import { maxFileBytes } from '../namedPaths.ts'

export interface FixResult {
  /** The new texts of files, by path. */
  readonly files: ReadonlyMap<string, string>
  readonly fixed: readonly Finding[]
  /** Findings whose fix would have changed what some target renders to. */
  readonly refused: readonly Finding[]
}

/**
 * Applies fixes, and keeps those after which every target renders to the same bytes as before. Writes nothing: the
 * caller gets the texts.
 */
export async function fixFindings(
  targets: readonly string[],
  { findings, builds }: Pick<LintResult, 'findings' | 'builds'>,
  options: Omit<BuildOptions, 'onWarning'>,
): Promise<FixResult> {
  const files = new Map<string, string>()
  const fixed: Finding[] = []
  const refused: Finding[] = []
  const isSame = sameRender(targets, builds, options)
  for (const finding of findings) {
    const { file, fix } = finding
    if (fix === undefined) continue
    const text = files.get(file) ?? (await textOf(options.fileSystem, file))
    const mended = text === undefined ? undefined : keepingLineEnds(text, fix)
    if (mended !== undefined && (await isSame(new Map([...files, [file, mended]]), file))) {
      files.set(file, mended)
      fixed.push(finding)
    } else refused.push(finding)
  }
  return { files, fixed, refused }
}

/** Asks whether the targets that read a file render as they did, with some files changed. */
function sameRender(
  targets: readonly string[],
  builds: readonly (BuildResult | undefined)[],
  options: Omit<BuildOptions, 'onWarning'>,
): (files: ReadonlyMap<string, string>, file: string) => Promise<boolean> {
  const readers = new Map<string, number[]>()
  for (const [i, build] of builds.entries())
    for (const { path } of build?.files ?? []) readers.set(path, [...(readers.get(path) ?? []), i])
  let changed: ReadonlyMap<string, string> = new Map()
  const engine = createEngine({ fileSystem: withFiles(options.fileSystem, (path) => changed.get(path)) })
  return async (files, file) => {
    changed = files
    for (const i of readers.get(file) ?? []) {
      try {
        if ((await engine.build(targets[i]!, options)).yaml !== builds[i]!.yaml) return false
      } catch (error) {
        if (error instanceof KustError) return false
        throw error
      }
    }
    return true
  }
}

function withFiles(fileSystem: FileSystem, textOfPath: (path: string) => string | undefined): FileSystem {
  return {
    ...fileSystem,
    readFile(path, maxBytes) {
      const text = textOfPath(path)
      return text === undefined ? fileSystem.readFile(path, maxBytes) : utf8Encode(text)
    },
  }
}

/** The text of a file in UTF-8; anything else is left alone. */
async function textOf(fileSystem: FileSystem, path: string): Promise<string | undefined> {
  const bytes = await fileSystem.readFile(path, maxFileBytes)
  if (bytes === undefined || bytes.length > maxFileBytes || bytes[0] === 0xff || bytes[0] === 0xfe) return undefined
  return decodeUtf8(path, bytes)
}

/** Fixes work on plain line ends; those of the file, and its byte order mark, come back afterwards. */
function keepingLineEnds(text: string, fix: Fix): string | undefined {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  const lines = text.slice(mark.length)
  if (!lines.includes('\r')) return prefixed(mark, fix(lines))
  if (/[^\r]\n|\r[^\n]/.test(lines)) return undefined
  return prefixed(mark, fix(lines.replaceAll('\r\n', '\n'))?.replaceAll('\n', '\r\n'))
}

function prefixed(mark: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : mark + text
}
