/** Mistakes that show when a resource is printed, hashed or handed out as plain data. */

import type { Place } from '../../yaml/node.ts'
import { KustError } from '../kustError.ts'
import { positionOf } from '../position.ts'

/** The same key stands twice in one mapping. */
export function duplicateKey(key: string, first: Place, second: Place): KustError {
  const known = positionOf(first)
  const sameFile = known?.source === positionOf(second)?.source
  const at = known === undefined ? '' : ` on line ${known.line}${sameFile ? '' : ` of ${known.source.path}`}`
  return new KustError(
    'duplicate-key',
    `the key ${quoted(key)} was already set${at}; a mapping may hold each key once, so remove or rename one of them`,
    second,
  )
}

/** A key that is a number, a boolean, null or of another type that JSON objects cannot have. */
export function keyNotString(key: string, tag: string, place: Place): KustError {
  // A key of a kustomization file comes here as the text of its value.
  const cause = key === 'true' || key === 'false' ? ' (as are yes, no, on, off, y and n in a kustomization file)' : ''
  return new KustError(
    'key-not-string',
    `the key ${quoted(key)} is ${typeName(tag)}${cause}, and keys of a resource must be strings; write it in quotes`,
    place,
  )
}

/** `.inf`, `-.inf` or `.nan`, which JSON and so the Kubernetes API cannot hold. */
export function numberNotFinite(text: string, place: Place): KustError {
  return new KustError(
    'number-not-finite',
    `${text} is not a finite number, and a resource cannot hold it; write a finite number, or quote it if a string is meant`,
    place,
  )
}

/** A character that may not stand in a resource, neither raw nor escaped. */
export function controlCharacter(codePoint: number, place: Place): KustError {
  return new KustError(
    'control-character',
    `the text holds the control character ${unicodeName(codePoint)}, which a resource cannot hold; remove it, or put the bytes in base64 (binaryData of a ConfigMap, data of a Secret)`,
    place,
  )
}

/** A key with U+0085, which ends a line, or with a document marker after one. */
export function lineBreakCharacter(place: Place): KustError {
  return new KustError(
    'control-character',
    `the text holds the control character ${unicodeName(0x85)} where it would end a line of a key or stand before a document marker; replace it by a space or \\n`,
    place,
  )
}

/** A text of several lines whose first starts with a tab: upstream writes it as a block that it cannot read. */
export function leadingTab(place: Place): KustError {
  return new KustError(
    'leading-tab',
    'the text starts with a tab and is printed as a block, which Kustomize cannot read back; start the text with a space, a line break or any other character',
    place,
  )
}

/** The text does not fit the tag before it: `!!int abc`. */
export function scalarType(text: string, found: string, wanted: string, place: Place): KustError {
  return new KustError(
    'scalar-type',
    `${quoted(text)} is marked as ${typeName(wanted)} (${wanted}) but reads as ${typeName(found)}; change the text or remove the tag`,
    place,
  )
}

/** `!!binary` before something that is no base64. */
export function binaryNotBase64(text: string, place: Place): KustError {
  return new KustError(
    'scalar-type',
    `${quoted(text)} is marked as !!binary but is not valid base64; write padded standard base64 or remove the tag`,
    place,
  )
}

/** A timestamp whose zone is a day or more away from UTC. */
export function timestampZone(text: string, place: Place): KustError {
  return new KustError(
    'scalar-type',
    `${text} reads as a timestamp, but its time zone is 24 hours or more away from UTC; correct the zone, or quote the text if a string is meant`,
    place,
  )
}

/** A key beyond the 1,022 characters that YAML readers look ahead for its colon. */
export function keyTooLong(key: string, length: number, place: Place): KustError {
  return new KustError(
    'key-too-long',
    `the key ${quoted(key)} takes ${length} characters as JSON, and at most 1024 can be read back; use a shorter key`,
    place,
  )
}

/** Mappings or lists in more levels than YAML readers accept. */
export function nestedTooDeep(limit: number, place: Place): KustError {
  return new KustError(
    'nested-too-deep',
    `the resource nests mappings and lists in more than ${limit} levels; ${limit} is the most that can be read back`,
    place,
  )
}

const typeNames: Record<string, string> = {
  '!!str': 'a string',
  '!!int': 'an integer',
  '!!float': 'a number',
  '!!bool': 'a boolean',
  '!!null': 'null',
  '!!timestamp': 'a timestamp',
  '!!merge': 'a merge key',
  '!!binary': 'binary data',
  '!!map': 'a mapping',
  '!!seq': 'a list',
}

function typeName(tag: string): string {
  return typeNames[tag] ?? `of type ${tag}`
}

function unicodeName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
}

/** A text as users see it in a message, cut if it is long. */
function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`
}

/** Something that a JavaScript function returned and that no YAML can hold. */
export function notPlain(what: string, place: Place): KustError {
  return new KustError('function-output', `resources are plain data; found a ${what}`, place)
}
