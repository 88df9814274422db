import { runBuild } from './commands/build.ts'
import { printHelp } from './commands/help.ts'
import { runLocalize } from './commands/localize.ts'
import { printVersion } from './commands/version.ts'
import { UsageError } from './flags.ts'
import { complain, type Streams } from './streams.ts'

/** Runs the command line and returns its exit status: 0, or 1 when anything is wrong. */
export async function kust(args: readonly string[], streams: Streams): Promise<number> {
  const [command, ...rest] = args
  try {
    switch (command) {
      case 'build':
      case 'kustomize':
        return await runBuild(rest, streams)
      case 'localize':
        return await runLocalize(rest, streams)
      case 'version':
      case '--version':
      case '-v':
        return printVersion(streams)
      case 'help':
      case '--help':
      case '-h':
        return printHelp(streams, rest[0])
      case undefined:
        printHelp({ ...streams, out: streams.err })
        return 1
      default:
        throw new UsageError(`there is no command \`${command}\`; \`kust help\` lists them`)
    }
  } catch (error) {
    complain(streams, error)
    return 1
  }
}
