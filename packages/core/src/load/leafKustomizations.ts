import { KustError } from '../diagnostics/kustError.ts'
import { decode } from '../kustomization/decode.ts'
import { modernize } from '../kustomization/deprecatedFields.ts'
import type { Kustomization } from '../kustomization/kustomization.ts'
import { joinPath } from '../kustomization/path.ts'
import { kustomizationShape } from '../kustomization/shapes.ts'
import { generalYaml } from '../libraries/index.ts'
import { readYaml11 } from '../yaml/readYaml.ts'
import type { FileSystem } from './fileSystem.ts'
import { kustomizationFileNames } from './loadKustomization.ts'
import { createReader, type Reader } from './reader.ts'

/**
 * Those of some folders whose kustomizations no other of them names: what a repository is there to render. Components
 * are none, nor are folders without a kustomization file. One that cannot be read is a leaf, so that its
 * mistake is heard of.
 */
export async function leafKustomizations(fileSystem: FileSystem, folders: readonly string[]): Promise<string[]> {
  await generalYaml.load()
  const reader = createReader(fileSystem)
  const leaves = new Map<string, string>()
  const named = new Set<string>()
  for (const folder of folders) {
    const found = await reader.resolve(folder)
    const text = found && (await kustomizationIn(found.path, reader))
    if (found === undefined || text === undefined) continue
    if (text.kind !== 'Component') leaves.set(found.path, folder)
    for (const entry of entriesOf(text)) {
      const path = (await reader.resolve(joinPath(found.path, entry)))?.path
      if (path !== undefined && path !== found.path) named.add(path)
    }
  }
  return [...leaves].filter(([path]) => !named.has(path)).map(([, folder]) => folder)
}

async function kustomizationIn(folder: string, reader: Reader): Promise<Kustomization | undefined> {
  for (const name of kustomizationFileNames) {
    const found = await reader.resolve(joinPath(folder, name))
    const file = found?.kind === 'file' ? await reader.readFile(found.path) : undefined
    if (file === undefined) continue
    try {
      const node = readYaml11(file.source)
      return node === undefined ? {} : modernize(decode<Kustomization>(node, kustomizationShape))
    } catch (error) {
      if (error instanceof KustError) return {}
      throw error
    }
  }
  return undefined
}

function entriesOf({ resources = [], components = [], generators = [], ...rest }: Kustomization): string[] {
  const { transformers = [], validators = [] } = rest
  // Inline YAML has lines, paths have none.
  return [resources, components, generators, transformers, validators]
    .flat()
    .filter((entry) => entry !== '' && !entry.includes('\n'))
}
