import { KustError } from '@kust/core'
import { loadLibraries } from '../../packages/core/src/libraries/index.ts'

// They are there before the first input is: the fuzzer waits for other things.
void loadLibraries()

/** What work gives, or undefined where it refuses as kust refuses. Any other failure is a mistake of kust's. */
export function tryReading<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof KustError) return undefined
    throw error
  }
}
