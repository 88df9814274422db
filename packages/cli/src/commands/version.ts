import { kustomizeVersion } from '@kust/core'
import packageJson from '../../package.json' with { type: 'json' }
import type { Command } from './index.ts'

export const command: Command = {
  flags: {},
  async run(_, { out }) {
    out(`kust ${packageJson.version} (kustomize ${kustomizeVersion}, kubectl v1.36.3)\n`)
    return 0
  },
}
