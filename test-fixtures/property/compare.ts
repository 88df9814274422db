import { build, KustError, memoryFileSystem } from '@kust/core'
import type { TreeCase } from './arbitraries/tree.ts'
import { exclusionOf } from './exclusions.ts'
import type { Answer, Oracle } from './oracle.ts'

type Tree = Pick<TreeCase, 'files' | 'target'>

/** What kust says about a tree. `bug` is anything thrown that is not a mistake of the user. */
export interface OwnAnswer {
  readonly kind: 'accepted' | 'refused' | 'bug'
  readonly yaml: string
  readonly error: string
  readonly code: string
}

export interface Comparison {
  readonly outcome: 'accepted' | 'refused' | 'excluded' | 'different'
  /** What kind of difference, told by what stays the same while a tree is reduced. */
  readonly difference: string
  readonly exclusion: string | undefined
  readonly reference: Answer
  readonly own: OwnAnswer
}

export async function ownAnswer({ files, target }: Tree): Promise<OwnAnswer> {
  try {
    const { yaml } = await build(target, { fileSystem: memoryFileSystem(files) })
    return { kind: 'accepted', yaml, error: '', code: '' }
  } catch (error) {
    if (error instanceof KustError) return { kind: 'refused', yaml: '', error: error.message, code: error.code }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { kind: 'bug', yaml: '', error: text, code: text.split('\n')[0]! }
  }
}

/** Asks both about a tree. */
export async function compare(tree: Tree, oracle: Oracle): Promise<Comparison> {
  const [reference, own] = await Promise.all([oracle.ask(tree), ownAnswer(tree)])
  const difference = differenceOf(reference, own)
  const exclusion = difference === '' ? undefined : await exclusionOf(tree, reference, own, oracle)
  const outcome =
    difference === '' ? (reference.ok ? 'accepted' : 'refused') : exclusion === undefined ? 'different' : 'excluded'
  return { outcome, difference, exclusion, reference, own }
}

/** Where the outputs first differ, without what varies from tree to tree, to tell causes apart. */
export function signatureOf({ difference, reference, own }: Comparison): string {
  if (difference !== 'other output') return difference
  const theirs = reference.yaml.split('\n')
  const ours = own.yaml.split('\n')
  const at = theirs.findIndex((line, index) => line !== ours[index])
  const shape = (line: string | undefined): string =>
    (line ?? '')
      .trim()
      .replace(/(: |- )["'].*/, '$1Q')
      .replace(/\d+/g, 'N')
      .replace(/(: |- )[a-z].*/i, '$1w')
  return `other output: ${shape(theirs[at])} | ${shape(ours[at])}`
}

function differenceOf(reference: Answer, own: OwnAnswer): string {
  if (own.kind === 'bug') return `bug: ${own.code}`
  if (own.kind === 'refused') return reference.ok ? `only kust refuses: ${own.code}` : ''
  if (!reference.ok) return `only the reference refuses: ${gist(reference.error)}`
  return reference.yaml === own.yaml ? '' : 'other output'
}

/** The end of an error's text, where its cause is told, without what varies from tree to tree. */
function gist(error: string): string {
  const plain = error
    .replace(/map\[string\]interface \{\}\{[\s\S]*\}: /, '')
    .replace(/[`'"“][^`'"”]*[`'"”]/g, 'X')
    .replace(/\d+/g, 'N')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.slice(-48)
}
