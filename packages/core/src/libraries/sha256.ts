import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** Gives the SHA-256 of bytes in lower-case hexadecimal digits. */
export type Sha256 = (bytes: Uint8Array) => string

/** In JavaScript, as it runs everywhere. */
export const portableSha256: Sha256 = (bytes) => bytesToHex(sha256(bytes))
