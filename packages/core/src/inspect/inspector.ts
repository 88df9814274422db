import type { Trace } from '../accumulate/trace.ts'
import { type BuildOptions, type BuildResult, buildWith } from '../build.ts'
import { type EngineOptions, memoryOfMany } from '../engine.ts'
import type { LoadedKustomization } from '../load/loadKustomization.ts'

/** Renders like an engine, and lets somebody look on. */
export interface Inspector {
  build(target: string, options: Omit<BuildOptions, 'fileSystem'>, watcher: Watcher): Promise<BuildResult>
}

/** Who looks on: nothing that is shown may be edited, or kept beyond the build but for what was loaded. */
export interface Watcher {
  /** Called with the whole tree of kustomizations, before anything is rendered. */
  readonly loaded: (root: LoadedKustomization) => void
  readonly step: Trace
}

export function createInspector({ fileSystem, ...options }: EngineOptions): Inspector {
  const memory = memoryOfMany(options)
  return {
    build: (target, buildOptions, { loaded, step }) =>
      buildWith(memory, target, { ...buildOptions, fileSystem }, step, loaded),
  }
}
