import { cleanEnvironment, commandSettings, runProgram } from '@kust/core/node'
import { gitMissing } from '../errors.ts'

/** How git is run: which one, and where. */
export interface GitProgram {
  readonly program: string
  readonly directory: string
  readonly env: NodeJS.ProcessEnv
}

/** Only reads, asks nobody, fetches nothing, and starts no program that a repository could name. */
export function gitProgram(directory: string, program = 'git', env: NodeJS.ProcessEnv = process.env): GitProgram {
  const settings = [
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['protocol.allow', 'never'],
  ] as const
  return {
    program,
    directory,
    env: {
      ...cleanEnvironment(env),
      ...commandSettings(settings),
      GIT_OPTIONAL_LOCKS: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C',
    },
  }
}

export function gitArguments(args: readonly string[]): string[] {
  return ['--no-pager', '--literal-pathspecs', ...args]
}

const timeoutMs = 120_000
const maxOutputBytes = 1 << 30

/** The outcome of a command: its standard output if it succeeded, and what it said to people if not. */
export async function runGit(
  { program, directory, env }: GitProgram,
  args: readonly string[],
): Promise<{ readonly output: Buffer | undefined; readonly said: string }> {
  const request = { program, args: gitArguments(args), directory, env, timeoutMs, maxOutputBytes }
  const { end, status, output, said } = await runProgram(request, new Set())
  if (end === 'not started' && said.includes('ENOENT')) throw gitMissing(program)
  const isFine = end === 'exit' && status === 0
  return { output: isFine ? output : undefined, said: end === 'timeout' ? 'it took too long' : said }
}
