import type { TreeCase } from './arbitraries/tree.ts'
import { trailingComment } from './arbitraries/yamlText.ts'
import { type OwnAnswer, ownAnswer } from './compare.ts'
import type { Answer, Oracle } from './oracle.ts'

type Tree = Pick<TreeCase, 'files' | 'target'>

/** A difference that is no fault of kust's, for the reference itself has no stable answer there. */
interface Exclusion {
  readonly name: string
  applies(tree: Tree, reference: Answer, own: OwnAnswer, oracle: Oracle): boolean | Promise<boolean>
}

const exclusions: readonly Exclusion[] = [
  {
    // The order of map keys upstream is not transitive where digits and letters meet inside of a number,
    // and then depends on the random order in which Go walks a map.
    name: 'keys without an order',
    applies: (_, reference, own) =>
      reference.ok &&
      own.kind === 'accepted' &&
      sortedLines(reference.yaml) === sortedLines(own.yaml) &&
      mixedNumbers(reference.yaml),
  },
  {
    // A Go panic is a bug of the reference's, not a rule to follow: kust may refuse such a tree or make sense of it.
    name: 'the reference crashes',
    applies: (_, reference, own) =>
      own.kind !== 'bug' && !reference.ok && /^(panic: |crash$)|\npanic: /.test(reference.error),
  },
  {
    // Upstream hashes the structs of its YAML parser there, with lines, columns and styles: a limit that kust states.
    name: 'the hash of another kind',
    applies: (_, reference, own) => reference.ok && own.code === 'hash-kind',
  },
  {
    // Comments travel with the nodes upstream, and end up where YAML has no room for them: between a key and
    // `{}`, or inside of a flow map. The reference then cannot read what it has written itself.
    name: 'a comment in the way',
    applies: async (tree, reference, own, oracle) =>
      !reference.ok &&
      own.kind === 'accepted' &&
      /yaml: (line \d+: )?(could not find expected|did not find expected|invalid map key)/.test(reference.error) &&
      (await agreeWithout(trailingComment, tree, oracle)),
  },
  {
    // Behind the escape of a byte order mark, go-yaml may leave out the dash of the next item. The reference then cannot
    // read what it has written itself.
    name: 'a byte order mark in the way',
    applies: async (tree, reference, own, oracle) =>
      !reference.ok &&
      own.kind === 'accepted' &&
      reference.error.includes('\\uFEFF') &&
      /mapping key "[^"]*" already defined/.test(reference.error) &&
      (await agreeWithout(/\ufeff/g, tree, oracle)),
  },
  {
    // Whatever else depends on Go's random order of maps, or on goroutines: asked again, the answer is another.
    name: 'the reference contradicts itself',
    applies: async (tree, reference, _, oracle) => {
      for (let again = 0; again < 12; again++) {
        const other = await oracle.ask(tree)
        if (other.ok !== reference.ok || other.yaml !== reference.yaml) return true
      }
      return false
    },
  },
]

/** The name of the exclusion that explains a difference, if one does. */
export async function exclusionOf(
  tree: Tree,
  reference: Answer,
  own: OwnAnswer,
  oracle: Oracle,
): Promise<string | undefined> {
  for (const { name, applies } of exclusions) if (await applies(tree, reference, own, oracle)) return name
  return undefined
}

async function agreeWithout(part: string | RegExp, { files, target }: Tree, oracle: Oracle): Promise<boolean> {
  const bare = Object.entries(files).map(([path, text]) => [path, text.replaceAll(part, '')])
  const tree = { files: Object.fromEntries(bare) as Record<string, string>, target }
  const [reference, own] = await Promise.all([oracle.ask(tree), ownAnswer(tree)])
  return reference.ok && own.kind === 'accepted' && reference.yaml === own.yaml
}

function sortedLines(text: string): string {
  return text.split('\n').sort().join('\n')
}

function mixedNumbers(yaml: string): boolean {
  const keys = [...yaml.matchAll(/^[ -]*([^:\n]+):/gm)].map((match) => match[1]!)
  return keys.some((key) => /\d[a-zA-Z]|[a-zA-Z]\d/.test(key)) && keys.some((key) => /\d/.test(key))
}
