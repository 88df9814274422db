/** Tags and directives as libyaml reads them. */

import { badDirective, badTag, directiveTwice, unknownTagHandle, wrongVersion } from '../diagnostics/errors/yaml.ts'
import { type Cursor, here, isBlank, isBlankOrEnd, isBreakOrEnd, peek, readBreak } from './cursor.ts'
import type { Place } from './node.ts'

/** A tag in two parts; without a handle, the suffix is all of it. */
export interface TagToken {
  readonly handle: string
  readonly suffix: string
}

/** A `%YAML` directive leaves its mark in the handles under this name, which no handle can have. */
const versionMark = '%YAML'

/** Reads `!`, `!x`, `!!x`, `!h!x` or `!<uri>`. */
export function lexTag(c: Cursor): TagToken {
  const start = here(c)
  let token: TagToken
  if (peek(c, 1) === 0x3c) {
    c.pos += 2
    const suffix = lexUri(c, start)
    if (suffix === '' || peek(c) !== 0x3e) throw badTag(here(c))
    c.pos++
    token = { handle: '', suffix }
  } else {
    const handle = lexHandle(c)
    const suffix = lexUri(c, start)
    if (handle.length > 1 && handle.endsWith('!')) {
      if (suffix === '') throw badTag(here(c))
      token = { handle, suffix }
    } else {
      const whole = handle.slice(1) + suffix
      token = whole === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix: whole }
    }
  }
  if (!isBlankOrEnd(peek(c))) throw badTag(here(c))
  return token
}

/** The tag in full, with the prefix that its handle stands for. */
export function resolveTag(tag: TagToken, handles: ReadonlyMap<string, string>, place: Place): string {
  if (tag.handle === '') return tag.suffix
  const prefix = handles.get(tag.handle)
  if (prefix === undefined) throw unknownTagHandle(tag.handle, place)
  return prefix + tag.suffix
}

/** The handles that every document knows, unless its directives give them another meaning. */
export function defaultHandles(handles: Map<string, string>): void {
  if (!handles.has('!')) handles.set('!', '!')
  if (!handles.has('!!')) handles.set('!!', 'tag:yaml.org,2002:')
}

/** Passes the line of a `%YAML` or `%TAG` directive and notes what it says. */
export function lexDirective(c: Cursor, handles: Map<string, string>): void {
  const start = here(c)
  c.pos++
  const from = c.pos
  while (isLetter(peek(c))) c.pos++
  const name = c.text.slice(from, c.pos)
  if (!isBlankOrEnd(peek(c))) throw badDirective(start)
  passBlanks(c)
  if (name === 'YAML') lexVersion(c, handles, start)
  else if (name === 'TAG') lexTagDirective(c, handles, start)
  else throw badDirective(start)
  passBlanks(c)
  if (peek(c) === 0x23) while (!isBreakOrEnd(peek(c))) c.pos++
  if (!isBreakOrEnd(peek(c))) throw badDirective(here(c))
  readBreak(c)
}

function lexVersion(c: Cursor, handles: Map<string, string>, start: Place): void {
  const from = c.pos
  while (!isBlankOrEnd(peek(c)) && peek(c) !== 0x23) c.pos++
  const version = c.text.slice(from, c.pos)
  if (!/^[0-9]{1,2}\.[0-9]{1,2}$/.test(version)) throw badDirective(start)
  if (Number(version.split('.')[0]) !== 1 || Number(version.split('.')[1]) !== 1) throw wrongVersion(version, start)
  if (handles.has(versionMark)) throw directiveTwice('%YAML', start)
  handles.set(versionMark, version)
}

function lexTagDirective(c: Cursor, handles: Map<string, string>, start: Place): void {
  if (peek(c) !== 0x21) throw badDirective(start)
  const handle = lexHandle(c)
  if (handle !== '!' && !handle.endsWith('!')) throw badDirective(start)
  if (!isBlank(peek(c))) throw badDirective(start)
  passBlanks(c)
  const prefix = lexUri(c, start)
  if (prefix === '' || !isBlankOrEnd(peek(c))) throw badDirective(start)
  if (handles.has(handle)) throw directiveTwice(`%TAG ${handle}`, start)
  handles.set(handle, prefix)
}

function passBlanks(c: Cursor): void {
  while (isBlank(peek(c))) c.pos++
}

function lexHandle(c: Cursor): string {
  const from = c.pos++
  while (isLetter(peek(c))) c.pos++
  if (peek(c) === 0x21) c.pos++
  return c.text.slice(from, c.pos)
}

/** Letters in libyaml's sense include digits, `_` and `-`. */
function isLetter(code: number): boolean {
  return code !== 0 && /[-0-9A-Za-z_]/.test(String.fromCharCode(code))
}

function lexUri(c: Cursor, start: Place): string {
  let uri = ''
  let from = c.pos
  for (let code = peek(c); code !== 0 && /[-0-9A-Za-z_;/?:@&=+$,.!~*'()[\]%]/.test(String.fromCharCode(code)); ) {
    if (code === 0x25) {
      uri += c.text.slice(from, c.pos) + lexUriEscapes(c, start)
      from = c.pos
    } else c.pos++
    code = peek(c)
  }
  return uri + c.text.slice(from, c.pos)
}

/** The one character that a run of `%XX` octets encodes. */
function lexUriEscapes(c: Cursor, start: Place): string {
  let escaped = ''
  let left = 1
  for (let n = 0; n < left; n++) {
    const digits = c.text.slice(c.pos + 1, Math.min(c.pos + 3, c.end))
    if (peek(c) !== 0x25 || !/^[0-9a-fA-F]{2}$/.test(digits)) throw badTag(start)
    const octet = Number.parseInt(digits, 16)
    if (n === 0) {
      left = octet < 0x80 ? 1 : octet >> 5 === 0b110 ? 2 : octet >> 4 === 0b1110 ? 3 : octet >> 3 === 0b11110 ? 4 : 0
      if (left === 0) throw badTag(start)
    } else if (octet >> 6 !== 0b10) throw badTag(start)
    escaped += `%${digits}`
    c.pos += 3
  }
  try {
    return decodeURIComponent(escaped)
  } catch {
    return '\ufffd'
  }
}
