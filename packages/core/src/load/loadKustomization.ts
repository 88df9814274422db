import { atField, located, withChain } from '../diagnostics/context.ts'
import {
  emptyKustomization,
  kindNotAllowed,
  kustomizationsTooDeep,
  noKustomizationFile,
  severalKustomizationFiles,
  tooManyKustomizations,
  wrongApiVersion,
  wrongKind,
} from '../diagnostics/errors/kustomization.ts'
import { nothingAt, tooManyManifests } from '../diagnostics/errors/load.ts'
import { KustError } from '../diagnostics/kustError.ts'
import { embeddedSource } from '../diagnostics/position.ts'
import { decode, placeOf } from '../kustomization/decode.ts'
import { apiVersionOf, findDeprecated, modernize, saysNothing } from '../kustomization/deprecatedFields.ts'
import type { Kustomization } from '../kustomization/kustomization.ts'
import { joinPath } from '../kustomization/path.ts'
import { kustomizationShape } from '../kustomization/shapes.ts'
import { readManifests } from '../resource/readManifests.ts'
import type { MappingNode, SourceText, YamlNode } from '../yaml/node.ts'
import { mapping } from '../yaml/node.ts'
import { readYaml11 } from '../yaml/readYaml.ts'
import type { BuildLimits } from './limits.ts'
import { childLoader, childLoaderAtHand, type Loader, loadFile, resolveFile } from './loader.ts'
import { filesOf, type NamedFile } from './namedFiles.ts'
import type { LoadedFile } from './reader.ts'
import { isHttpUrl, tryParseRepoSpec } from './repoSpec.ts'

/** A kustomization file with everything that it names, down the whole tree. */
export interface LoadedKustomization {
  readonly loader: Loader
  /** The kustomization file, and its name within the folder. */
  readonly file: LoadedFile
  readonly fileName: string
  /** The file's tree, for the places of its fields. */
  readonly node: YamlNode
  /** The file's content, with deprecated fields moved into today's. */
  readonly kustomization: Kustomization
  readonly resources: readonly LoadedEntry[]
  readonly components: readonly LoadedDirectory[]
  readonly generators: readonly LoadedEntry[]
  readonly transformers: readonly LoadedEntry[]
  readonly validators: readonly LoadedEntry[]
  /** The other files that fields name, by the name that the field gives. */
  readonly files: ReadonlyMap<string, LoadedFile>
}

export type LoadedEntry = LoadedManifests | LoadedDirectory

/** A file, or inline text, that holds manifests. */
export interface LoadedManifests {
  readonly kind: 'manifests'
  /** The path as the field gives it; undefined for inline text. */
  readonly entry: string | undefined
  readonly source: SourceText
}

export interface LoadedDirectory {
  readonly kind: 'directory'
  readonly entry: string
  readonly loaded: LoadedKustomization
}

/** What a load adds up while it goes through the tree. */
export interface LoadState {
  /** The reference's deprecation warnings, a kustomization's own before those of what it names. */
  readonly warn: (warning: LoadWarning) => void
  readonly limits: BuildLimits
  kustomizations: number
  manifestBytes: number
  /** How often each file of manifests is named in the tree. */
  readonly uses: Map<SourceText, number>
  /** Kustomization files as they were decoded: bases that several overlays share are decoded once. */
  readonly decoded: {
    get(source: SourceText): DecodedFile | undefined
    set(source: SourceText, decoded: DecodedFile): unknown
  }
}

export interface DecodedFile {
  readonly node: YamlNode
  /** What the file says, before deprecated fields are moved. */
  readonly written: Kustomization
}

export interface LoadWarning {
  readonly message: string
  readonly file: string | undefined
}

export const kustomizationFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

/** Reads the kustomization in a loader's folder, and all that it names. */
export async function loadKustomization(loader: Loader, state: LoadState): Promise<LoadedKustomization> {
  const { maxKustomizations, maxDepth } = state.limits
  if (loader.depth > maxDepth) throw kustomizationsTooDeep(maxDepth)
  // Stops kustomizations that multiply through diamonds of diamonds.
  if (++state.kustomizations > maxKustomizations) throw tooManyKustomizations(maxKustomizations)
  for (const message of loader.repository?.spec.warnings ?? []) state.warn({ message, file: undefined })
  const { file, fileName } = await findKustomizationFile(loader)
  return withChain(file.path, async () => {
    const { node, written } = decodeFile(file.source, state)
    for (const { message } of findDeprecated(written)) state.warn({ message, file: file.path })
    const kustomization = modernize(written)
    check(kustomization, node, file)
    const fields = { node, bases: written.bases?.length ?? 0 }

    const resources: LoadedEntry[] = []
    const own = (kustomization.resources?.length ?? 0) - fields.bases
    for (const [i, entry] of (kustomization.resources ?? []).entries()) {
      const place = i < own ? (['resources', i] as const) : (['bases', i - own] as const)
      resources.push(await atField(node, place, () => loadEntry(loader, entry, state)))
    }
    const files = new Map<string, LoadedFile>()
    for (const named of filesOf(kustomization)) await loadNamedFile(loader, node, named, files)
    const plugins = (field: 'generators' | 'transformers' | 'validators'): Promise<LoadedEntry[]> =>
      loadPluginEntries(loader, node, field, kustomization[field] ?? [], state)
    const generators = await plugins('generators')
    const components: LoadedDirectory[] = []
    for (const [i, entry] of (kustomization.components ?? []).entries()) {
      components.push(
        await atField(node, ['components', i], async () =>
          loadDirectory(await childLoader(loader, entry), entry, state, 'Component'),
        ),
      )
    }
    const transformers = await plugins('transformers')
    const validators = await plugins('validators')
    return {
      loader,
      file,
      fileName,
      node,
      kustomization,
      resources,
      components,
      generators,
      transformers,
      validators,
      files,
    }
  })
}

/** Whether files are named that are only known when the build has come to them: by plugins and charts. */
export function readsLater({ kustomization, ...loaded }: LoadedKustomization): boolean {
  const plugins = loaded.generators.length + loaded.transformers.length + loaded.validators.length
  if (plugins + (kustomization.helmCharts?.length ?? 0) > 0) return true
  return [...loaded.resources, ...loaded.components].some(
    (entry) => entry.kind === 'directory' && readsLater(entry.loaded),
  )
}

/** What a kustomization file says. */
export function decodeFile(source: SourceText, state: Pick<LoadState, 'decoded'>): DecodedFile {
  let decoded = state.decoded.get(source)
  if (decoded === undefined) {
    const node = readYaml11(source) ?? mapping([], { source, offset: 0 })
    decoded = { node, written: decode<Kustomization>(node, kustomizationShape) }
    state.decoded.set(source, decoded)
  }
  return decoded
}

/** The one kustomization file in a loader's folder. */
export async function findKustomizationFile(loader: Loader): Promise<{ file: LoadedFile; fileName: string }> {
  const found: { file: LoadedFile; fileName: string }[] = []
  for (const fileName of kustomizationFileNames) {
    // A kustomization file that is a folder, or a link out of the root, counts as absent.
    const there = await resolveFile(loader, fileName).catch(ignoreUserErrors)
    if (there?.kind !== 'file') continue
    const file = await loadFile(loader, fileName).catch((error: unknown) => {
      if (error instanceof KustError && error.code === 'file-too-large') throw error
      return ignoreUserErrors(error)
    })
    if (file !== undefined) found.push({ file, fileName })
  }
  if (found.length === 0) throw noKustomizationFile(loader.reader.nameOf(loader.root))
  if (found.length > 1)
    throw severalKustomizationFiles(
      loader.reader.nameOf(loader.root),
      found.map((f) => f.fileName),
    )
  return found[0]!
}

function ignoreUserErrors(error: unknown): undefined {
  if (error instanceof KustError) return undefined
  throw error
}

function check(kustomization: Kustomization, node: YamlNode, file: LoadedFile): void {
  if (saysNothing(kustomization)) throw emptyKustomization({ source: file.source, offset: 0 })
  const { kind = '', apiVersion = '' } = kustomization
  if (kind !== 'Kustomization' && kind !== 'Component') throw located(wrongKind(kind), node, ['kind'])
  const wanted = apiVersionOf(kind)
  if (apiVersion !== wanted) throw located(wrongApiVersion(apiVersion, kind, wanted), node, ['apiVersion'])
}

/** A `resources` entry: a file of manifests, or else a folder or a repository with a kustomization. */
async function loadEntry(loader: Loader, entry: string, state: LoadState): Promise<LoadedEntry> {
  if (isHttpUrl(entry)) return loadUrl(loader, entry, state)
  const found = entry === '' ? undefined : await resolveFile(loader, entry)
  if (found?.kind === 'file') return manifestsOf(await loadFile(loader, entry), entry, state)
  return loadDirectory(await childLoader(loader, entry).catch(describeNothing), entry, state, 'Kustomization')

  function describeNothing(error: unknown): never {
    const isNothing = error instanceof KustError && error.code === 'directory-not-found' && found === undefined
    throw isNothing ? nothingAt(entry, loader.reader.nameOf(joinPath(loader.root, entry))) : error
  }
}

/**
 * What a URL names. Upstream asks for a file first, and takes the URL for a repository if that fails or what came holds
 * no manifests, such as the page of a website. Of two mistakes, it reports bad YAML rather than that there is no such
 * repository.
 */
async function loadUrl(loader: Loader, entry: string, state: LoadState): Promise<LoadedEntry> {
  const atHand = await childLoaderAtHand(loader, entry)
  if (atHand !== undefined) return loadDirectory(atHand, entry, state, 'Kustomization')
  let file: LoadedFile | undefined
  let mistake: KustError | undefined
  try {
    file = await loadFile(loader, entry)
    readManifests(file.source)
  } catch (error) {
    if (!(error instanceof KustError) || isFinal(error)) throw error
    mistake = error
  }
  if (file !== undefined && mistake === undefined) return manifestsOf(file, entry, state)
  if (tryParseRepoSpec(entry) === undefined) throw mistake
  const child = await childLoader(loader, entry).catch((error: unknown) => {
    throw file === undefined ? error : mistake
  })
  return loadDirectory(child, entry, state, 'Kustomization')
}

/** A server that reached a limit is not asked again by other means. */
function isFinal({ code }: KustError): boolean {
  return code === 'no-remote-host' || code === 'http-timeout' || code === 'http-too-large' || code === 'file-too-large'
}

function manifestsOf({ path, source }: LoadedFile, entry: string, state: LoadState): LoadedManifests {
  state.manifestBytes += source.text.length
  if (state.manifestBytes > state.limits.maxManifestBytes) throw tooManyManifests(state.limits.maxManifestBytes, path)
  state.uses.set(source, (state.uses.get(source) ?? 0) + 1)
  return { kind: 'manifests', entry, source }
}

async function loadDirectory(
  child: Loader,
  entry: string,
  state: LoadState,
  kind: 'Kustomization' | 'Component',
): Promise<LoadedDirectory> {
  const loaded = await loadKustomization(child, state)
  if (loaded.kustomization.kind !== kind) throw kindNotAllowed(entry, kind)
  return { kind: 'directory', entry, loaded }
}

async function loadPluginEntries(
  loader: Loader,
  node: YamlNode,
  field: string,
  entries: readonly string[],
  state: LoadState,
): Promise<LoadedEntry[]> {
  // Upstream takes the inline ones first, then what the others name.
  const inline: LoadedEntry[] = []
  const named: LoadedEntry[] = []
  for (const [i, entry] of entries.entries()) {
    const source = embeddedSource(entry, placeOf(node, [field, i]))
    if (tryReadManifests(source) !== undefined) inline.push({ kind: 'manifests', entry: undefined, source })
    else named.push(await atField(node, [field, i], () => loadEntry(loader, entry, state)))
  }
  return [...inline, ...named]
}

async function loadNamedFile(
  loader: Loader,
  node: YamlNode,
  { path, field, maybeInline }: NamedFile,
  files: Map<string, LoadedFile>,
): Promise<void> {
  if (files.has(path)) return
  if (maybeInline && tryReadManifests(embeddedSource(path, placeOf(node, field))) !== undefined) return
  files.set(path, await atField(node, field, () => loadFile(loader, path)))
}

/** The manifests of a text, or undefined if it holds none that can be read: then it is a path. */
export function tryReadManifests(source: SourceText): MappingNode[] | undefined {
  try {
    return readManifests(source)
  } catch (error) {
    return ignoreUserErrors(error)
  }
}
