import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { destinationExists, destinationFailed } from '../diagnostics/errors/localize.ts'

/**
 * Writes a new folder with the given files, as `localize` gives them. The folder that it stands in must be there, and
 * nothing is left of it if anything goes wrong.
 */
export function writeFolder(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  emptyFolders: readonly string[] = [],
): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code === 'EEXIST' ? destinationExists(folder) : destinationFailed(folder, message)
  }
  try {
    for (const path of emptyFolders) mkdirSync(join(folder, path), { recursive: true })
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw destinationFailed(folder, (error as Error).message)
  }
}
