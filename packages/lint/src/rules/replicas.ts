import type { Rule } from '../finding.ts'
import { entriesOf } from './entries.ts'

export const replicasWithoutEffect: Rule = {
  code: 'replicas-without-effect',
  severity: 'note',
  summary: 'A `replicas` entry with the count that is there already',
  help: 'The workload has this count without the entry. (An entry that fits no workload is an error of the build.)',
  *check(context) {
    for (const { node, value } of entriesOf(context, 'replicas')) {
      if (context.effectOf(node)?.changed === false)
        yield { at: node, message: `${value.name ?? ''} has ${value.count ?? 0} replicas already` }
    }
  },
}
