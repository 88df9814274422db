/**
 * What the core uses of the platform beyond the language itself: in Node and browsers alike.
 * Neither `dom` nor `node` types are loaded, so that anything else does not compile.
 */

declare class TextEncoder {
  encode(text: string): Uint8Array
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes: Uint8Array, options?: { stream?: boolean }): string
}
