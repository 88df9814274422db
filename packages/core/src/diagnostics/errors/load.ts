/** Mistakes in what a kustomization names: files, folders, schemas. */

import type { Place, YamlNode } from '../../yaml/node.ts'
import { KustError } from '../kustError.ts'

export function notADirectory(path: string, exists: boolean): KustError {
  return exists
    ? new KustError('not-a-directory', `\`${path}\` is a file; a folder with a kustomization file is needed`)
    : new KustError('directory-not-found', `there is no folder \`${path}\``)
}

/** A resource entry that names nothing. */
export function nothingAt(entry: string, path: string): KustError {
  return new KustError('resource-not-found', `there is no file or folder \`${entry}\` (looked for ${path})`)
}

export function fileNotFound(entry: string): KustError {
  return new KustError('file-not-found', `there is no file \`${entry}\`, or it cannot be read`)
}

export function notAFile(entry: string): KustError {
  return new KustError('not-a-file', `\`${entry}\` is a folder; this field takes a file`)
}

/** The load restrictor. */
export function fileOutsideRoot(entry: string, root: string): KustError {
  return new KustError(
    'outside-root',
    `\`${entry}\` lies outside ${root}; a kustomization may only read files in or below its own folder (--load-restrictor LoadRestrictionsNone lifts this)`,
  )
}

export function emptyDirectory(): KustError {
  return new KustError('empty-entry', 'the entry is empty; name a file or a folder')
}

export function absoluteDirectory(entry: string): KustError {
  return new KustError(
    'absolute-directory',
    `the folder \`${entry}\` is an absolute path; give it relative to this file`,
  )
}

/** A folder that is, or contains, one that is being built. */
export function cycle(entry: string, roots: readonly string[], found: string): KustError {
  return new KustError(
    'cycle',
    `\`${entry}\` leads back to where the build came from: ${[...roots, found].join(' -> ')}; a kustomization cannot name itself or a folder above`,
  )
}

export function fileTooLarge(path: string, limit: number): KustError {
  return new KustError('file-too-large', `${path} has more than ${limit} bytes, the limit for a file (maxFileBytes)`)
}

export function tooManyManifests(limit: number, path: string): KustError {
  return new KustError(
    'too-many-manifests',
    `with ${path}, the files of manifests that this build names have more than ${limit} bytes together, each counted as often as it is named (maxManifestBytes)`,
  )
}

export function crdNotReadable(node: YamlNode): KustError {
  return new KustError('crd-not-readable', 'a `crds` file is a mapping of type names to OpenAPI schemas', node)
}

export function openApiVersionAndPath(place: Place): KustError {
  return new KustError('openapi-version-and-path', '`openapi` takes a `version` or a `path`, not both', place)
}

export function openApiVersionUnknown(version: string, place: Place): KustError {
  return new KustError('openapi-version-unknown', `the schema ${version} is not built in; only v1.21.2 is`, place)
}
