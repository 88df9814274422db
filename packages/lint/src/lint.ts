import { type BuildOptions, type BuildResult, type FileSystem, KustError, snapshot } from '@kust/core'
import { createInspector, generalYaml, type Place, positionOf } from '@kust/core/inspect'
import type { LintContext, LintedBuild } from './context.ts'
import type { Finding, Report, Rule } from './finding.ts'
import { isIgnored } from './ignoreComments.ts'
import { pathsNamedIn, readText } from './namedPaths.ts'
import { type Observations, watchBuild } from './observe/watchBuild.ts'
import { isLocal, placeKey } from './places.ts'
import { rules as allRules } from './rules/index.ts'

export interface LintOptions extends Omit<BuildOptions, 'onWarning'> {
  /** All rules unless told. */
  readonly rules?: readonly Rule[]
  /**
   * Folders of the repository, absolute: what a kustomization in one of them names is not unused. Those of the targets
   * are always among them.
   */
  readonly folders?: readonly string[]
}

export interface LintResult {
  /** By file and line. */
  readonly findings: readonly Finding[]
  /** What each target renders to, in their order; undefined for one that does not build. */
  readonly builds: readonly (BuildResult | undefined)[]
  /** The mistakes of the targets that do not build. Nothing is found in what only these reach. */
  readonly errors: readonly KustError[]
}

/**
 * Renders kustomizations and tells what is wrong with them although they build. An entry that has an effect in any of
 * the targets has one; so bases are best judged together with all their overlays.
 */
export async function lint(targets: readonly string[], options: LintOptions): Promise<LintResult> {
  const { rules = allRules, folders = [], ...buildOptions } = options
  await generalYaml.load()
  const fileSystem = snapshot(options.fileSystem)
  const all: Observations = {
    kustomizations: new Map(),
    effects: new Map(),
    targets: new Map(),
    selectorChanges: new Map(),
  }
  const inspector = createInspector({ fileSystem })
  const builds: (LintedBuild | undefined)[] = []
  const errors: KustError[] = []
  for (const target of targets) {
    const watcher = watchBuild(all)
    try {
      const result = await inspector.build(target, buildOptions, watcher)
      builds.push({ target, result, resources: watcher.resources(), lostServices: watcher.lostServices() })
    } catch (error) {
      if (!(error instanceof KustError)) throw error
      errors.push(error)
      builds.push(undefined)
    }
  }
  const context = await contextOf(fileSystem, all, builds, folders)
  const findings = await runRules(rules, context)
  return { findings, builds: builds.map((build) => build?.result), errors }
}

async function contextOf(
  fileSystem: FileSystem,
  all: Observations,
  builds: readonly (LintedBuild | undefined)[],
  folders: readonly string[],
): Promise<LintContext> {
  const kustomizations = [...all.kustomizations.values()].map((loaded) => {
    const { file, node, kustomization } = loaded
    return { file: file.path, source: file.source, node, kustomization, loaded }
  })
  const allFolders = [...new Set([...kustomizations.map(({ loaded }) => loaded.loader.root), ...folders])]
  const namedPaths = await pathsNamedIn(fileSystem, allFolders)
  const done = builds.filter((build) => build !== undefined)
  for (const { result } of done) for (const { path, found } of result.files) if (found === 'file') namedPaths.add(path)
  return {
    fileSystem,
    folders: allFolders,
    kustomizations,
    builds: done,
    effectOf: (entry) => all.effects.get(placeKey(entry)),
    unmatchedTargets: [...all.targets.values()].filter((target) => target !== 'matched'),
    selectorChanges: [...all.selectorChanges.values()],
    namedPaths,
  }
}

async function runRules(rules: readonly Rule[], context: LintContext): Promise<Finding[]> {
  const findings = new Map<string, Finding>()
  for (const rule of rules) {
    for (const report of await rule.check(context)) {
      const at = placed(report.at)
      if (at === undefined || !isLocal(at.file)) continue
      const text = (await readText(context.fileSystem, at.file)) ?? ''
      if (isIgnored(text, at.line, rule.code)) continue
      // What several builds have in common is told once.
      const key = `${rule.code} ${at.file}:${at.line}:${at.column}`
      if (!findings.has(key)) findings.set(key, findingOf(rule, report, at))
    }
  }
  return [...findings.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  )
}

function placed(at: Place | string): Pick<Finding, 'file' | 'line' | 'column'> | undefined {
  if (typeof at === 'string') return { file: at, line: 1, column: 1 }
  const position = positionOf(at)
  return position && { file: position.source.path, line: position.line, column: position.column }
}

function findingOf(
  { code, severity }: Rule,
  { message, severity: own, fix }: Report,
  at: Pick<Finding, 'file' | 'line' | 'column'>,
): Finding {
  return { code, severity: own ?? severity, message, ...at, ...(fix !== undefined && { fix }) }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
