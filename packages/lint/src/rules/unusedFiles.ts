import type { FileSystem } from '@kust/core'
import { KustError } from '@kust/core'
import { directoryOf, getField, joinPath, readDocuments, textOf, type YamlNode } from '@kust/core/inspect'
import type { LintContext } from '../context.ts'
import type { Report, Rule } from '../finding.ts'
import { readText } from '../namedPaths.ts'

export const unlistedManifest: Rule = {
  code: 'unlisted-manifest',
  severity: 'warning',
  summary: 'A manifest beside a kustomization that nothing names',
  help: 'Neither a kustomization of the repository nor a readme or script beside it names the file, so it is not deployed by it. List it under `resources` or `patches`, or delete it.',
  async check(context) {
    const found = await candidates(context)
    return found
      .filter(({ kind }) => kind === 'manifest')
      .map(({ path }): Report => ({ at: path, message: 'no kustomization names this manifest' }))
  },
}

export const unusedFile: Rule = {
  code: 'unused-file',
  severity: 'note',
  summary: 'A JSON patch or a file of variables beside a kustomization that nothing names',
  help: 'Neither a kustomization of the repository nor a readme or script beside it names the file. Name it, or delete it.',
  async check(context) {
    const found = await candidates(context)
    return found
      .filter(({ kind }) => kind === 'other')
      .map(({ path }): Report => ({ at: path, message: 'no kustomization names this file' }))
  },
}

interface Candidate {
  readonly path: string
  readonly kind: 'manifest' | 'other'
}

const known = new WeakMap<LintContext, Promise<Candidate[]>>()

/** The files that could be named and are not, in the folders of kustomizations and below. */
function candidates(context: LintContext): Promise<Candidate[]> {
  let found = known.get(context)
  if (found === undefined) {
    found = search(context)
    known.set(context, found)
  }
  return found
}

async function search(context: LintContext): Promise<Candidate[]> {
  const { fileSystem, kustomizations } = context
  if (fileSystem.readFolder === undefined) return []
  const found: Candidate[] = []
  const folders = new Set(kustomizations.map(({ file }) => directoryOf(file)))
  for (const folder of folders) await searchFolder(context, folder, '', found)
  const scripts = found.length === 0 ? '' : await scriptsOf(context)
  return found.filter(({ path }) => !scripts.includes(path.split('/').slice(-3).join('/')))
}

async function searchFolder(
  context: LintContext,
  folder: string,
  mentionsAbove: string,
  found: Candidate[],
): Promise<void> {
  const { fileSystem, namedPaths } = context
  const entries = await fileSystem.readFolder!(folder)
  const names = entries.filter(({ kind }) => kind === 'file').map(({ name }) => name)
  const unnamed = names.filter((name) => mayBeNamed.test(name) && !namedPaths.has(joinPath(folder, name)))
  const mentions = mentionsAbove + (await textsOf(fileSystem, folder, names))
  for (const name of unnamed.sort()) {
    if (mentions.includes(name)) continue
    const path = joinPath(folder, name)
    const kind = await kindOf(fileSystem, path)
    if (kind !== undefined) found.push({ path, kind })
  }
  for (const { name, kind } of entries) {
    // A folder belongs to this kustomization if that names anything in it, and it has none of its own.
    const path = joinPath(folder, name)
    if (kind === 'directory' && namedFolders(context).has(path) && !(await hasOwnRules(fileSystem, path)))
      await searchFolder(context, path, mentions, found)
  }
}

const mayBeNamed = /\.(ya?ml|json|env|properties)$/

/** Folders that hold a named file. */
const foldersOfNamed = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()

function namedFolders({ namedPaths }: LintContext): ReadonlySet<string> {
  const known = foldersOfNamed.get(namedPaths)
  if (known !== undefined) return known
  const folders = new Set<string>()
  for (const path of namedPaths)
    for (let folder = directoryOf(path); folder !== '/' && !folders.has(folder); folder = directoryOf(folder))
      folders.add(folder)
  foldersOfNamed.set(namedPaths, folders)
  return folders
}

/** Whether a folder is a kustomization or a chart. */
async function hasOwnRules(fileSystem: FileSystem, folder: string): Promise<boolean> {
  const names = (await fileSystem.readFolder!(folder)).map(({ name }) => name)
  return names.some((name) => /^(kustomization\.ya?ml|Kustomization|Chart\.yaml)$/.test(name))
}

/** What is written about the files of a folder: by people, in scripts, and in what a kustomization has commented out. */
async function textsOf(fileSystem: FileSystem, folder: string, names: readonly string[]): Promise<string> {
  const texts: string[] = []
  for (const name of names)
    if (
      /\.(md|txt|adoc|rst|sh|py|mk|go|js|ts|tf)$|^(Makefile|Tiltfile|Justfile|justfile|Earthfile|kustomization\.ya?ml|Kustomization)$/.test(
        name,
      )
    )
      texts.push((await readText(fileSystem, joinPath(folder, name))) ?? '')
  return texts.join('\n')
}

/** The scripts of the whole repository, where a file goes by its folders too. */
async function scriptsOf({ fileSystem, folders }: LintContext): Promise<string> {
  const texts: string[] = []
  for (const folder of folders)
    for (const { name, kind } of await fileSystem.readFolder!(folder))
      if (kind === 'file' && (isScript.test(name) || /\/\.github\//.test(`${folder}/`)))
        texts.push((await readText(fileSystem, joinPath(folder, name))) ?? '')
  return texts.join('\n')
}

const isScript = /\.(sh|bash|py|mk)$|^(Makefile|Tiltfile|Justfile|justfile|Earthfile|skaffold\.yaml)$/

/** Groups whose objects configure tools, and are not for a cluster. */
const toolGroups =
  /^(kustomize\.config\.k8s\.io|skaffold|kind\.x-k8s\.io|k3d\.io|kubeadm\.k8s\.io|ctlptl\.dev|config\.kubernetes\.io|kuttl\.dev|krew\.googlecontainertools|builtin|kubelet\.config|audit\.k8s\.io|apiserver\.config)/

async function kindOf(fileSystem: FileSystem, path: string): Promise<Candidate['kind'] | undefined> {
  if (/\.(env|properties)$/.test(path)) return 'other'
  const text = await readText(fileSystem, path)
  if (text === undefined) return undefined
  try {
    const [first] = readDocuments({ path, text })
    if (first === undefined) return undefined
    if (isJsonPatch(first)) return 'other'
    const apiVersion = textOf(getField(first, 'apiVersion'))
    const isManifest = apiVersion !== '' && textOf(getField(first, 'kind')) !== ''
    return isManifest && !toolGroups.test(apiVersion) ? 'manifest' : undefined
  } catch (error) {
    // A template, or something else that is not YAML.
    if (error instanceof KustError) return undefined
    throw error
  }
}

function isJsonPatch(node: YamlNode): boolean {
  if (node.kind !== 'sequence' || node.items.length === 0) return false
  return node.items.every((item) => getField(item, 'op') !== undefined && getField(item, 'path') !== undefined)
}
