import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { affectedKustomizations, globMatcher, shardOf } from '@kust/preview'
import { buildFlags, withBuildOptions } from '../buildOptions.ts'
import { type ParsedFlags, UsageError } from '../flags.ts'
import { printable, type Streams } from '../streams.ts'
import { compareAll } from './compareInThreads.ts'
import type { Command } from './index.ts'
import { withRevisions } from './revisions.ts'

export const command: Command = {
  about: `List the kustomizations that a change makes render differently, of those that no other one names: whose builds
read a file that is new, gone or other than in --base. GLOBs narrow the list: 'apps/**/prod'.`,
  flags: {
    base: { kind: 'string', help: 'The revision of git before the change' },
    head: { kind: 'string', help: 'The revision after it, instead of the work tree' },
    exact: { kind: 'boolean', help: 'Render both, and list only those whose output differs' },
    format: { kind: 'string', help: 'text (the default), or json: a matrix for CI' },
    shard: { kind: 'string', help: 'N/M: the Nth of M parts of about the same cost' },
    costs: {
      kind: 'string',
      help: 'A JSON FILE with what directories cost, {"overlays/prod": 12}; else their files count',
    },
    'exit-code': { kind: 'boolean', help: 'Exit with 1 if any is listed' },
    ...buildFlags,
  },
  failureStatus: 2,
  run: runAffected,
}

/** Prints the kustomizations that a change affects. */
async function runAffected({ values, arguments: globs }: ParsedFlags, streams: Streams): Promise<number> {
  const { base, head, format = 'text' } = values
  if (typeof base !== 'string') throw new UsageError('affected needs --base: the revision before the change')
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format is text or json; found \`${format}\``)
  const shard = parseShard(values.shard)
  const costs = readCosts(values.costs)
  streams.onLargeInput?.()
  const listed = await withBuildOptions(values, (options) =>
    withRevisions({ base, head: head as string | undefined, options }, async ({ before, after, names }) => {
      const isWanted = globMatcher(globs)
      const nameOf = (folder: string): string => relative('', folder) || '.'
      const { affected } = await affectedKustomizations(before, after, {
        build: options,
        isWanted: (folder) => isWanted(nameOf(folder)),
      })
      const compared =
        values.exact === true ? await compareAll(affected, { before, after, names, options }, streams) : undefined
      const chosen = affected.filter((_, i) => compared === undefined || compared[i]!.isDifferent)
      return chosen.map(({ folder, change, because, reads }) => {
        const name = nameOf(folder)
        return { folder: name, change, because: because.map(nameOf).sort(), cost: costs?.get(name) ?? reads }
      })
    }),
  )
  const chosen = shard === undefined ? listed : shardOf(listed, shard.at, shard.of)
  streams.out(format === 'json' ? matrix(chosen) : printable(chosen.map(({ folder }) => `${folder}\n`).join('')))
  return values['exit-code'] === true && chosen.length > 0 ? 1 : 0
}

/** The shape that a workflow takes as its matrix. */
function matrix(include: readonly object[]): string {
  return `${JSON.stringify({ include })}\n`
}

function parseShard(value: ParsedFlags['values'][string]): { at: number; of: number } | undefined {
  if (value === undefined) return undefined
  const [, at = 0, of = 0] = /^(\d{1,6})\/(\d{1,6})$/.exec(String(value))?.map(Number) ?? []
  if (at < 1 || at > of)
    throw new UsageError(`--shard is a part and their number, such as 3/8; found \`${String(value)}\``)
  return { at, of }
}

function readCosts(file: ParsedFlags['values'][string]): Map<string, number> | undefined {
  if (typeof file !== 'string') return undefined
  try {
    const costs: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const entries = Object.entries(costs as Record<string, unknown>)
    if (entries.every(([, cost]) => typeof cost === 'number' && cost >= 0))
      return new Map(entries as [string, number][])
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined) throw new UsageError(`${file} cannot be read: ${code}`)
  }
  throw new UsageError(`--costs names a JSON file of directories and numbers, {"overlays/prod": 12}; ${file} is none`)
}
