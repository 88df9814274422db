import type { Rule } from '../finding.ts'
import { inWords } from './entries.ts'

export const replacementWithoutTarget: Rule = {
  code: 'replacement-without-target',
  severity: 'warning',
  summary: 'A target of a replacement that selects no resource',
  help: 'The value is silently not copied anywhere. Correct the `select` of the target, or remove the target.',
  *check({ unmatchedTargets }) {
    for (const { place, select } of unmatchedTargets)
      yield { at: place, message: `the value is copied nowhere: no resource has ${inWords(select)}` }
  },
}
