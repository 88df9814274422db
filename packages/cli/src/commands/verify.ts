import { kustomizeVersion } from '@kust/core'
import { endProgram, type Running } from '@kust/core/node/hosts'
import { describeHunks, findReference, pathFrom, type Reference, type Verification, verify } from '@kust/golden'
import { painter } from '@kust/preview'
import { buildFlags, withBuildOptions } from '../buildOptions.ts'
import { type ParsedFlags, UsageError } from '../flags.ts'
import { describe, printable, type Streams } from '../streams.ts'
import { leavesBelow } from './buildMany.ts'
import type { Command } from './index.ts'

export const command: Command = {
  about: `Render your own kustomizations with kust and with the kubectl on this machine, and compare the bytes. Exits with 0 if
both say the same of all, 1 if not, 2 if they cannot be compared.`,
  flags: {
    all: { kind: 'string', help: 'Compare every kustomization below a directory that no other one names' },
    kubectl: { kind: 'string', help: 'The kubectl, or kustomize, to compare with (the one on the path by default)' },
    'show-secrets': { kind: 'boolean', help: 'Show values of Secrets in differences' },
    ...buildFlags,
  },
  failureStatus: 2,
  run: runVerify,
}

/** Compares what kust and an installed kubectl make of the same kustomizations. */
async function runVerify({ values, arguments: directories }: ParsedFlags, streams: Streams): Promise<number> {
  const { all, kubectl } = values
  if (typeof all === 'string' && directories.length > 0)
    throw new UsageError(`--all takes one directory; found ${directories.join(' and ')} too`)
  const targets = typeof all === 'string' ? await leavesBelow(all) : directories.length === 0 ? ['.'] : directories
  const isColoured = streams.isOutTerminal?.() === true && !process.env.NO_COLOR
  const showSecrets = values['show-secrets'] === true
  return withBuildOptions(values, async (build, hosts) => {
    const running: Running = new Set()
    hosts.add({ dispose: () => running.forEach(endProgram) })
    const reference = await findReference(typeof kubectl === 'string' ? kubectl : undefined, running)
    tell(reference, streams)
    const print = (result: Verification): void => streams.out(described(result, reference, isColoured, showSecrets))
    const flags = passedFlags(values, reference)
    const results = await verify(targets, { reference, build, flags, running, onResult: print })
    streams.out(summary(results, reference))
    return results.every(({ status }) => status === 'identical' || status === 'both refuse') ? 0 : 1
  })
}

function tell({ kind, version, kustomizeVersion: found }: Reference, { err }: Streams): void {
  err(printable(`comparing with ${kind} ${version}${kind === 'kubectl' ? ` (kustomize ${found})` : ''}\n`))
  if (found !== kustomizeVersion)
    err(
      printable(
        `warning: kust gives the bytes of kustomize ${kustomizeVersion}; ${found} may differ for that reason\n`,
      ),
    )
}

const inBoth = [
  'load-restrictor',
  'enable-helm',
  'helm-command',
  'helm-kube-version',
  'helm-api-versions',
  'helm-debug',
  'enable-alpha-plugins',
  'as-current-user',
  'env',
  'mount',
  'network',
  'network-name',
  'enable-managedby-label',
  'reorder',
]

/** The flags that were given, as far as the reference has them. */
function passedFlags(values: ParsedFlags['values'], { kind }: Reference): string[] {
  const names = kind === 'kustomize' ? [...inBoth, 'enable-exec'] : inBoth
  return names.flatMap((name) => {
    const value = values[name]
    if (value === undefined) return []
    return (Array.isArray(value) ? value : [value]).map((one: string | boolean) => `--${name}=${one}`)
  })
}

function described(result: Verification, { kind }: Reference, isColoured: boolean, showSecrets: boolean): string {
  const paint = painter(isColoured)
  const { status, target } = result
  const word = status === 'reference fails' ? `${kind} fails` : status
  const isGood = status === 'identical' || status === 'both refuse'
  const heading = `${paint(word, isGood ? 'added' : 'removed')}  ${printable(pathFrom(undefined, target))}\n`
  if (status === 'identical') return heading
  if (status === 'differs') {
    const legend = `  (- ${kind}, + kust)\n`
    return heading + legend + describeHunks(result.hunks, { showSecrets, paint })
  }
  const theirs = 'message' in result ? `  ${kind}: ${printable(result.message.split('\n').at(-1)!)}\n` : ''
  if (status === 'reference fails') return heading + theirs
  const ours = describe(result.error).split('\n')
  return `${heading}${theirs}  kust: ${ours[0]}\n${status === 'kust fails' ? `${ours.slice(1, -1).join('\n')}\n` : ''}`
}

function summary(results: readonly Verification[], { kind }: Reference): string {
  const statuses = ['identical', 'differs', 'reference fails', 'kust fails', 'both refuse'] as const
  return `${statuses
    .map((status) => [results.filter((one) => one.status === status).length, status] as const)
    .filter(([count, status]) => count > 0 || status === 'identical')
    .map(([count, status]) => `${count} ${status === 'reference fails' ? `${kind} fails` : status}`)
    .join(', ')}\n`
}
