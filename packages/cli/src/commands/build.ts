import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type BuildOptions,
  type BuildResult,
  type BuildWarning,
  build,
  type FileSystem,
  type LoadRestrictor,
} from '@kust/core'
import { diskFileSystem } from '@kust/core/node'
import { type Flag, parseFlags, UsageError } from '../flags.ts'
import type { Streams } from '../streams.ts'
import { commandHelp } from './help.ts'
import { fileNames } from './outputFiles.ts'

/** The flags of `kubectl kustomize`, as far as they can have an effect. */
export const buildFlags: Readonly<Record<string, Flag>> = {
  output: {
    kind: 'string',
    short: 'o',
    help: 'Write to a file, or to one file per resource if it is an existing directory; of several to one file each',
  },
  all: { kind: 'string', help: 'Render every kustomization below a directory that no other one names' },
  'load-restrictor': {
    kind: 'string',
    help: 'LoadRestrictionsRootOnly (the default), or LoadRestrictionsNone to read files outside the root',
  },
  'enable-managedby-label': { kind: 'boolean', hidden: true, help: 'Add the label app.kubernetes.io/managed-by' },
  reorder: { kind: 'string', hidden: true, help: 'legacy (the default) or none' },
  help: { kind: 'boolean', short: 'h', help: 'Show this help' },
}

/** Flags for what only later versions of kust do; they are refused with a word about it. */
const laterFlags: Readonly<Record<string, Flag>> = Object.fromEntries(
  (
    [
      ['enable-helm', 'boolean'],
      ['helm-command', 'string'],
      ['helm-api-versions', 'strings'],
      ['helm-kube-version', 'string'],
      ['helm-debug', 'boolean'],
      ['enable-alpha-plugins', 'boolean'],
      ['enable-exec', 'boolean'],
      ['as-current-user', 'boolean'],
      ['env', 'strings'],
      ['mount', 'strings'],
      ['network', 'boolean'],
      ['network-name', 'string'],
    ] as const
  ).map(([name, kind]) => [name, { kind, hidden: true, help: '', ...(name === 'env' && { short: 'e' }) }]),
)

/** Renders a kustomization to standard output, a file or a directory; all of it or nothing. */
export async function runBuild(args: readonly string[], streams: Streams): Promise<number> {
  const { values, arguments: targets } = parseFlags(args, { ...buildFlags, ...laterFlags })
  if (values.help) {
    streams.out(
      commandHelp(
        'build [DIR...]',
        'Render the kustomization in a directory (the current one by default).',
        buildFlags,
      ),
    )
    return 0
  }
  const output = typeof values.output === 'string' ? values.output : ''
  const options: Omit<BuildOptions, 'fileSystem' | 'onWarning'> = {
    loadRestrictor: loadRestrictor(values['load-restrictor']),
    reorder: reorder(values.reorder),
    enableManagedByLabel: values['enable-managedby-label'] === true,
  }
  if (typeof values.all === 'string' || targets.length > 1) {
    const { buildMany } = await import('./buildMany.ts')
    return buildMany({ targets, all: values.all as string | undefined, output, options }, streams)
  }
  const onWarning = ({ message }: BuildWarning): void => streams.err(`${message}\n`)
  const fileSystem = watchingSize(diskFileSystem(), streams.onLargeInput)
  write(await build(targets[0] ?? '.', { ...options, fileSystem, onWarning }), output, streams)
  return 0
}

/** Input of more bytes than this takes longer to render than the program takes to start. */
const largeInput = 8192

function watchingSize(fileSystem: FileSystem, onLarge: (() => void) | undefined): FileSystem {
  if (onLarge === undefined) return fileSystem
  let left = largeInput
  return {
    ...fileSystem,
    async readFile(path) {
      const bytes = await fileSystem.readFile(path)
      const before = left
      left -= bytes?.length ?? 0
      if (before > 0 && left <= 0) onLarge()
      return bytes
    },
  }
}

function loadRestrictor(value: unknown): LoadRestrictor {
  const legal = ['LoadRestrictionsRootOnly', 'LoadRestrictionsNone'] as const
  if (value === undefined || value === '') return legal[0]
  const found = legal.find((restrictor) => restrictor === value)
  if (found === undefined)
    throw new UsageError(`--load-restrictor is ${legal.join(' or ')}; found \`${String(value)}\``)
  return found
}

function reorder(value: unknown): 'legacy' | 'none' {
  if (value === undefined || value === 'legacy' || value === 'none') return value ?? 'legacy'
  throw new UsageError(`--reorder is legacy or none; found \`${String(value)}\``)
}

function write(result: BuildResult, output: string, { out }: Streams): void {
  if (!output) {
    out(result.yaml)
  } else if (isDirectory(output)) {
    for (const [name, resource] of fileNames(result.resources)) writeFileSync(join(output, name), resource.yaml)
  } else {
    writeFileSync(output, result.yaml)
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
