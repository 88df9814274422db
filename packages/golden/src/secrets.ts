import type { DiffLine } from './lineDiff.ts'

/**
 * The lines of rendered YAML, from 1, that hold values of Secrets. Goes by text, so that a golden somebody spoilt is
 * masked too: in a document with a Secret, what belongs to `data` and `stringData`.
 */
export function secretLines(yaml: string): Set<number> {
  const lines = yaml.split('\n')
  const secret = new Set<number>()
  let start = 0
  for (let i = 0; i <= lines.length; i++) {
    if (i < lines.length && lines[i] !== '---') continue
    const document = lines.slice(start, i)
    if (document.some((line) => isSecretKind.test(line))) {
      for (const line of dataLines(document)) secret.add(start + line + 1)
    }
    start = i + 1
  }
  return secret
}

const isSecretKind = /\bkind["']?:\s*["']?Secret\b/

function dataLines(document: readonly string[]): number[] {
  const found: number[] = []
  let within: number | undefined
  document.forEach((line, i) => {
    const indent = line.search(/[^ ]/)
    if (within !== undefined && (indent < 0 || indent > within)) found.push(i)
    else {
      within = /^ *["']?(data|stringData)["']?:/.test(line) ? indent : undefined
      // A value on the same line as the key.
      if (within !== undefined && !/:\s*$/.test(line)) found.push(i)
    }
  })
  return found
}

/** A line of a difference; `isSecret` says that it holds a value of a Secret, for those who print it. */
export type MarkedLine<Line extends DiffLine = DiffLine> = Line & { readonly isSecret: boolean }

export function markSecrets<Line extends DiffLine>(
  hunks: readonly (readonly Line[])[],
  before: string,
  after: string,
): MarkedLine<Line>[][] {
  const old = secretLines(before)
  const now = secretLines(after)
  return hunks.map((hunk) =>
    hunk.map((line) => {
      const { oldLine, newLine } = line
      const isSecret = (oldLine !== undefined && old.has(oldLine)) || (newLine !== undefined && now.has(newLine))
      return { ...line, isSecret }
    }),
  )
}

/** A line of a Secret without its value. */
export function masked(line: string): string {
  const key = /^ *(?:"[^"]*"|'[^']*'|[^\s:"'#]+):(?= |$)/.exec(line)?.[0]
  if (key !== undefined) return line.length === key.length ? line : `${key} ***`
  return `${/^ */.exec(line)![0]}***`
}
