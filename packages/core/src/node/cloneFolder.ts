import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cloneTooLarge } from '../diagnostics/errors/remote.ts'
import type { Clone, CloneRequest, GitLimits } from '../load/remoteHost.ts'
import { diskFileSystem } from './diskFileSystem.ts'

export function cloneAt(root: string, commit: string): Clone {
  return { fileSystem: diskFileSystem({ workingDirectory: root }), root, commit }
}

export interface Size {
  readonly bytes: number
  readonly files: number
}

export function refuseLarge({ cloneUrl }: CloneRequest, limits: GitLimits, size: Size): void {
  if (size.files > limits.maxFiles) throw cloneTooLarge(cloneUrl, limits.maxFiles, 'files')
  if (size.bytes > limits.maxBytes) throw cloneTooLarge(cloneUrl, limits.maxBytes, 'bytes')
}

/** What lies in a folder, links not followed; counts no further than the limits. */
export async function measure(folder: string, limits: GitLimits): Promise<Size> {
  const size = { bytes: 0, files: 0 }
  const folders = [folder]
  while (folders.length > 0 && size.files <= limits.maxFiles && size.bytes <= limits.maxBytes) {
    const at = folders.pop()!
    // While git works, what was there a moment ago may be gone.
    for (const entry of await readdir(at, { withFileTypes: true }).catch(() => [])) {
      const path = join(at, entry.name)
      if (entry.isDirectory()) folders.push(path)
      else {
        size.files++
        size.bytes += (await lstat(path).catch(() => undefined))?.size ?? 0
      }
    }
  }
  return size
}

/**
 * Git's own data is no part of what was committed, and it holds the URL, perhaps with a password: no generator in
 * the repository shall read it. (Upstream leaves it where it is.)
 */
export async function removeGitData(folder: string, recursive: boolean): Promise<void> {
  await remove(join(folder, '.git'))
  if (!recursive) return
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeGitData(join(folder, entry.name), true)
  }
}

export async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 })
}
