/** A note about a line of a file, for those who show changes. */
export interface Annotation {
  /** Relative to the root of the repository. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly message: string
}

/** Workflow commands that GitHub shows beside the lines. */
export function renderGitHub(annotations: readonly Annotation[]): string {
  return annotations
    .map(({ file, line, message }) => `::warning file=${property(file)},line=${line},title=kust::${escaped(message)}\n`)
    .join('')
}

/** A code quality report for GitLab; the fingerprints are those of `hash`, equal for equal findings. */
export function renderGitLab(annotations: readonly Annotation[], hash: (text: string) => string): string {
  const findings = annotations.map(({ file, line, message }) => ({
    description: message,
    check_name: 'kust-diff',
    fingerprint: hash(`${file}\n${message}`),
    severity: 'info',
    location: { path: file, lines: { begin: line } },
  }))
  return `${JSON.stringify(findings, undefined, 2)}\n`
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
