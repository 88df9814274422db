import { apiVersionOf, getEntry } from '@kust/core/inspect'
import type { Rule } from '../finding.ts'
import { withType } from '../fix/missingType.ts'

export const missingType: Rule = {
  code: 'missing-type',
  severity: 'note',
  summary: 'A kustomization without `apiVersion` or `kind`',
  help: 'They are filled in by the build, but editors and other tools tell the file by them.',
  fixable: true,
  *check({ kustomizations }) {
    for (const { file, node, source, kustomization } of kustomizations) {
      const missing = (['apiVersion', 'kind'] as const).filter((field) => getEntry(node, field) === undefined)
      if (missing.length === 0) continue
      const kind = kustomization.kind!
      const values = { apiVersion: apiVersionOf(kind), kind }
      const fix = (text: string): string | undefined => withType(text, values)
      yield {
        at: file,
        message: `the kustomization has no ${missing.map((field) => `\`${field}\``).join(' and no ')}`,
        ...(fix(source.text) !== undefined && { fix }),
      }
    }
  },
}
