import type { Flag } from '../flags.ts'
import type { Streams } from '../streams.ts'
import { buildFlags } from './build.ts'

const overview = `kust renders Kustomize: the bytes of \`kubectl kustomize\`, faster, with errors that name a line.

Usage:
  kust build [DIR...]    Render the kustomizations in directories
  kust kustomize [DIR]   The same, for those whose fingers know kubectl
  kust version           Print the version, and that of the kustomize it reproduces
  kust help [COMMAND]    Show help
`

export function printHelp({ out }: Streams, command?: string): number {
  if (command === 'build' || command === 'kustomize')
    out(commandHelp('build [DIR...]', 'Render kustomizations.', buildFlags))
  else out(overview)
  return 0
}

/** The help of one command: how to call it, what it does, its flags. */
export function commandHelp(usage: string, about: string, flags: Readonly<Record<string, Flag>>): string {
  const rows = Object.entries(flags)
    .filter(([, { hidden }]) => !hidden)
    .map(([name, { short, kind, help }]) => {
      const value = kind === 'boolean' ? '' : ' VALUE'
      return [`${short === undefined ? '    ' : `-${short}, `}--${name}${value}`, help] as const
    })
  const width = Math.max(...rows.map(([flag]) => flag.length))
  return `${about}\n\nUsage:\n  kust ${usage} [flags]\n\nFlags:\n${rows.map(([flag, help]) => `  ${flag.padEnd(width)}   ${help}\n`).join('')}`
}
