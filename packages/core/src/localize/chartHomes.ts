import { cannotListFolders, chartHomeAbsolute, outsideScope } from '../diagnostics/errors/localize.ts'
import { isAbsolute, isInOrBelow, joinPath, relativePath } from '../kustomization/path.ts'
import { childLoader } from '../load/loader.ts'
import type { Root } from './localize.ts'

/** Where helm looks for charts unless it is told. */
const defaultHome = 'charts'

/**
 * Copies the folder of a kustomization's charts, if there is one, without its links; where the copy is. The default
 * folder stays where it is even if it is a link. An empty entry stands for the default, and stays empty.
 */
export async function copyChartHome(root: Root, entry: string): Promise<string> {
  const { loader, destination, isLocal, localization } = root
  if (isAbsolute(entry)) throw chartHomeAbsolute(entry)
  const path = joinPath(loader.root, entry === '' ? defaultHome : entry)
  const relative = relativePath(loader.root, path)
  // Helm may be about to put it there.
  if ((await loader.reader.resolve(path)) === undefined) return entry === '' ? '' : relative
  const home = await childLoader(loader, relative)
  if (isLocal && !isInOrBelow(home.root, localization.scope)) throw outsideScope(entry, localization.scope)
  const isDefault = path === joinPath(loader.root, defaultHome)
  const place = isDefault ? relative : relativePath(loader.root, home.root)
  const to = joinPath(destination, place)
  if (![...localization.files.keys()].some((file) => isInOrBelow(file, to))) await copyFolder(root, home.root, to)
  return entry === '' ? '' : place
}

async function copyFolder(root: Root, from: string, to: string): Promise<void> {
  const { reader } = root.loader
  const { files, emptyFolders } = root.localization
  if (reader.fileSystem.readFolder === undefined) throw cannotListFolders()
  const entries = await reader.fileSystem.readFolder(from)
  if (entries.every(({ kind }) => kind === 'link')) emptyFolders.add(to)
  for (const { name, kind } of entries) {
    const path = joinPath(from, name)
    if (kind === 'directory') await copyFolder(root, path, joinPath(to, name))
    else if (kind === 'file') {
      const file = await reader.readFile(path)
      if (file !== undefined) files.set(joinPath(to, name), file.bytes)
    }
  }
}
