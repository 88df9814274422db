import { rmSync } from 'node:fs'
import { createEngine, type Engine, type FileSystem, KustError, snapshot } from '@kust/core'
import { explain } from '@kust/core/explain'
import { diskFileSystem } from '@kust/core/node/disk'
import { type BlamedLine, blameLines } from './blame.ts'
import { type RenderOptions, withConfiguredBuild } from './buildOptions.ts'
import { readGolden, writeGolden } from './goldenFile.ts'
import { diffLines } from './lineDiff.ts'
import {
  findOverlays,
  type Overlay,
  openProject,
  orphanedGoldens,
  type Project,
  type ProjectOptions,
} from './overlays.ts'
import { type MarkedLine, markSecrets } from './secrets.ts'

export interface GoldenOptions extends ProjectOptions {
  /** Only the overlays that these folders or globs name, relative to `directory`. */
  readonly only?: readonly string[]
  /** How to render, in place of what the configuration says. */
  readonly build?: RenderOptions
  /** Told after each overlay. */
  readonly onResult?: (result: OverlayResult, total: number) => void
}

export interface UpdateOptions extends GoldenOptions {
  /** Whether goldens without an overlay are removed; they stay unless told. */
  readonly removeOrphans?: boolean
}

/** A line of a difference between a golden and what is rendered now. */
export type DifferenceLine = MarkedLine<BlamedLine>

/** How what an overlay renders to compares with its golden. */
export type OverlayResult = { readonly overlay: Overlay } & (
  | { readonly status: 'same'; readonly yaml: string }
  | { readonly status: 'missing'; readonly yaml: string }
  | { readonly status: 'differs'; readonly yaml: string; readonly hunks: readonly (readonly DifferenceLine[])[] }
  | { readonly status: 'error'; readonly error: KustError }
)

export interface GoldenReport {
  readonly project: Project
  readonly results: readonly OverlayResult[]
  /** Goldens, absolute, whose overlays are not there; not looked for if only some overlays are compared. */
  readonly orphans: readonly string[]
}

/** Renders overlays and compares them with their goldens; mistakes in overlays are results, others reject. */
export function checkGoldens(options: GoldenOptions = {}): Promise<GoldenReport> {
  return eachOverlay(options, compare)
}

/** Makes goldens what overlays render to; writes only what differs. The report says what was before. */
export async function updateGoldens(options: UpdateOptions = {}): Promise<GoldenReport> {
  const report = await eachOverlay(options, compareAndWrite)
  if (options.removeOrphans === true) for (const file of report.orphans) rmSync(file)
  return report
}

async function compareAndWrite(rendering: Rendering, overlay: Overlay): Promise<OverlayResult> {
  const result = await compare(rendering, overlay)
  try {
    if (result.status === 'differs' || result.status === 'missing') writeGolden(overlay, result.yaml)
    return result
  } catch (error) {
    if (error instanceof KustError) return { overlay, status: 'error', error }
    throw error
  }
}

/** Compares one overlay with its golden. */
export function checkGolden(overlay: Overlay): Promise<OverlayResult> {
  const { project } = overlay
  const fileSystem = snapshot(diskFileSystem())
  return withConfiguredBuild(project.config.build ?? {}, (build) =>
    compare({ engine: createEngine({ fileSystem }), fileSystem, build }, overlay),
  )
}

interface Rendering {
  readonly engine: Engine
  readonly fileSystem: FileSystem
  readonly build: RenderOptions
}

async function eachOverlay(
  options: GoldenOptions,
  work: (rendering: Rendering, overlay: Overlay) => Promise<OverlayResult>,
): Promise<GoldenReport> {
  const { only, directory, onResult, build: givenBuild } = options
  const project = openProject(options)
  const fileSystem = snapshot(diskFileSystem())
  const overlays = await findOverlays(project, fileSystem, { only, directory })
  const engine = createEngine({ fileSystem })
  const results: OverlayResult[] = []
  const run = async (build: RenderOptions): Promise<void> => {
    for (const overlay of overlays) {
      const result = await work({ engine, fileSystem, build }, overlay)
      results.push(result)
      onResult?.(result, overlays.length)
    }
  }
  await (givenBuild === undefined ? withConfiguredBuild(project.config.build ?? {}, run) : run(givenBuild))
  const isWhole = only === undefined || only.length === 0
  return { project, results, orphans: isWhole ? orphanedGoldens(project, overlays) : [] }
}

async function compare({ engine, fileSystem, build }: Rendering, overlay: Overlay): Promise<OverlayResult> {
  try {
    const { yaml } = await engine.build(overlay.folder, build)
    const golden = readGolden(overlay)
    if (golden === undefined) return { overlay, status: 'missing', yaml }
    if (golden === yaml) return { overlay, status: 'same', yaml }
    const { resources } = await explain(overlay.folder, { ...build, fileSystem })
    const hunks = blameLines(diffLines(golden, yaml), golden, resources)
    return { overlay, status: 'differs', yaml, hunks: markSecrets(hunks, golden, yaml) }
  } catch (error) {
    if (error instanceof KustError) return { overlay, status: 'error', error }
    throw error
  }
}
