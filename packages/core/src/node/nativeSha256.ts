import { portableSha256, type Sha256 } from '../libraries/sha256.ts'

/** To load Node's own takes as long as to hash so many bytes in JavaScript that has not been compiled yet. */
const worthNative = 4096

/** SHA-256 by Node, once there is enough to hash. */
export function nativeSha256(): Sha256 {
  let crypto: typeof import('node:crypto') | undefined
  let hashed = 0
  return (bytes) => {
    hashed += bytes.length
    if (hashed <= worthNative) return portableSha256(bytes)
    crypto ??= process.getBuiltinModule('node:crypto')
    return crypto.createHash('sha256').update(bytes).digest('hex')
  }
}
