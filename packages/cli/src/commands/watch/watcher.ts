import { existsSync, type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'

export interface Watcher {
  /** From now on, these paths are watched and no others; they need not exist. */
  setPaths(paths: Iterable<string>): void
  close(): void
}

/** Editors write in several steps; this long after the last one they are done. */
const quietMs = 60

/** The systems that tell of no changes (network file systems, containers) are asked this often. */
const pollMs = 1000

/**
 * Calls when something may have happened to a path. Folders are watched, not files: an editor that saves puts a new file
 * in the place of the old one, and a watch on that would go with it.
 */
export function createWatcher(onEvent: () => void): Watcher {
  const watched = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  const happened = (): void => {
    clearTimeout(timer)
    timer = setTimeout(onEvent, quietMs)
  }
  const poll = setInterval(onEvent, pollMs)
  const drop = (folder: string): void => {
    watched.get(folder)?.close()
    watched.delete(folder)
  }
  const add = (folder: string): void => {
    try {
      const watcher = watch(folder, happened)
      watched.set(folder, watcher)
      // Gone, or there are no more watches to be had: asking goes on.
      watcher.on('error', () => drop(folder))
    } catch {
      // As above.
    }
  }
  return {
    setPaths(paths) {
      const folders = new Set<string>()
      for (const path of paths) folders.add(nearestFolder(path))
      for (const folder of watched.keys()) if (!folders.has(folder)) drop(folder)
      for (const folder of folders) if (!watched.has(folder)) add(folder)
    },
    close() {
      clearTimeout(timer)
      clearInterval(poll)
      for (const folder of [...watched.keys()]) drop(folder)
    },
  }
}

/** The folder in which a path lies or, if that is missing too, will begin to appear. */
function nearestFolder(path: string): string {
  let folder = dirname(path)
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
}
