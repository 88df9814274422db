import { type FileSystem, KustError, type Kustomization } from '@kust/core'
import {
  decode,
  decodeUtf8,
  filesOf,
  joinPath,
  kustomizationFileNames,
  kustomizationShape,
  modernize,
  readYaml11,
  sourceText,
} from '@kust/core/inspect'

/** As many bytes of a file as the linter looks at. */
export const maxFileBytes = 4_000_000

/**
 * The paths that the kustomizations of some folders name, whether anything builds them or not. All files in the
 * folder of one that cannot be read count as named, for nobody knows.
 */
export async function pathsNamedIn(fileSystem: FileSystem, folders: readonly string[]): Promise<Set<string>> {
  const named = new Set<string>()
  for (const folder of folders) {
    for (const name of kustomizationFileNames) {
      const text = await readText(fileSystem, joinPath(folder, name))
      if (text === undefined) continue
      named.add(joinPath(folder, name))
      const kustomization = decoded(text)
      const entries = kustomization === undefined ? await namesIn(fileSystem, folder) : entriesOf(kustomization)
      for (const entry of entries) named.add(entry.startsWith('/') ? joinPath(entry) : joinPath(folder, entry))
    }
  }
  return named
}

/** The text of a file, links followed; undefined if there is none that can be read. */
export async function readText(fileSystem: FileSystem, path: string): Promise<string | undefined> {
  const found = await fileSystem.resolve(path)
  if (found?.kind !== 'file') return undefined
  const bytes = await fileSystem.readFile(found.path, maxFileBytes)
  if (bytes === undefined || bytes.length > maxFileBytes) return undefined
  try {
    return sourceText(path, decodeUtf8(path, bytes)).text
  } catch (error) {
    if (error instanceof KustError) return undefined
    throw error
  }
}

function decoded(text: string): Kustomization | undefined {
  try {
    const node = readYaml11({ path: '', text })
    return node === undefined ? {} : modernize(decode<Kustomization>(node, kustomizationShape))
  } catch (error) {
    if (error instanceof KustError) return undefined
    throw error
  }
}

function entriesOf(kustomization: Kustomization): string[] {
  const { resources = [], components = [], generators = [], transformers = [], validators = [] } = kustomization
  const charts = (kustomization.helmCharts ?? []).flatMap((chart) => [
    ...(chart.valuesFile ? [chart.valuesFile] : []),
    ...(chart.additionalValuesFiles ?? []),
  ])
  const plugins = [...generators, ...transformers, ...validators].filter((entry) => !entry.includes('\n'))
  return [...resources, ...components, ...plugins, ...charts, ...filesOf(kustomization).map(({ path }) => path)]
}

async function namesIn(fileSystem: FileSystem, folder: string): Promise<string[]> {
  return ((await fileSystem.readFolder?.(folder)) ?? []).map(({ name }) => name)
}
