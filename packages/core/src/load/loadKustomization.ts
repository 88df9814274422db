import { atField, located, withChain } from '../diagnostics/context.ts'
import {
  emptyKustomization,
  kindNotAllowed,
  noKustomizationFile,
  severalKustomizationFiles,
  tooManyKustomizations,
  wrongApiVersion,
  wrongKind,
} from '../diagnostics/errors/kustomization.ts'
import { nothingAt } from '../diagnostics/errors/load.ts'
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
import { childLoader, type Loader, loadFile, resolveFile } from './loader.ts'
import { filesOf, type NamedFile } from './namedFiles.ts'
import type { LoadedFile } from './reader.ts'
import { looksRemote } from './remote.ts'

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
  kustomizations: number
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
  readonly file: string
}

/** More than any real tree has; stops kustomizations that multiply through diamonds of diamonds. */
const maxKustomizations = 20_000

export const kustomizationFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

/** Reads the kustomization in a loader's folder, and all that it names. */
export async function loadKustomization(loader: Loader, state: LoadState): Promise<LoadedKustomization> {
  if (++state.kustomizations > maxKustomizations) throw tooManyKustomizations(maxKustomizations)
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
      components.push(await atField(node, ['components', i], () => loadDirectory(loader, entry, state, 'Component')))
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

function decodeFile(source: SourceText, state: LoadState): DecodedFile {
  let decoded = state.decoded.get(source)
  if (decoded === undefined) {
    const node = readYaml11(source) ?? mapping([], { source, offset: 0 })
    decoded = { node, written: decode<Kustomization>(node, kustomizationShape) }
    state.decoded.set(source, decoded)
  }
  return decoded
}

async function findKustomizationFile(loader: Loader): Promise<{ file: LoadedFile; fileName: string }> {
  const found: { file: LoadedFile; fileName: string }[] = []
  for (const fileName of kustomizationFileNames) {
    // A kustomization file that is a folder, or a link out of the root, counts as absent.
    const there = await resolveFile(loader, fileName).catch(ignoreUserErrors)
    if (there?.kind !== 'file') continue
    const file = await loadFile(loader, fileName).catch(ignoreUserErrors)
    if (file !== undefined) found.push({ file, fileName })
  }
  if (found.length === 0) throw noKustomizationFile(loader.root)
  if (found.length > 1)
    throw severalKustomizationFiles(
      loader.root,
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

/** A `resources` entry: a file of manifests, or else a folder with a kustomization. */
async function loadEntry(loader: Loader, entry: string, state: LoadState): Promise<LoadedEntry> {
  if (entry !== '' && !looksRemote(entry)) {
    const found = await resolveFile(loader, entry)
    if (found === undefined) throw nothingAt(entry, joinPath(loader.root, entry))
    if (found.kind === 'file') {
      const { source } = await loadFile(loader, entry)
      state.uses.set(source, (state.uses.get(source) ?? 0) + 1)
      return { kind: 'manifests', entry, source }
    }
  }
  return loadDirectory(loader, entry, state, 'Kustomization')
}

async function loadDirectory(
  loader: Loader,
  entry: string,
  state: LoadState,
  kind: 'Kustomization' | 'Component',
): Promise<LoadedDirectory> {
  const loaded = await loadKustomization(await childLoader(loader, entry), state)
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
