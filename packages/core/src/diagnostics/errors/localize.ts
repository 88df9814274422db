/** Mistakes in what is to be localized. */
import { KustError } from '../kustError.ts'
import { withoutSecrets } from './remote.ts'

export function localizeNeedsRef(url: string): KustError {
  return new KustError(
    'localize-needs-ref',
    `\`${withoutSecrets(url)}\` says no \`?ref=\`; a copy needs a branch, tag or commit that it is a copy of`,
  )
}

export function scopeOfRemote(scope: string): KustError {
  return new KustError(
    'localize-scope',
    `the scope \`${scope}\` is of no use: that of a remote target is its repository`,
  )
}

export function scopeWithoutTarget(scope: string, target: string): KustError {
  return new KustError('localize-scope', `the scope \`${scope}\` does not contain the target ${target}`)
}

export function outsideScope(entry: string, scope: string): KustError {
  return new KustError(
    'outside-scope',
    `the folder \`${entry}\` lies outside ${scope}, the scope of this localization (--scope widens it)`,
  )
}

/** The folder in which copies are put is there already. */
export function localizedFilesInTheWay(entry: string, folder: string): KustError {
  return new KustError(
    'localized-files-in-the-way',
    `${folder} holds a \`localized-files\` already, which the copy of \`${withoutSecrets(entry)}\` would need`,
  )
}

export function hostUnreadable(url: string): KustError {
  return new KustError(
    'localize-host',
    `the host of \`${withoutSecrets(url)}\` cannot be told, to name a folder after it`,
  )
}

export function chartHomeAbsolute(path: string): KustError {
  return new KustError(
    'chart-home-absolute',
    `the chart home \`${path}\` is an absolute path; give it relative to this file`,
  )
}

export function cannotListFolders(): KustError {
  return new KustError('cannot-list', 'the file system of this build cannot list folders, which charts need')
}

export function notSequenceOrScalar(): KustError {
  return new KustError('wrong-type', 'a path, or a list of paths, is needed here')
}

export function destinationExists(path: string): KustError {
  return new KustError('destination-exists', `\`${path}\` exists; a localized copy needs a new folder`)
}

export function destinationFailed(path: string, reason: string): KustError {
  return new KustError('destination-failed', `the folder \`${path}\` cannot be made: ${reason}`)
}
