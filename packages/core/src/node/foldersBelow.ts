import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A folder and all below it, but those of tools. */
export function foldersBelow(folder: string): string[] {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
    .map(({ name }) => join(folder, name))
    .sort()
  return [folder, ...folders.flatMap(foldersBelow)]
}
