/** Mistakes in YAML text. */

import type { Place } from '../../yaml/node.ts'
import { KustError } from '../kustError.ts'

/** What the reader of YAML says about a text that is none. */
export function yamlSyntax(what: string, place: Place): KustError {
  return new KustError('yaml-syntax', `this is not valid YAML: ${what}`, place)
}

export function badSeparator(line: string, place: Place): KustError {
  return new KustError(
    'yaml-separator',
    `a line that starts with --- separates documents and may hold nothing else but a comment; found \`${line}\``,
    place,
  )
}

export function unknownAlias(name: string, place: Place): KustError {
  return new KustError('yaml-alias', `there is no anchor \`&${name}\` before this alias`, place)
}

export function selfAlias(name: string, place: Place): KustError {
  return new KustError('yaml-alias', `the anchor \`&${name}\` contains itself`, place)
}

export function aliasBomb(limit: number, place: Place): KustError {
  return new KustError('yaml-alias-bomb', `the aliases of this document stand for more than ${limit} nodes`, place)
}

export function badMerge(place: Place): KustError {
  return new KustError('yaml-merge', 'the merge key `<<` takes a mapping or a list of mappings', place)
}

export function repeatedMerge(place: Place): KustError {
  return new KustError('yaml-merge', 'a mapping may hold one merge key `<<`; give it a list', place)
}

export function notUtf8(path: string, byte: number): KustError {
  return new KustError('yaml-encoding', `the file is not valid UTF-8 (at byte ${byte})`, { file: path })
}
