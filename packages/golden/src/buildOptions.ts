import type { BuildOptions } from '@kust/core'
import { helmHost, remoteHost } from '@kust/core/node/hosts'
import type { GoldenBuildOptions } from './config.ts'

/** How to render; where from, goldens say themselves. */
export type RenderOptions = Omit<BuildOptions, 'fileSystem' | 'onWarning'>

/** Does work with the options that a configuration asks for; what runs or lies on the disk for them ends with it. */
export async function withConfiguredBuild<T>(
  { enableHelm, helmKubeVersion, helmApiVersions, offline, ...options }: GoldenBuildOptions,
  work: (options: RenderOptions) => Promise<T>,
): Promise<T> {
  const remote = remoteHost({ offline: offline === true })
  const helm =
    enableHelm === true
      ? helmHost({
          ...(helmKubeVersion !== undefined && { kubeVersion: helmKubeVersion }),
          apiVersions: helmApiVersions ?? [],
        })
      : undefined
  try {
    return await work({ ...options, remote, ...(helm !== undefined && { helm }) })
  } finally {
    await Promise.all([remote.dispose(), helm?.dispose()])
  }
}
