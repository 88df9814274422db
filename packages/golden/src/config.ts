/** What `kust.golden.yaml` says. */
export interface GoldenConfig {
  /**
   * Globs of the folders that have goldens, relative to the file; those that begin with `!` exclude. Every
   * kustomization that no other one names unless told.
   */
  readonly overlays?: readonly string[]
  /** The file of each overlay; `{dir}` stands for its folder. `goldens/{dir}.yaml` unless told. */
  readonly golden?: string
  readonly build?: GoldenBuildOptions
}

/** How goldens are rendered: the flags of `kust build` that choose no program. */
export interface GoldenBuildOptions {
  readonly enableHelm?: boolean
  readonly helmKubeVersion?: string
  readonly helmApiVersions?: readonly string[]
  readonly loadRestrictor?: 'LoadRestrictionsRootOnly' | 'LoadRestrictionsNone'
  readonly reorder?: 'legacy' | 'none'
  readonly offline?: boolean
}

export const defaultScheme = 'goldens/{dir}.yaml'

/** Where a configuration is looked for, in a folder and those above it. */
export const configFileNames = ['kust.golden.yaml', 'kust.golden.yml', 'kust.golden.json'] as const
