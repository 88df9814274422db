import { dirname, join } from 'node:path'
import type { FileSystem } from '@kust/core'
import { explain } from '@kust/core/explain'
import { type Annotation, annotate, type EnvironmentDiff, hasErrors } from '@kust/preview'
import type { RenderOptions } from '../../buildOptions.ts'

export interface AnnotationsOptions {
  readonly folder: string
  readonly fileSystem: FileSystem
  /** The folder that the paths of annotations start from. */
  readonly root: string
  readonly options: RenderOptions
}

/** Notes about what differs in an environment, at the lines that wrote it. */
export async function annotationsOf(environment: EnvironmentDiff, where: AnnotationsOptions): Promise<Annotation[]> {
  const { folder, fileSystem, root, options } = where
  const explained =
    hasErrors(environment) || environment.change === 'removed'
      ? undefined
      : (await explain(folder, { ...options, fileSystem })).resources
  return annotate(environment, { explained, fallback: await kustomizationFile(), relative: inRoot })

  function inRoot(file: string): string | undefined {
    return file.startsWith(`${root}/`) ? file.slice(root.length + 1) : undefined
  }

  async function kustomizationFile(): Promise<string> {
    for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
      const file = join(folder, name)
      if ((await fileSystem.resolve(file))?.kind === 'file') return inRoot(file) ?? file
    }
    const file = join(folder, 'kustomization.yaml')
    return inRoot(file) ?? dirname(file)
  }
}
