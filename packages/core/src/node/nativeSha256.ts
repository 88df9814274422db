import { portableSha256, type Sha256 } from '../libraries/sha256.ts'

/** To load Node's own takes as long as to hash some ten small files in JavaScript. */
const worthNative = 8

/** SHA-256 by Node, once there is enough to hash. */
export function nativeSha256(): Sha256 {
  let crypto: typeof import('node:crypto') | undefined
  let count = 0
  return (bytes) => {
    if (++count <= worthNative) return portableSha256(bytes)
    crypto ??= process.getBuiltinModule('node:crypto')
    return crypto.createHash('sha256').update(bytes).digest('hex')
  }
}
