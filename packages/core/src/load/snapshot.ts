import type { FileSystem, ResolvedPath } from './fileSystem.ts'

/** A file system that asks another for each path once, for many builds at one moment. */
export function snapshot(fileSystem: FileSystem): FileSystem {
  return {
    workingDirectory: fileSystem.workingDirectory,
    resolve: once((path: string) => fileSystem.resolve(path)),
    readFile: once((path: string) => fileSystem.readFile(path)),
  }
}

function once<T extends ResolvedPath | Uint8Array | Promise<unknown> | undefined>(
  ask: (path: string) => T,
): (path: string) => T {
  const answers = new Map<string, T>()
  return (path) => {
    if (!answers.has(path)) answers.set(path, ask(path))
    return answers.get(path)!
  }
}
