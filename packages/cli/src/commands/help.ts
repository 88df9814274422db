import { helpFlag } from '../flags.ts'
import { type Command, type CommandEntry, commands } from './index.ts'

/** What kust is, and its commands. */
export function overview(): string {
  const rows = commands.map(({ usage, summary }) => [`kust ${usage}`, summary] as const)
  return `kust renders Kustomize: the bytes of \`kubectl kustomize\`, faster, with errors that name a line.

Usage:
${table([...rows, ['kust help [COMMAND]', 'Show help']])}`
}

/** The help of one command: how to call it, what it does, its flags. */
export function commandHelp(entry: CommandEntry, { about, flags }: Command): string {
  const words = entry.aliases?.filter((alias) => !alias.startsWith('-')) ?? []
  const also = words.length === 0 ? '' : `\nAlso: kust ${words.join(', kust ')}\n`
  const rows = Object.entries({ ...flags, help: helpFlag })
    .filter(([, { hidden }]) => !hidden)
    .map(([name, { short, kind, help }]) => {
      const value = kind === 'boolean' ? '' : ' VALUE'
      return [`${short === undefined ? '    ' : `-${short}, `}--${name}${value}`, help] as const
    })
  const usage = `  kust ${entry.usage} [flags]\n`
  return `${about ?? `${entry.summary}.`}\n\nUsage:\n${usage}${also}\nFlags:\n${table(rows)}`
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}\n`).join('')
}
