import { resolve } from 'node:path'
import { describeResult } from './describe.ts'
import { writeGolden } from './goldenFile.ts'
import { checkGolden } from './goldens.ts'
import { type Overlay, openProject, overlayIn, type ProjectOptions } from './overlays.ts'

/** The overlay in a folder, relative to the working directory (or `directory`), for `assertGolden` and matchers. */
export function overlay(folder: string, options: ProjectOptions = {}): Overlay {
  return overlayIn(openProject(options), resolve(options.directory ?? '.', folder))
}

export interface AssertOptions {
  /** Which goldens are written instead of compared: all, those that are missing, or none (unless told). */
  readonly update?: 'all' | 'new' | 'none'
}

/** Rejects, with a message that shows the difference, unless an overlay renders to its golden. For any test runner. */
export async function assertGolden(overlay: Overlay, { update = 'none' }: AssertOptions = {}): Promise<void> {
  const result = await checkGolden(overlay)
  if (result.status === 'same') return
  const isWritten =
    (result.status === 'missing' && update !== 'none') || (result.status === 'differs' && update === 'all')
  if (isWritten) writeGolden(overlay, result.yaml)
  else throw new Error(describeResult(result))
}
