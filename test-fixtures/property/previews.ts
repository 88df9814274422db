import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type BuildResult, createEngine, KustError, snapshot } from '@kust/core'
import { diskFileSystem } from '@kust/core/node/disk'
import {
  affectedKustomizations,
  bothSides,
  diffResources,
  environmentDiff,
  kustomizationFolders,
  rendersDifferently,
  type Side,
} from '@kust/preview'
import { type GitRepository, openRepository, type Revision } from '@kust/preview/node'
import { editTree, type Random } from './randomEdits.ts'

/** How the answers about edits compared with what rendering everything says. */
export interface PreviewTally {
  edits: number
  /** Kustomizations that were judged. */
  judged: number
  /** Those that render differently. */
  different: number
  /** Those of them that were not found by what they read. */
  missed: string[]
  /** Those that were found and render the same: files changed without effect. */
  without: number
  /** Wrong answers of the exact comparison. */
  wrong: string[]
  /** Kustomizations whose diff of revisions is not that of checkouts. */
  diffs: string[]
}

export function emptyPreviewTally(): PreviewTally {
  return { edits: 0, judged: 0, different: 0, missed: [], without: 0, wrong: [], diffs: [] }
}

type Rendered = BuildResult | 'no kustomization' | 'mistake'

/** Makes random edits of a tree, each one apart, and judges the answers about them. */
export async function checkEdits(tree: string, count: number, random: Random, tally: PreviewTally): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'kust-edits-')))
  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=kust', '-c', 'user.email=kust@localhost', '-c', 'core.autocrlf=false', ...args],
      {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
  const commit = (message: string): string => {
    git('add', '--all', '--force')
    git('commit', '--quiet', '--allow-empty', '--message', message)
    return git('rev-parse', 'HEAD').trim()
  }
  try {
    cpSync(tree, root, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'u+w', root])
    git('init', '--quiet')
    const base = commit('base')
    const repository = await openRepository(root)
    try {
      const former = await renderAll(root, await foldersOf(repository.workTree()))
      for (let i = 0; i < count; i++) {
        const edit = editTree(root, random)
        await judge({ repository, base, former, edit, commit: i % 4 === 0 ? commit : undefined }, tally)
        git('reset', '--quiet', '--hard', base)
        git('clean', '--quiet', '-d', '--force', '-x')
      }
    } finally {
      repository.dispose()
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

interface Judging {
  readonly repository: GitRepository
  readonly base: string
  readonly former: ReadonlyMap<string, Rendered>
  readonly edit: string
  /** If set, the edit is committed, and both sides are read from git. */
  readonly commit: ((message: string) => string) | undefined
}

async function judge({ repository, base, former, edit, commit }: Judging, tally: PreviewTally): Promise<void> {
  const before = await sideOf(await repository.revision(base))
  const after = await sideOf(commit === undefined ? repository.workTree() : await repository.revision(commit(edit)))
  const targets = [...new Set([...before.folders, ...after.folders])]
  const now = await renderAll(repository.root, targets)
  const { affected } = await affectedKustomizations(before, after, { targets })
  const found = new Map(affected.map((one) => [one.folder, one]))
  const render = bothSides(before, after, {})
  tally.edits++
  for (const folder of targets) {
    const [a, b] = [former.get(folder) ?? 'no kustomization', now.get(folder)!]
    const isDifferent = !isSame(a, b)
    const one = found.get(folder)
    const told = `${folder.slice(repository.root.length)} after: ${edit}${commit === undefined ? '' : ' (committed)'}`
    tally.judged++
    if (isDifferent) tally.different++
    if (isDifferent && one === undefined) tally.missed.push(told)
    if (!isDifferent && one !== undefined) tally.without++
    if (one === undefined) continue
    const sides = await render(one)
    if (rendersDifferently(sides) !== isDifferent) tally.wrong.push(told)
    const { resources } = environmentDiff(one, sides, { nameOf: (name) => name, describeError: String })
    const wanted = a === 'mistake' || b === 'mistake' ? [] : diffResources(resourcesOf(a), resourcesOf(b))
    if (!isDeepStrictEqual(resources, wanted)) tally.diffs.push(told)
  }
}

function resourcesOf(rendered: Exclude<Rendered, 'mistake'>): BuildResult['resources'] {
  return rendered === 'no kustomization' ? [] : rendered.resources
}

function isSame(a: Rendered, b: Rendered): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : a.yaml === b.yaml
}

async function foldersOf(revision: Revision): Promise<readonly string[]> {
  return (await sideOf(revision)).folders
}

async function sideOf({ fileSystem, files }: Revision): Promise<Side> {
  return { fileSystem, folders: kustomizationFolders(await files()) }
}

/** What stands on the disk, rendered without any of what is judged. */
async function renderAll(root: string, folders: readonly string[]): Promise<Map<string, Rendered>> {
  const engine = createEngine({ fileSystem: snapshot(diskFileSystem({ workingDirectory: root })) })
  const rendered = new Map<string, Rendered>()
  for (const folder of folders) {
    try {
      rendered.set(folder, await engine.build(folder))
    } catch (error) {
      if (!(error instanceof KustError)) throw error
      rendered.set(folder, hasKustomization(folder) ? 'mistake' : 'no kustomization')
    }
  }
  return rendered
}

function hasKustomization(folder: string): boolean {
  const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
  return names.some((name) => isFile(join(folder, name)))
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    // Nothing, or links in a circle.
    return false
  }
}
