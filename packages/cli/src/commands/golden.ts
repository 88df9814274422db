import { checkGoldens, type GoldenReport, type OverlayResult, openProject, updateGoldens } from '@kust/golden'
import { buildFlags, withBuildOptions } from '../buildOptions.ts'
import { type ParsedFlags, UsageError } from '../flags.ts'
import type { Streams } from '../streams.ts'
import { configuredValues } from './golden/configuredValues.ts'
import { githubAnnotations } from './golden/github.ts'
import { junit } from './golden/junit.ts'
import { prettyReport } from './golden/pretty.ts'
import type { Reporting } from './golden/reporting.ts'
import type { Command } from './index.ts'
import { progressBar } from './progress.ts'

export const command: Command = {
  about: `Keep what kustomizations render to in files, goldens, and compare. \`golden check\` shows what differs and which
line of the sources did it; \`golden update\` writes what differs. GLOBs choose overlays; kust.golden.yaml says which
there are and where their goldens lie (docs/golden.md). Exits with 0 if all is the same, 1 if not, 2 on mistakes.`,
  flags: {
    config: { kind: 'string', help: 'The configuration (kust.golden.yaml here or in a folder above by default)' },
    reporter: { kind: 'string', short: 'r', help: 'pretty (the default), github (annotations) or junit (XML)' },
    'remove-orphans': { kind: 'boolean', help: 'With update: remove goldens whose overlays are not there' },
    'show-secrets': { kind: 'boolean', help: 'Show values of Secrets in differences' },
    ...buildFlags,
  },
  failureStatus: 2,
  run: runGolden,
}

const reporters: Readonly<Record<string, (report: GoldenReport, reporting: Reporting) => string>> = {
  pretty: prettyReport,
  github: githubAnnotations,
  junit,
}

/** Compares overlays with their goldens, or writes these. */
async function runGolden({ values, arguments: words }: ParsedFlags, streams: Streams): Promise<number> {
  const [action, ...only] = words
  if (action !== 'check' && action !== 'update') {
    throw new UsageError(
      `golden is followed by check or update; found ${action === undefined ? 'nothing' : `\`${action}\``}`,
    )
  }
  const { reporter = 'pretty', config } = values
  const print = reporters[String(reporter)]
  if (print === undefined) {
    throw new UsageError(`--reporter is ${Object.keys(reporters).join(', ')}; found \`${String(reporter)}\``)
  }
  const removeOrphans = values['remove-orphans'] === true
  if (removeOrphans && action === 'check') throw new UsageError('--remove-orphans goes with update')
  if (removeOrphans && only.length > 0) throw new UsageError('--remove-orphans looks at all overlays; found some named')
  const given = typeof config === 'string' ? { config } : {}
  const { config: project } = openProject(given)
  const report = await withBuildOptions({ ...configuredValues(project.build), ...values }, (build) => {
    const options = { ...given, only, build, ...watched(streams) }
    return action === 'check' ? checkGoldens(options) : updateGoldens({ ...options, removeOrphans })
  })
  const isColoured = streams.isOutTerminal?.() === true && !process.env.NO_COLOR
  const reporting = { action, removeOrphans, isColoured, showSecrets: values['show-secrets'] === true } as const
  streams.out(print(report, reporting))
  return statusOf(report, action)
}

function statusOf({ results, orphans }: GoldenReport, action: 'check' | 'update'): number {
  if (results.some(({ status }) => status === 'error')) return 2
  return action === 'check' && (orphans.length > 0 || results.some(({ status }) => status !== 'same')) ? 1 : 0
}

/** Shows how far things are, to somebody who watches. */
function watched({ isTerminal, err }: Streams): { readonly onResult?: (result: OverlayResult, total: number) => void } {
  if (isTerminal?.() !== true) return {}
  let done = 0
  let progress: ReturnType<typeof progressBar> | undefined
  return {
    onResult(_, total) {
      progress ??= progressBar(total, err)
      progress.show(++done)
      if (done === total) progress.clear()
    },
  }
}
