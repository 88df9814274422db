import type { FileSystem } from './fileSystem.ts'

/** A file system that asks another for each path once, for many builds at one moment. */
export function snapshot(fileSystem: FileSystem): FileSystem {
  return {
    workingDirectory: fileSystem.workingDirectory,
    resolve: once((path) => fileSystem.resolve(path)),
    readFile: once((path, maxBytes) => fileSystem.readFile(path, maxBytes)),
    ...(fileSystem.readFolder && { readFolder: once((path) => fileSystem.readFolder!(path)) }),
  }
}

function once<More extends unknown[], T>(ask: (path: string, ...more: More) => T): (path: string, ...more: More) => T {
  const answers = new Map<string, T>()
  return (path, ...more) => {
    if (!answers.has(path)) answers.set(path, ask(path, ...more))
    return answers.get(path)!
  }
}
