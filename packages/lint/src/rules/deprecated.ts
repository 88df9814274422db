import { findDeprecated, getEntry } from '@kust/core/inspect'
import { decodedAsWritten } from '../decoded.ts'
import type { Rule } from '../finding.ts'
import { modernized } from '../fix/deprecatedFields.ts'

const today: Readonly<Record<string, string>> = {
  bases: '`resources`',
  commonLabels: '`labels` with `includeSelectors: true`',
  imageTags: '`images`',
  patchesJson6902: '`patches`',
  patchesStrategicMerge: '`patches`',
  vars: '`replacements`',
}

export const deprecatedField: Rule = {
  code: 'deprecated-field',
  severity: 'warning',
  summary: 'A field that the reference warns about',
  help: 'The field still works; a later version may refuse it. `--fix` moves it into the one that took its place, where the file has an ordinary form and the output stays the same to the byte; `vars` have to be rewritten by hand.',
  fixable: true,
  *check({ kustomizations }) {
    for (const { node, source } of kustomizations) {
      for (const { field } of findDeprecated(decodedAsWritten(node))) {
        const entry = getEntry(node, field)
        if (entry === undefined) continue
        const fix = (text: string): string | undefined => modernized(text, field)
        yield {
          at: { source: node.source, offset: entry.keyOffset },
          message: `\`${field}\` is deprecated; use ${today[field]}`,
          ...(fix(source.text) !== undefined && { fix }),
        }
      }
    }
  },
}
