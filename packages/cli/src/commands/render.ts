import { createEngine, KustError, snapshot } from '@kust/core'
import { diskFileSystem, nativeSha256 } from '@kust/core/node/disk'
import type { RenderOptions } from '../buildOptions.ts'
import { describe, printable } from '../streams.ts'

/** Kustomizations to render, in order. */
export interface Job {
  readonly targets: readonly string[]
  readonly options: RenderOptions
}

/** What came of one: texts only, so that threads can pass it on. */
export interface Rendered {
  readonly yaml: string
  readonly warnings: readonly string[]
  /** What went wrong, as users see it. */
  readonly error: string | undefined
  /** Whether it only failed because it may not fetch: hosts work for the thread that made them, and no other. */
  readonly needsRemote: boolean
}

/** Renders one kustomization after the other; the disk is taken to stay as it is meanwhile. */
export function renderer(options: RenderOptions): (target: string) => Promise<Rendered> {
  const engine = createEngine({ fileSystem: snapshot(diskFileSystem()) })
  const sha256 = nativeSha256()
  return async (target) => {
    const warnings: string[] = []
    try {
      const { yaml } = await engine.build(target, {
        ...options,
        sha256,
        onWarning: ({ message }) => warnings.push(`${printable(message)}\n`),
      })
      return { yaml, warnings, error: undefined, needsRemote: false }
    } catch (error) {
      const needsRemote = error instanceof KustError && error.code === 'no-remote-host'
      return { yaml: '', warnings, error: describe(error), needsRemote }
    }
  }
}
