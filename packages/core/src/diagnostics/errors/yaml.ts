/** Mistakes in YAML text. */

import type { Place } from '../../yaml/node.ts'
import { KustError } from '../kustError.ts'
import { nearest } from '../nearest.ts'

function syntax(message: string, place: Place): KustError {
  return new KustError('yaml-syntax', message, place)
}

/** A character as it can be shown in a message. */
function shown(text: string): string {
  const code = text.codePointAt(0)
  if (code === undefined) return 'the end of the text'
  if (code === 0x09) return 'a tab'
  if (code === 0x0a) return 'the end of the line'
  return `\`${text.length > 40 ? `${text.slice(0, 37)}...` : text}\``
}

export function tabIndents(place: Place): KustError {
  return syntax('a tab cannot indent YAML; use spaces', place)
}

export function badStart(character: string, place: Place): KustError {
  if (character === '\t') return tabIndents(place)
  return syntax(`no value can start with ${shown(character)}; put it in quotes if it is text`, place)
}

export function controlCharacter(code: number, place: Place): KustError {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  return syntax(`YAML cannot hold the control character ${name}; write it as an escape in a double-quoted text`, place)
}

export function unclosedQuote(place: Place): KustError {
  return syntax('the text that starts with this quote never ends; close it with the same quote', place)
}

export function documentMarkInQuotes(place: Place): KustError {
  return syntax(
    'a line that starts with --- or ... ends the document, but a quoted text is still open; indent it',
    place,
  )
}

export function badEscape(letter: string, place: Place): KustError {
  const hint = letter === '/' ? '; a slash needs no backslash' : '; write \\\\ for a backslash, or use single quotes'
  return syntax(`YAML 1.1 does not know the escape \`\\${letter}\`${hint}`, place)
}

export function surrogateEscape(letter: string, place: Place): KustError {
  return syntax(
    `\`\\${letter}\` is no character by itself; write the character, or \\U and the eight digits of its code`,
    place,
  )
}

export function badIndentIndicator(place: Place): KustError {
  return syntax('the indentation of a block text can be 1 to 9, not 0', place)
}

export function badBlockHeader(indicator: string, place: Place): KustError {
  return syntax(`only -, +, a digit and a comment may follow \`${indicator}\`; the text starts on the next line`, place)
}

export function keyWithoutColon(place: Place): KustError {
  return syntax(
    'this line stands where a key is expected, but there is no `: ` after a key of at most 1024 characters',
    place,
  )
}

export function keyOnSeveralLines(place: Place): KustError {
  return syntax(
    'the text that starts here goes on over several lines and so cannot be a key; a `: ` is missing behind its first line, or the lines are indented differently than meant',
    place,
  )
}

export function keyTooLong(limit: number, place: Place): KustError {
  return syntax(`a key can have at most ${limit} characters; write a longer one as \`? key\``, place)
}

export function badEntry(place: Place): KustError {
  return syntax('a list item cannot start here; put the `-` on a line of its own', place)
}

export function badKey(place: Place): KustError {
  return syntax('a key cannot start here; put the `?` on a line of its own', place)
}

export function badValue(place: Place): KustError {
  return syntax('there cannot be a second `: ` here; put the value in quotes, or the key on a line of its own', place)
}

export function badName(mark: string, place: Place): KustError {
  const what = mark === '&' ? 'an anchor' : 'an alias'
  return syntax(`${what} (\`${mark}name\`) consists of letters, digits, - and _; quote a text that starts so`, place)
}

export function badTag(place: Place): KustError {
  return syntax('this is not a tag; quote a text that starts with `!`', place)
}

export function unknownTagHandle(handle: string, place: Place): KustError {
  return syntax(`the tag handle \`${handle}\` is not declared by a %TAG directive`, place)
}

export function badDirective(place: Place): KustError {
  return syntax('a line that starts with % must be a %YAML or %TAG directive; indent or quote it if it is text', place)
}

export function directiveTwice(name: string, place: Place): KustError {
  return syntax(`the directive ${name} stands twice`, place)
}

export function wrongVersion(version: string, place: Place): KustError {
  return syntax(`only %YAML 1.1 can be read, not ${version}; the line can usually be removed`, place)
}

export function directiveWithoutDocument(place: Place): KustError {
  return syntax(
    'a line `---` must follow the directives; since such a line at the start of a document splits the file, remove the directives',
    place,
  )
}

export function nothingHere(found: string, place: Place): KustError {
  return syntax(`there is no value before ${shown(found)}`, place)
}

export function unclosedBracket(bracket: string, place: Place): KustError {
  return syntax(`\`${bracket}\` is never closed by \`${bracket === '[' ? ']' : '}'}\``, place)
}

export function badBracket(found: string, open: string | undefined, place: Place): KustError {
  if (open === undefined) return syntax(`there is no \`${found === ']' ? '[' : '{'}\` for this \`${found}\``, place)
  return syntax(`\`${open}\` cannot be closed by \`${found}\``, place)
}

export function badComma(place: Place): KustError {
  return syntax('exactly one comma stands between the items of a list or mapping in brackets', place)
}

export function misplacedEntry(what: 'key' | 'item', column: number, place: Place): KustError {
  const entries = what === 'key' ? 'the keys of a mapping' : 'the items of a list'
  const wanted = column < 0 ? '' : `, here in column ${column + 1}`
  return syntax(`${entries} must all start in the same column${wanted}; correct the indentation`, place)
}

export function repeatedProperty(what: 'anchor' | 'tag', place: Place): KustError {
  return syntax(`a value can have one ${what}`, place)
}

export function noStructure(found: string, place: Place): KustError {
  return syntax(
    `${found === '' ? 'this' : shown(found)} cannot stand here; check the indentation and the quotes before it`,
    place,
  )
}

export function badSeparator(line: string, place: Place): KustError {
  return new KustError(
    'yaml-separator',
    `a line that starts with --- separates documents and may hold nothing else but a comment; found \`${line}\``,
    place,
  )
}

export function tooDeep(limit: number, place: Place): KustError {
  return new KustError('yaml-too-deep', `mappings and lists may nest ${limit} levels deep, and these go deeper`, place)
}

export function tooLarge(megabytes: number, place: Place): KustError {
  return new KustError(
    'yaml-too-large',
    `this document has more than ${megabytes} MB and is not plain YAML throughout (anchors, tags and mistakes are not); split it into several documents`,
    place,
  )
}

export function unknownAlias(name: string, known: readonly string[], place: Place): KustError {
  const near = nearest(name, known)
  const hint = near === undefined ? '; a text that starts with * must be in quotes' : `; did you mean \`*${near}\`?`
  return new KustError('yaml-alias', `no anchor \`&${name}\` stands before this alias${hint}`, place)
}

export function selfAlias(name: string, place: Place): KustError {
  return new KustError('yaml-alias', `the value with the anchor \`&${name}\` would contain itself`, place)
}

export function aliasBomb(limit: number, place: Place): KustError {
  return new KustError('yaml-alias-bomb', `the aliases of this document stand for more than ${limit} values`, place)
}

export function badMerge(place: Place): KustError {
  return new KustError('yaml-merge', 'the merge key `<<` takes a mapping or a list of mappings', place)
}

export function repeatedMerge(place: Place): KustError {
  return new KustError('yaml-merge', 'a mapping can have one merge key `<<`; give it a list of mappings', place)
}

export function keyNotText(place: Place): KustError {
  return new KustError('yaml-key', 'a key must be text, a number or a boolean; put it in quotes', place)
}

export function badEncoding(encoding: string, byte: number, place: Place): KustError {
  return new KustError(
    'yaml-encoding',
    `byte ${byte} of the file is not valid ${encoding}; save the file as UTF-8`,
    place,
  )
}
