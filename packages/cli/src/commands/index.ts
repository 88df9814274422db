import type { Flag, ParsedFlags } from '../flags.ts'
import type { Streams } from '../streams.ts'

/** What a module of a command exports as `command`. */
export interface Command {
  /** What it does beyond the summary; shown by `--help`. */
  readonly about?: string
  readonly flags: Readonly<Record<string, Flag>>
  /** The exit status when something is wrong: 1, or 2 for commands that answer with 1. */
  readonly failureStatus?: 2
  /** Gives the exit status. */
  run(given: ParsedFlags, streams: Streams): Promise<number>
}

export interface CommandEntry {
  /** The name, and what may follow it. */
  readonly usage: string
  /** One line. */
  readonly summary: string
  /** Other names. */
  readonly aliases?: readonly string[]
  /** Loads the module: a command costs nothing while another one runs. */
  load(): Promise<{ readonly command: Command }>
}

/** All commands, in the order in which the help lists them. */
export const commands: readonly CommandEntry[] = [
  {
    usage: 'build [DIR...]',
    summary: 'Render the kustomizations in directories',
    aliases: ['kustomize'],
    load: () => import('./build.ts'),
  },
  {
    usage: 'localize [TARGET [NEWDIR]]',
    summary: 'Copy a kustomization with all that it names on other machines',
    load: () => import('./localize.ts'),
  },
  {
    usage: 'explain [DIR] [RESOURCE] [FIELD]',
    summary: 'Show where the fields of the output come from',
    load: () => import('./explain.ts'),
  },
  {
    usage: 'golden check|update [GLOB...]',
    summary: 'Compare what kustomizations render to with files, or write these',
    load: () => import('./golden.ts'),
  },
  {
    usage: 'verify [DIR...]',
    summary: 'Compare what kust renders with an installed kubectl',
    load: () => import('./verify.ts'),
  },
  {
    usage: 'lint [DIR...]',
    summary: 'Find what is wrong with kustomizations that build',
    load: () => import('./lint.ts'),
  },
  {
    usage: 'schema [Kustomization|Component]',
    summary: 'Print the JSON Schema of kustomization files',
    load: () => import('./schema.ts'),
  },
  {
    usage: 'diff A B | --base REV [DIR...]',
    summary: 'Show how what is rendered differs',
    load: () => import('./diff.ts'),
  },
  {
    usage: 'affected --base REV [GLOB...]',
    summary: 'List the kustomizations that a change affects',
    load: () => import('./affected.ts'),
  },
  {
    usage: 'deps [DIR]',
    summary: 'List the files that a build reads',
    load: () => import('./deps.ts'),
  },
  {
    usage: 'version',
    summary: 'Print the version, and that of the kustomize it reproduces',
    aliases: ['--version', '-v'],
    load: () => import('./version.ts'),
  },
]

export function findCommand(name: string): CommandEntry | undefined {
  return commands.find((entry) => nameOf(entry) === name || entry.aliases?.includes(name))
}

export function nameOf({ usage }: CommandEntry): string {
  return usage.split(' ')[0]!
}
