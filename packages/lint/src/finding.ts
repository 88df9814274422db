import type { Place } from '@kust/core/inspect'
import type { LintContext } from './context.ts'

/** `warning`: most likely a mistake. `note`: worth knowing, and often meant. */
export type Severity = 'warning' | 'note'

/** What a rule found. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  /** Absolute on the file system that was linted. */
  readonly file: string
  /** Counted from 1; columns in UTF-16 units. */
  readonly line: number
  readonly column: number
  readonly fix?: Fix
}

/**
 * What the text of the finding's file becomes, line ends being `\n`; undefined if it is not of a form that can be
 * mended. A function, because several fixes of one file are applied one after the other.
 */
export type Fix = (text: string) => string | undefined

/** A finding as a rule gives it. */
export interface Report {
  readonly message: string
  /** Where; or a file that is wrong as a whole. */
  readonly at: Place | string
  /** If it is not that of the rule. */
  readonly severity?: Severity
  readonly fix?: Fix
}

export interface Rule {
  readonly code: string
  readonly severity: Severity
  /** One line for the list of rules. */
  readonly summary: string
  /** Why it matters, and what to do: a paragraph for the documentation. */
  readonly help: string
  /** Whether some of its findings can be mended by `--fix`. */
  readonly fixable?: true
  check(context: LintContext): Iterable<Report> | Promise<Iterable<Report>>
}
