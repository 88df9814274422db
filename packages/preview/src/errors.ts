/** What can be wrong with what is compared. */

import { KustError, type ResId } from '@kust/core'

export function notARepository(directory: string): KustError {
  return new KustError('not-a-repository', `\`${directory}\` is not in the work tree of a git repository`)
}

export function unknownRevision(name: string): KustError {
  return new KustError(
    'unknown-revision',
    `git knows no commit \`${name}\`; a branch, tag or commit that has been fetched would be right`,
  )
}

/** A name that git would take for an option. */
export function notARevision(name: string): KustError {
  return new KustError('unknown-revision', `\`${name}\` is no name of a commit: it is empty or begins with a dash`)
}

export function gitReadFailed(command: string, said: string): KustError {
  return new KustError('git-failed', `git ${command} failed: ${said.trim() || 'it said nothing'}`)
}

export function gitMissing(program: string): KustError {
  return new KustError('git-not-found', `there is no program \`${program}\`; git is needed to read revisions`)
}

export function objectMissing(object: string): KustError {
  return new KustError(
    'git-object-missing',
    `the repository has no object ${object}; it may be a partial clone, and nothing is fetched`,
  )
}

/** Deeper than what compares and prints differences goes. */
export function tooDeepToCompare({ kind, name }: ResId, maxDepth: number): KustError {
  return new KustError(
    'nested-too-deep',
    `${kind} ${name} nests mappings and lists too deeply to be compared; ${maxDepth} levels are the most`,
  )
}
