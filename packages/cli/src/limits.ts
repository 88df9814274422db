import { type BuildLimits, defaultBuildLimits, defaultGitLimits, defaultHttpLimits } from '@kust/core'
import type { RemoteHostOptions } from '@kust/core/node'
import { UsageError } from './flags.ts'

export interface Limits extends NonNullable<RemoteHostOptions['limits']> {
  readonly build: Partial<BuildLimits>
}

const known = { build: defaultBuildLimits, git: defaultGitLimits, http: defaultHttpLimits }

/** Reads `--limit maxFileBytes=1000` and `--limit http.timeoutMs=1000`, given as often as one likes. */
export function parseLimits(values: unknown): Limits {
  const limits: Record<keyof typeof known, Record<string, number>> = { build: {}, git: {}, http: {} }
  for (const text of Array.isArray(values) ? (values as string[]) : []) {
    const [, group = 'build', name, digits] = /^(?:(git|http)\.)?(\w+)=(\d+)$/.exec(text) ?? []
    if (name === undefined) throw new UsageError(`--limit is NAME=NUMBER; found \`${text}\``)
    const key = group as keyof typeof known
    if (!Object.hasOwn(known[key], name)) throw new UsageError(`there is no limit \`${text}\`; there are ${names()}`)
    limits[key][name] = Number(digits)
  }
  return limits
}

function names(): string {
  return Object.entries(known)
    .flatMap(([group, limits]) => Object.keys(limits).map((name) => (group === 'build' ? name : `${group}.${name}`)))
    .join(', ')
}
