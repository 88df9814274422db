import { findCommand } from './commands/index.ts'
import { helpFlag, parseFlags, UsageError } from './flags.ts'
import { complain, type Streams } from './streams.ts'

/** Runs the command line and returns its exit status: 0, or another one when anything is wrong. */
export async function kust(args: readonly string[], streams: Streams): Promise<number> {
  const [name, ...rest] = args
  let failureStatus = 1
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      streams[name === undefined ? 'err' : 'out'](await help(rest[0]))
      return name === undefined ? 1 : 0
    }
    const { command } = await found(name).load()
    failureStatus = command.failureStatus ?? 1
    const given = parseFlags(rest, { ...command.flags, help: helpFlag })
    if (given.values.help === true) {
      streams.out(await help(name))
      return 0
    }
    return await command.run(given, streams)
  } catch (error) {
    complain(streams, error)
    return failureStatus
  }
}

function found(name: string): NonNullable<ReturnType<typeof findCommand>> {
  const entry = findCommand(name)
  if (entry === undefined) throw new UsageError(`there is no command \`${name}\`; \`kust help\` lists them`)
  return entry
}

async function help(name: string | undefined): Promise<string> {
  const { commandHelp, overview } = await import('./commands/help.ts')
  if (name === undefined) return overview()
  const entry = found(name)
  return commandHelp(entry, (await entry.load()).command)
}
