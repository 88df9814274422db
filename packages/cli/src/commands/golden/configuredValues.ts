import type { GoldenBuildOptions } from '@kust/golden'
import type { ParsedFlags } from '../../flags.ts'

/** What a configuration asks for, as the flags that ask for the same: `enableHelm` is `--enable-helm`. */
export function configuredValues(build: GoldenBuildOptions = {}): ParsedFlags['values'] {
  return Object.fromEntries(
    Object.entries(build).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value,
    ]),
  )
}
