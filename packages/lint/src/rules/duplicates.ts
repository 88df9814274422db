import type { Kustomization } from '@kust/core'
import { cleanPath } from '@kust/core/inspect'
import type { LintContext } from '../context.ts'
import type { Report, Rule } from '../finding.ts'
import { entriesOf } from './entries.ts'

type Entries = 'resources' | 'components' | 'crds' | 'configurations' | 'generators' | 'transformers' | 'validators'

const lists: readonly Entries[] = [
  'resources',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
]

export const duplicateEntry: Rule = {
  code: 'duplicate-entry',
  severity: 'warning',
  summary: 'Something that a list names twice',
  help: 'A component that is named twice works twice; of two `images` or `replicas` entries with one name, the later one works on what the earlier one made; two equal patches are one too many. Remove one of them.',
  *check(context) {
    for (const field of lists)
      yield* repeated(context, field, (entry) => (entry.includes('\n') ? entry : cleanPath(entry)))
    yield* repeated(context, 'patchesStrategicMerge', (entry) => entry)
    yield* repeated(context, 'images', ({ name = '' }) => name)
    yield* repeated(context, 'replicas', ({ name = '' }) => name)
    yield* repeated(context, 'patches', (patch) => JSON.stringify(patch))
    yield* repeated(context, 'patchesJson6902', (patch) => JSON.stringify(patch))
  },
}

type ListField = Entries | 'images' | 'replicas' | 'patches' | 'patchesJson6902' | 'patchesStrategicMerge'

function* repeated<K extends ListField>(
  context: LintContext,
  field: K,
  keyOf: (value: NonNullable<Kustomization[K]>[number]) => string,
): Generator<Report> {
  const seen = new Set<string>()
  for (const { kustomization, node, value } of entriesOf(context, field)) {
    const key = keyOf(value)
    const own = `${kustomization.file}\n${key}`
    if (seen.has(own)) {
      const what = field.startsWith('patches') || key.includes('\n') ? 'this' : key
      yield { at: node, message: `\`${field}\` has ${what} twice` }
    }
    seen.add(own)
  }
}
