import type { ComparableFileSystem } from '../revisions/treeFileSystem.ts'

/** What was asked of a file system: where paths lead, and what files and folders hold. */
export interface Asked {
  readonly resolved: Set<string>
  readonly read: Set<string>
  readonly listed: Set<string>
}

/** A file system that notes every question; what a build asks before it fails is noted too. */
export function recording(fileSystem: ComparableFileSystem): { fileSystem: ComparableFileSystem; asked: Asked } {
  const asked: Asked = { resolved: new Set(), read: new Set(), listed: new Set() }
  return {
    asked,
    fileSystem: {
      ...fileSystem,
      resolve(path) {
        asked.resolved.add(path)
        return fileSystem.resolve(path)
      },
      readFile(path, maxBytes) {
        asked.read.add(path)
        return fileSystem.readFile(path, maxBytes)
      },
      ...(fileSystem.readFolder && {
        readFolder(path) {
          asked.listed.add(path)
          return fileSystem.readFolder!(path)
        },
      }),
    },
  }
}

/**
 * Compares the answers of two file systems. A build does nothing but ask one, so two that get the same answers are the
 * same: where all that the build of one side asked has the same answer on the other, they render alike.
 */
export function answerComparison(
  before: ComparableFileSystem,
  after: ComparableFileSystem,
): (asked: Asked) => Promise<string[]> {
  const known = new Map<string, Promise<boolean>>()
  const differs = (question: string, ask: (fileSystem: ComparableFileSystem) => unknown): Promise<boolean> => {
    let answer = known.get(question)
    if (answer === undefined) {
      answer = Promise.all([ask(before), ask(after)]).then(([a, b]) => JSON.stringify(a) !== JSON.stringify(b))
      known.set(question, answer)
    }
    return answer
  }
  return async ({ resolved, read, listed }) => {
    const changed: string[] = []
    for (const path of read) if (await differs(`read ${path}`, (on) => on.fingerprint(path))) changed.push(path)
    for (const path of resolved) if (await differs(`resolve ${path}`, (on) => on.resolve(path))) changed.push(path)
    for (const path of listed) if (await differs(`list ${path}`, (on) => listing(on, path))) changed.push(path)
    return [...new Set(changed)]
  }
}

async function listing(fileSystem: ComparableFileSystem, path: string): Promise<string[] | undefined> {
  try {
    return (await fileSystem.readFolder?.(path))?.map(({ name, kind }) => `${kind} ${name}`).sort()
  } catch {
    return undefined
  }
}
