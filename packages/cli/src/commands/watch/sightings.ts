import { statSync } from 'node:fs'
import type { FileSystem } from '@kust/core'

/** What stood at paths when somebody looked, so that changes can be told; what was not there counts too. */
export type Sightings = Map<string, Sighting>

interface Sighting {
  /** Whether the names in a folder count; of all else, what it is and what it holds. */
  readonly isListing: boolean
  readonly seen: string
}

export interface Change {
  readonly path: string
  readonly what: 'changed' | 'new' | 'gone'
}

const nothing = 'nothing'

export interface Noticing {
  readonly fileSystem: FileSystem
  /** Does work, and gives what it looked at. One work at a time. */
  readonly during: <T>(work: () => Promise<T>) => Promise<{ readonly result: T; readonly sightings: Sightings }>
}

/** A file system that notes what it is asked for, and how that stood right before: also for builds that fail. */
export function noticing(fileSystem: FileSystem): Noticing {
  let sightings: Sightings = new Map()
  return {
    fileSystem: {
      ...fileSystem,
      resolve(path) {
        see(sightings, path)
        return fileSystem.resolve(path)
      },
      readFile(path, maxBytes) {
        see(sightings, path)
        return fileSystem.readFile(path, maxBytes)
      },
      ...(fileSystem.readFolder && {
        readFolder(path: string) {
          see(sightings, path, true)
          return fileSystem.readFolder!(path)
        },
      }),
    },
    async during(work) {
      const own: Sightings = new Map()
      sightings = own
      return { result: await work(), sightings: own }
    },
  }
}

export function see(sightings: Sightings, path: string, isListing = false): void {
  if (isListing || !sightings.has(path)) sightings.set(path, { isListing, seen: look(path, isListing) })
}

/** What has changed since; `looked` keeps what is found, for others that ask at the same moment. */
export function changesSince(sightings: Sightings, looked: Map<string, string>): Change[] {
  const changes: Change[] = []
  for (const [path, { isListing, seen }] of sightings) {
    const key = isListing ? `${path}/.` : path
    const now = looked.get(key) ?? look(path, isListing)
    looked.set(key, now)
    if (now === seen) continue
    changes.push({ path, what: seen === nothing ? 'new' : now === nothing ? 'gone' : 'changed' })
  }
  return changes
}

function look(path: string, isListing: boolean): string {
  try {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (stat === undefined) return nothing
    if (stat.isDirectory()) return isListing ? `folder ${stat.ino} ${stat.mtimeNs}` : 'folder'
    return `${stat.ino} ${stat.size} ${stat.mtimeNs}`
  } catch {
    return nothing
  }
}
