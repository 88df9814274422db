import { type BuildOptions, createEngine, snapshot } from '@kust/core'
import { diskFileSystem } from '@kust/core/node'
import { describe } from '../streams.ts'

export type RenderOptions = Omit<BuildOptions, 'fileSystem' | 'onWarning'>

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
}

/** Renders one kustomization after the other; the disk is taken to stay as it is meanwhile. */
export function renderer(options: RenderOptions): (target: string) => Promise<Rendered> {
  const engine = createEngine({ fileSystem: snapshot(diskFileSystem()) })
  return async (target) => {
    const warnings: string[] = []
    try {
      const { yaml } = await engine.build(target, {
        ...options,
        onWarning: ({ message }) => warnings.push(`${message}\n`),
      })
      return { yaml, warnings, error: undefined }
    } catch (error) {
      return { yaml: '', warnings, error: describe(error) }
    }
  }
}
