import { existsSync, readdirSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type FileSystem, leafKustomizations } from '@kust/core'
import { foldersBelow } from '@kust/core/node/disk'
import picomatch from 'picomatch'
import { defaultScheme, type GoldenConfig } from './config.ts'
import { noOverlays, overlayOutside } from './errors.ts'
import { findConfigFile, readConfig } from './readConfig.ts'

/** A kustomization that has a golden. */
export interface Overlay {
  /** Its folder as seen from that of the configuration, with `/`; that folder itself is `.`. */
  readonly dir: string
  /** Its folder, absolute. */
  readonly folder: string
  /** The file that holds what it is expected to render to, absolute. */
  readonly golden: string
  readonly project: Project
}

/** What all overlays of one configuration share. */
export interface Project {
  /** The folder of the configuration. */
  readonly root: string
  readonly config: GoldenConfig
}

export interface ProjectOptions {
  /** Where to start from; the working directory unless told. */
  readonly directory?: string
  /** A configuration, or its file; unless told, the one in `directory` or the nearest folder above that has one. */
  readonly config?: string | GoldenConfig
}

/** Finds the configuration; without one all defaults hold, from `directory` on. */
export function openProject({ directory = '.', config }: ProjectOptions = {}): Project {
  const start = resolve(directory)
  if (typeof config === 'object') return { root: start, config }
  const file = config === undefined ? findConfigFile(start) : resolve(start, config)
  return file === undefined ? { root: start, config: {} } : { root: dirname(file), config: readConfig(file) }
}

/** The overlay in a folder, whether or not the configuration lists it. */
export function overlayIn(project: Project, folder: string): Overlay {
  const dir = fromRoot(project, folder)
  if (dir.startsWith('../') || dir === '..' || isAbsolute(dir)) throw overlayOutside(folder, project.root)
  return { dir, folder, golden: join(project.root, goldenPath(schemeOf(project), dir)), project }
}

/** Those overlays of a project that some folders or globs name, seen from `directory`; all if there are none. */
export async function findOverlays(
  project: Project,
  fileSystem: FileSystem,
  {
    only = [],
    directory = '.',
  }: { readonly only?: readonly string[] | undefined; readonly directory?: string | undefined } = {},
): Promise<Overlay[]> {
  const { root, config } = project
  const folders = foldersBelow(root)
  const { included, excluded } = split(config.overlays ?? [])
  const isIncluded = matcher(included)
  const isExcluded = matcher(excluded)
  const chosen =
    included.length === 0
      ? await leafKustomizations(fileSystem, folders)
      : folders.filter((folder) => hasKustomization(folder) && isIncluded(fromRoot(project, folder)))
  const dirs = chosen.map((folder) => fromRoot(project, folder)).filter((dir) => !isExcluded(dir))
  const wanted = only.map((pattern) => [pattern, matcher([fromStart(project, directory, pattern)], true)] as const)
  for (const [pattern, matches] of wanted) if (!dirs.some(matches)) throw noOverlays(root, [pattern])
  if (dirs.length === 0) throw noOverlays(root, config.overlays ?? [])
  return dirs
    .filter((dir) => wanted.length === 0 || wanted.some(([, matches]) => matches(dir)))
    .map((dir) => overlayIn(project, resolve(root, dir)))
}

/** Files that the scheme would give to overlays that are not there. */
export function orphanedGoldens(project: Project, overlays: readonly Overlay[]): string[] {
  const known = new Set(overlays.map(({ golden }) => golden))
  const isGolden = picomatch(globOf(schemeOf(project)), { dot: true })
  return foldersBelow(project.root)
    .flatMap((folder) => readdirSync(folder, { withFileTypes: true }).map((entry) => [folder, entry] as const))
    .filter(([, entry]) => entry.isFile())
    .map(([folder, { name }]) => join(folder, name))
    .filter((file) => isGolden(fromRoot(project, file)) && !known.has(file))
    .sort()
}

function schemeOf({ config }: Project): string {
  return config.golden ?? defaultScheme
}

/** As `kust build --all` does, the root itself is called `kustomization` where a file takes its name. */
function goldenPath(scheme: string, dir: string): string {
  return scheme.replaceAll(/\{dir\}(?=(.?))/g, (_, next: string) =>
    dir !== '.' || next === '/' ? dir : 'kustomization',
  )
}

function globOf(scheme: string): string {
  return scheme
    .split('{dir}')
    .map((part) => part.replaceAll(/[\\*?[\]{}()!+@|]/g, '\\$&'))
    .join('**')
    .replace(/^\.\//, '')
    .replaceAll(/\*\*(?!\/)/g, '**/*')
}

function split(patterns: readonly string[]): { readonly included: string[]; readonly excluded: string[] } {
  const included = patterns.filter((pattern) => !pattern.startsWith('!'))
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
  return { included, excluded }
}

/** Whether a folder matches one of some globs; with `below`, also if a folder above it does. */
function matcher(patterns: readonly string[], below = false): (dir: string) => boolean {
  const globs = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/(.)\/+$/, '$1'))
  const all = below ? globs.flatMap((glob) => (glob === '.' ? ['.', '**'] : [glob, `${glob}/**`])) : globs
  return all.length === 0 ? () => false : picomatch(all, { dot: true })
}

function fromStart({ root }: Project, directory: string, pattern: string): string {
  return slashed(relative(root, resolve(directory, pattern))) || '.'
}

function fromRoot({ root }: Project, path: string): string {
  return slashed(relative(root, path)) || '.'
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}

function hasKustomization(folder: string): boolean {
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => existsSync(join(folder, name)))
}
