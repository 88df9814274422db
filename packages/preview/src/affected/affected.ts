import { type BuildOptions, createEngine, type Engine, KustError, leafKustomizations } from '@kust/core'
import type { ComparableFileSystem } from '../revisions/treeFileSystem.ts'
import { answerComparison, recording } from './asked.ts'
import { kustomizationNames } from './kustomizationFolders.ts'

/** One side of a comparison. */
export interface Side {
  readonly fileSystem: ComparableFileSystem
  /** Absolute folders in which there are kustomizations. */
  readonly folders: readonly string[]
}

/** A kustomization that renders differently, or may. */
export interface AffectedKustomization {
  /** Absolute. */
  readonly folder: string
  /** Whether there is a kustomization on one side only. */
  readonly change: 'added' | 'removed' | 'changed'
  /** The paths that it asks for and that are not what they were; absolute. */
  readonly because: readonly string[]
  /** How many paths it asks for: about what it costs to render it. */
  readonly reads: number
}

export interface AffectedOptions {
  readonly build?: Omit<BuildOptions, 'fileSystem' | 'onWarning'>
  /** Absolute folders, to be looked at instead of the kustomizations that no other one names. */
  readonly targets?: readonly string[]
  /** Leaves out the kustomizations in other folders. */
  readonly isWanted?: (folder: string) => boolean
  /**
   * Whether what is not affected may be named too, with nothing in `because`: for callers that render both sides
   * anyway. Where a sample is affected without exception, looking at all others would spare little.
   */
  readonly mayOvercount?: boolean
}

export interface AffectedResult {
  readonly affected: readonly AffectedKustomization[]
  /** How many kustomizations there are, on both sides together. */
  readonly total: number
}

/**
 * The kustomizations named by no other one whose builds get other files before than after. Of each, one side is loaded
 * and none rendered; that the same files render alike is what makes the answer sure. Some of what is found may still
 * render to the same: a comment is a change of a file.
 */
export async function affectedKustomizations(
  before: Side,
  after: Side,
  { build = {}, targets, isWanted = () => true, mayOvercount = false }: AffectedOptions = {},
): Promise<AffectedResult> {
  const changedAnswers = answerComparison(before.fileSystem, after.fileSystem)
  const chosen = targets ?? [...(await leavesOf(before)), ...(await leavesOf(after))].sort()
  const folders = [...new Set(chosen)].filter(isWanted)
  const current = asking(after)
  const former = asking(before)
  const changeOf = async (folder: string): Promise<AffectedKustomization['change']> => {
    const [isThere, wasThere] = [await hasKustomization(after, folder), await hasKustomization(before, folder)]
    return isThere === wasThere ? 'changed' : isThere ? 'added' : 'removed'
  }
  const lookAt = async (folder: string): Promise<AffectedKustomization> => {
    const change = await changeOf(folder)
    const asked = await (change === 'removed' ? former : current)(folder, build)
    const because = await changedAnswers(asked)
    return { folder, change, because, reads: asked.resolved.size + asked.read.size }
  }
  const looked = new Map<string, AffectedKustomization>()
  for (const folder of mayOvercount ? sampleOf(folders) : []) looked.set(folder, await lookAt(folder))
  const isSampleAffected = looked.size > 0 && [...looked.values()].every(({ because }) => because.length > 0)
  const affected: AffectedKustomization[] = []
  for (const folder of folders) {
    if (isSampleAffected && !looked.has(folder)) {
      affected.push({ folder, change: await changeOf(folder), because: [], reads: 0 })
      continue
    }
    const one = looked.get(folder) ?? (await lookAt(folder))
    if (one.because.length > 0) affected.push(one)
  }
  return { affected, total: folders.length }
}

/** Every twentieth of many; none of few, as each of them tells too little. */
function sampleOf(folders: readonly string[]): string[] {
  return folders.length < 200 ? [] : folders.filter((_, i) => i % 20 === 0)
}

/** Also behind links, where no listing of files has it. */
async function hasKustomization({ fileSystem }: Side, folder: string): Promise<boolean> {
  for (const name of kustomizationNames) {
    if ((await fileSystem.resolve(`${folder === '/' ? '' : folder}/${name}`))?.kind === 'file') return true
  }
  return false
}

async function leavesOf({ fileSystem, folders }: Side): Promise<string[]> {
  return leafKustomizations(fileSystem, folders)
}

/** Gives what the build of a folder asks of a side. */
function asking({ fileSystem }: Side) {
  // The files that bases share are decoded once for all builds, while each build's questions are noted apart.
  let current = recording(fileSystem)
  const shared: ComparableFileSystem = {
    ...fileSystem,
    resolve: (path) => current.fileSystem.resolve(path),
    readFile: (path, maxBytes) => current.fileSystem.readFile(path, maxBytes),
    ...(fileSystem.readFolder && { readFolder: (path: string) => current.fileSystem.readFolder!(path) }),
  }
  const engine: Engine = createEngine({ fileSystem: shared })
  return async (folder: string, options: AffectedOptions['build']) => {
    current = recording(fileSystem)
    try {
      await engine.filesOf(folder, options)
    } catch (error) {
      // It fails on the other side too, unless that gets other answers.
      if (!(error instanceof KustError)) throw error
    }
    return current.asked
  }
}
