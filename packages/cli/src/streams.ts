import { relative } from 'node:path'
import { KustError } from '@kust/core'
import { UsageError } from './flags.ts'

/** Where a command writes: data to `out`, everything else to `err`. */
export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether somebody watches `err`, who may like to see how far things are. */
  readonly isTerminal?: () => boolean
  /** Whether `out` is a terminal, which can show colours. */
  readonly isOutTerminal?: () => boolean
  /** The program, for threads that run it too; there are none if it is not known. */
  readonly program?: string
  /** Whether the code that this run compiles is kept for later ones. */
  readonly isFirst?: boolean
  /** Called when it is known that there is more to do than start and end. */
  readonly onLargeInput?: () => void
}

/** Says what went wrong, in a user's words; only a bug of kust itself comes with a stack. */
export function complain({ err }: Streams, error: unknown): void {
  err(describe(error))
}

/** What went wrong as users are told it. */
export function describe(error: unknown): string {
  if (error instanceof KustError) return printable(describeError(error))
  if (error instanceof UsageError) return printable(`error: ${error.message}\n`)
  return `error: kust has a bug, please report it: ${error instanceof Error ? error.stack : String(error)}\n`
}

/** Text of unknown origin as a terminal can show it: nothing in it moves the cursor or rings a bell. */
export function printable(text: string): string {
  return text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}

/** A mistake with its code, its place, the source around it, and the kustomizations that led there. */
export function describeError(error: KustError): string {
  const lines = [`error[${error.code}]: ${error.message}`]
  if (error.file !== undefined) {
    const place = [shown(error.file), error.line, error.column].filter((part) => part !== undefined)
    lines.push(`  --> ${place.join(':')}`)
  }
  if (error.frame !== undefined) lines.push(...error.frame.split('\n').map((line) => `  ${line}`.trimEnd()))
  const chain = error.chain.filter((file, i) => i < error.chain.length - 1 || file !== error.file)
  if (chain.length > 0) lines.push(`  reached through ${chain.map(shown).join(' -> ')}`)
  return `${lines.join('\n')}\n`
}

/** A path as seen from where the command runs, if that is shorter. */
export function shown(path: string): string {
  if (path.includes('://')) return path
  const fromHere = relative(process.cwd(), path)
  return fromHere !== '' && fromHere.length < path.length ? fromHere : path
}
