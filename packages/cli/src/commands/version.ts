import { kustomizeVersion } from '@kust/core'
import packageJson from '../../package.json' with { type: 'json' }
import type { Streams } from '../streams.ts'

export function printVersion({ out }: Streams): number {
  out(`kust ${packageJson.version} (kustomize ${kustomizeVersion}, kubectl v1.36.3)\n`)
  return 0
}
