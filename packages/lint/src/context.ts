import type { BuildResult, FileSystem, Kustomization } from '@kust/core'
import type { LoadedKustomization, Place, Resource, SourceText, YamlNode } from '@kust/core/inspect'
import type { Effect } from './observe/effects.ts'
import type { UnmatchedTarget } from './observe/replacementTargets.ts'
import type { SelectorChange } from './observe/selectorChanges.ts'
import type { LostService } from './observe/services.ts'

/** A kustomization that some build went through; only those of this file system, none that was fetched. */
export interface LintedKustomization {
  /** The path of its file. */
  readonly file: string
  readonly source: SourceText
  readonly node: YamlNode
  /** With deprecated fields moved into today's. */
  readonly kustomization: Kustomization
  readonly loaded: LoadedKustomization
}

/** One of the targets, rendered. */
export interface LintedBuild {
  readonly target: string
  readonly result: BuildResult
  /** As they were printed, in that order. */
  readonly resources: readonly Resource[]
  readonly lostServices: readonly LostService[]
}

/** What rules look at: everything that is known once all targets are rendered. */
export interface LintContext {
  readonly fileSystem: FileSystem
  /** The folders of the repository, and those of all kustomizations. */
  readonly folders: readonly string[]
  readonly kustomizations: readonly LintedKustomization[]
  readonly builds: readonly LintedBuild[]
  /** What the entry of a field did, in all builds together. */
  effectOf(entry: Place): Effect | undefined
  /** Replacement targets that selected nothing in any build. */
  readonly unmatchedTargets: readonly UnmatchedTarget[]
  readonly selectorChanges: readonly SelectorChange[]
  /** Every path that a build asked for, or that a kustomization of the repository names. */
  readonly namedPaths: ReadonlySet<string>
}
