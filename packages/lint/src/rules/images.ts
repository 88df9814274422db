import type { Rule } from '../finding.ts'
import { entriesOf } from './entries.ts'

export const imageWithoutEffect: Rule = {
  code: 'image-without-effect',
  severity: 'warning',
  summary: 'An `images` entry that no container uses, or that says what is so already',
  help: 'An entry for an image that no manifest names is silently left out; the name is that of the manifests, with its registry and without its tag. One that gives an image the name, tag and digest that it has already is only worth a note.',
  *check(context) {
    for (const { node, value } of entriesOf(context, 'images')) {
      const effect = context.effectOf(node)
      if (effect === undefined || effect.changed) continue
      if (!effect.matched) yield { at: node, message: `no container uses the image ${value.name ?? ''}` }
      else yield { at: node, severity: 'note', message: `the image ${value.name ?? ''} is like this already` }
    }
  },
}
