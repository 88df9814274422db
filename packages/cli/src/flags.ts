import { parseArgs } from 'node:util'

/** A mistake in the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What a flag takes: nothing, one value, or one value each time it is given. */
export type FlagKind = 'boolean' | 'string' | 'strings'

export interface Flag {
  readonly kind: FlagKind
  readonly short?: string
  readonly help: string
  /** Not shown in the help. */
  readonly hidden?: boolean
}

/** What every command has. */
export const helpFlag: Flag = { kind: 'boolean', short: 'h', help: 'Show this help' }

export interface ParsedFlags {
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  readonly arguments: readonly string[]
}

/** Parses a command line in the manner of kubectl: `--flag value`, `--flag=value`, `--flag=false`. */
export function parseFlags(args: readonly string[], flags: Readonly<Record<string, Flag>>): ParsedFlags {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { kind, short }]) => [
      name,
      {
        type: kind === 'boolean' ? ('boolean' as const) : ('string' as const),
        multiple: kind === 'strings',
        ...(short !== undefined && { short }),
      },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({
      args: args.flatMap((arg) => booleanForm(arg, flags)),
      options,
      allowPositionals: true,
    })
    return { values: values as ParsedFlags['values'], arguments: positionals }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0]! : String(error))
  }
}

/** Turns `--flag=true` into `--flag`, and drops `--flag=false`. */
function booleanForm(arg: string, flags: Readonly<Record<string, Flag>>): string[] {
  const found = /^--([^=]+)=(.*)$/.exec(arg)
  if (found === null || flags[found[1]!]?.kind !== 'boolean') return [arg]
  switch (found[2]!.toLowerCase()) {
    case 'true':
    case 't':
    case '1':
      return [`--${found[1]}`]
    case 'false':
    case 'f':
    case '0':
      return []
    default:
      throw new UsageError(`--${found[1]} is true or false; found \`${found[2]}\``)
  }
}
