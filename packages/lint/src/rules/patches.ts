import type { Patch } from '@kust/core'
import { placeOf } from '@kust/core/inspect'
import type { LintContext } from '../context.ts'
import type { Report, Rule } from '../finding.ts'
import { type Entry, entriesOf, inWords } from './entries.ts'

export const patchWithoutMatch: Rule = {
  code: 'patch-without-match',
  severity: 'warning',
  summary: 'A patch whose target selects no resource',
  help: 'A patch with a `target` that fits nothing is silently left out, mostly because a name has a typing error or the resource is gone. Correct the target, or remove the patch.',
  *check(context) {
    for (const { node, value } of patches(context)) {
      const effect = context.effectOf(node)
      if (value.target === undefined || effect === undefined || effect.matched) continue
      yield {
        at: placeOf(node, ['target']),
        message: `the patch changes nothing: no resource has ${inWords(value.target)}`,
      }
    }
  },
}

export const patchWithoutEffect: Rule = {
  code: 'patch-without-effect',
  severity: 'warning',
  summary: 'A patch after which everything is as it was before',
  help: 'All that the patch says is so already. Remove it, or find out why it does not do what it is meant to.',
  *check(context) {
    for (const { kustomization, node, value } of patches(context)) {
      const effect = context.effectOf(node)
      if (effect?.matched && !effect.changed && !isTest(value, kustomization)) yield { at: node, message: asItWas }
    }
    yield* strategicMerges(context)
  },
}

const asItWas = 'the patch changes nothing: the resources have all of it already'

/** These run as one step, so only that all of them change nothing is known. */
function* strategicMerges({ kustomizations, effectOf }: LintContext): Generator<Report> {
  for (const { node, kustomization } of kustomizations) {
    if (!kustomization.patchesStrategicMerge?.length) continue
    const place = placeOf(node, ['patchesStrategicMerge'])
    if (effectOf(place)?.changed === false)
      yield { at: place, message: 'the patches change nothing: the resources have all of it already' }
  }
}

function* patches(context: LintContext): Generator<Entry<Patch>> {
  yield* entriesOf(context, 'patches')
  yield* entriesOf(context, 'patchesJson6902')
}

/** Whether a JSON patch is there to refuse what is not as expected. */
function isTest({ patch, path }: Patch, { loaded }: Entry<Patch>['kustomization']): boolean {
  const text = patch || (path && loaded.files.get(path)?.source.text) || ''
  return /["']?op["']?:\s*["']?test\b/.test(text)
}
