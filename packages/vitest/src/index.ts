import { checkGolden, describeResult, type Overlay } from '@kust/golden'
import { expect, Snapshots } from 'vitest'

export { type Overlay, overlay, type ProjectOptions } from '@kust/golden'

declare module 'vitest' {
  interface Matchers<T> {
    /**
     * Whether what an overlay renders to is what its golden holds. Goldens are snapshots of vitest: `-u` writes those
     * that differ, missing ones are written unless vitest runs in CI. Wait for it: `await expect(...)`.
     */
    toMatchGolden(): Promise<void>
  }
}

expect.extend({
  async toMatchGolden(received: Overlay) {
    if (typeof received?.golden !== 'string') {
      throw new TypeError("toMatchGolden wants an overlay: expect(overlay('overlays/prod'))")
    }
    if (this.isNot) throw new TypeError('toMatchGolden has no opposite: a golden says what is right')
    const result = await checkGolden(received)
    if (result.status === 'error') return { pass: false, message: () => describeResult(result) }
    // Vitest knows what is to be written, and counts; the difference is told in our words.
    const matched = await Snapshots.toMatchFileSnapshot.call(this, result.yaml, received.golden)
    return { pass: matched.pass, message: () => describeResult(result) || matched.message() }
  },
})
