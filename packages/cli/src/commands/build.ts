import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildResult, type BuildWarning, build, type FileSystem } from '@kust/core'
import { diskFileSystem, nativeSha256 } from '@kust/core/node/disk'
import { buildFlags, withBuildOptions } from '../buildOptions.ts'
import type { ParsedFlags } from '../flags.ts'
import { printable, type Streams } from '../streams.ts'
import type { Command } from './index.ts'
import { fileNames } from './outputFiles.ts'

export const command: Command = {
  flags: {
    output: {
      kind: 'string',
      short: 'o',
      help: 'Write to a file, or to one file per resource if it is an existing directory; of several to one file each',
    },
    watch: { kind: 'boolean', short: 'w', help: 'Render again whenever a file that counts changes, until Ctrl-C' },
    all: { kind: 'string', help: 'Render every kustomization below a directory that no other one names' },
    ...buildFlags,
  },
  run: runBuild,
}

/** Renders a kustomization to standard output, a file or a directory; all of it or nothing. */
async function runBuild({ values, arguments: targets }: ParsedFlags, streams: Streams): Promise<number> {
  const output = typeof values.output === 'string' ? values.output : ''
  return withBuildOptions(values, async (options, hosts) => {
    if (values.watch === true) {
      const { buildWatching } = await import('./watch/buildWatching.ts')
      const all = values.all as string | undefined
      const chosen = targets.length === 0 && all === undefined ? ['.'] : targets
      return buildWatching({ targets: chosen, all, output, options }, streams, hosts)
    }
    if (typeof values.all === 'string' || targets.length > 1) {
      const { buildMany } = await import('./buildMany.ts')
      return buildMany({ targets, all: values.all as string | undefined, output, options }, streams)
    }
    const onWarning = ({ message }: BuildWarning): void => streams.err(`${printable(message)}\n`)
    const fileSystem = watchingSize(diskFileSystem(), streams.onLargeInput)
    const result = await build(targets[0] ?? '.', { ...options, fileSystem, sha256: nativeSha256(), onWarning })
    write(result, output, streams)
    if (streams.isFirst === true) await import('../warmUp.ts').then(({ warmUp }) => warmUp())
    return 0
  })
}

/** Input of more bytes than this takes longer to render than the program takes to start. */
const largeInput = 8192

function watchingSize(fileSystem: FileSystem, onLarge: (() => void) | undefined): FileSystem {
  if (onLarge === undefined) return fileSystem
  let left = largeInput
  return {
    ...fileSystem,
    async readFile(path, maxBytes) {
      const bytes = await fileSystem.readFile(path, maxBytes)
      const before = left
      left -= bytes?.length ?? 0
      if (before > 0 && left <= 0) onLarge()
      return bytes
    },
  }
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
