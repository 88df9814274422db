/** Standard base64 and UTF-8 as Go reads and writes them. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const notInAlphabet = 0xff
const sextets = new Uint8Array(256).fill(notInAlphabet)
for (let i = 0; i < 64; i++) sextets[alphabet.charCodeAt(i)] = i

const encoder = new TextEncoder()
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The bytes as padded base64 on one line. */
export function encodeBase64(bytes: Uint8Array): string {
  const chunks: string[] = []
  let chunk = ''
  let i = 0
  for (; i + 2 < bytes.length; i += 3) {
    const n = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
    chunk += alphabet[n >> 18]! + alphabet[(n >> 12) & 63]! + alphabet[(n >> 6) & 63]! + alphabet[n & 63]!
    // Ropes of many tiny parts are slow to read back, so they are flattened now and then.
    if (chunk.length >= 4096) {
      chunks.push(chunk)
      chunk = ''
    }
  }
  const rest = bytes.length - i
  if (rest > 0) {
    const n = (bytes[i]! << 16) | ((rest === 2 ? bytes[i + 1]! : 0) << 8)
    chunk += `${alphabet[n >> 18]!}${alphabet[(n >> 12) & 63]!}${rest === 2 ? alphabet[(n >> 6) & 63]! : '='}=`
  }
  chunks.push(chunk)
  return chunks.join('')
}

/** The bytes of padded standard base64; line breaks may stand anywhere. Undefined if the text is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const clean = text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]/g, '') : text
  const { length } = clean
  if (length % 4 !== 0) return undefined
  if (length === 0) return new Uint8Array(0)
  const padding = clean.endsWith('==') ? 2 : clean.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((length / 4) * 3 - padding)
  let at = 0
  for (let i = 0; i < length; i += 4) {
    let n = 0
    const missing = i + 4 === length ? padding : 0
    for (let k = 0; k < 4 - missing; k++) {
      const c = clean.charCodeAt(i + k)
      const sextet = c < 256 ? sextets[c]! : notInAlphabet
      if (sextet === notInAlphabet) return undefined
      n |= sextet << (18 - 6 * k)
    }
    bytes[at++] = n >> 16
    if (missing < 2) bytes[at++] = (n >> 8) & 0xff
    if (missing < 1) bytes[at++] = n & 0xff
  }
  return bytes
}

/** The text as UTF-8; halves of surrogate pairs become U+FFFD. */
export function utf8Encode(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The text of valid UTF-8 (a byte order mark stays), or undefined if the bytes are none. */
export function utf8Decode(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** The text of bytes that may be no UTF-8: each wrong byte becomes one `replacement`, as in Go. */
export function utf8DecodeLossy(bytes: Uint8Array, replacement = '\ufffd'): string {
  const text = utf8Decode(bytes)
  if (text !== undefined) return text
  // TextDecoder would join the bytes of one cut-off character into a single U+FFFD; Go does not.
  const parts: string[] = []
  let from = 0
  for (let i = 0; i < bytes.length; ) {
    const width = characterWidth(bytes, i)
    if (width > 0) {
      i += width
      continue
    }
    parts.push(strictDecoder.decode(bytes.subarray(from, i)), replacement)
    from = ++i
  }
  parts.push(strictDecoder.decode(bytes.subarray(from)))
  return parts.join('')
}

/** How many bytes the character at `i` takes; 0 if it is no valid UTF-8. */
function characterWidth(bytes: Uint8Array, i: number): number {
  const b = bytes[i]!
  if (b < 0x80) return 1
  if (b < 0xc2 || b > 0xf4) return 0
  const width = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4
  const second = bytes[i + 1]
  if (second === undefined) return 0
  // The second byte's range keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
  const low = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80
  const high = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high) return 0
  for (let k = 2; k < width; k++) {
    const next = bytes[i + k]
    if (next === undefined || next < 0x80 || next > 0xbf) return 0
  }
  return width
}
