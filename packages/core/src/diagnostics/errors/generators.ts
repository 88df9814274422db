/** Mistakes in generators. */

import { describeResId, type ResId } from '../../resource/resId.ts'
import { currentId, type Resource } from '../../resource/resource.ts'
import type { Place } from '../../yaml/node.ts'
import { describePlace } from '../codeFrame.ts'
import { KustError } from '../kustError.ts'
import { nearest } from '../nearest.ts'

export function generatorNeedsName(): KustError {
  return new KustError('generator-without-name', 'a generator needs a `name`')
}

export function badLiteral(literal: string): KustError {
  return new KustError('bad-literal', `the literal \`${literal}\` must be \`key=value\``)
}

export function badFileSource(source: string, why: string): KustError {
  return new KustError('bad-file-source', `the file source \`${source}\` must be \`path\` or \`key=path\`: ${why}`)
}

export function invalidEnvLine(path: string, line: number): KustError {
  return new KustError('bad-env-file', `line ${line} of \`${path}\` is not valid UTF-8`)
}

export function repeatedKey(name: string, key: string): KustError {
  return new KustError('repeated-key', `the generator \`${name}\` gets the key \`${key}\` twice`)
}

export function behaviorNeedsExisting(id: ResId, behavior: string, resources: readonly Resource[]): KustError {
  const ids = resources.map(currentId).filter((other) => other.kind === id.kind)
  const near = nearest(
    id.name,
    ids.map((other) => other.name),
  )
  const elsewhere = ids.find((other) => other.name === id.name)
  const advice =
    elsewhere !== undefined
      ? `; there is ${describeResId(elsewhere)}: name its namespace in the generator`
      : near === undefined
        ? ''
        : `; did you mean \`${near}\`?`
  return new KustError(
    'nothing-to-merge',
    `\`behavior: ${behavior}\` needs a ${describeResId(id)} from a base, and there is none${advice}`,
  )
}

export function behaviorNeedsMerge(id: ResId, existing: Place): KustError {
  return new KustError(
    'generated-twice',
    `there is a ${describeResId(id)} already${describePlace(existing)}; \`behavior: merge\` or \`behavior: replace\` tells what to do with it`,
  )
}

export function behaviorAmbiguous(id: ResId, matches: readonly Resource[]): KustError {
  return new KustError(
    'merge-ambiguous',
    `several resources are or were ${describeResId(id)}: ${matches.map((r) => describeResId(currentId(r))).join(', ')}`,
  )
}
