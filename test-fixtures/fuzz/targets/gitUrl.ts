import { isHttpUrl, parseRepoSpec } from '../../../packages/core/src/load/repoSpec.ts'
import { tryReading } from '../refusals.ts'

/** The bytes as a remote entry. What comes of it must not leave the clone, nor look like an option of git. */
export function fuzz(data: Uint8Array): void {
  const text = new TextDecoder().decode(data)
  isHttpUrl(text)
  const spec = tryReading(() => parseRepoSpec(text))
  if (spec === undefined) return
  if (/^\/|^\.\.(\/|$)/.test(spec.path)) throw new Error(`the folder ${spec.path} is outside of the clone`)
  if (!Number.isFinite(spec.timeoutMs)) throw new Error('no time limit')
}
