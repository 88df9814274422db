import type { Place } from '@kust/core/inspect'

/** A place as a key of maps: the same for the same place in all builds. */
export function placeKey({ source, offset }: Place): string {
  return `${source?.path ?? ''}:${offset}`
}

/** Whether a file stands on the file system that is linted; what was fetched has a URL for a name. */
export function isLocal(path: string): boolean {
  return path.startsWith('/') && !path.includes('://')
}
