import { relative, resolve } from 'node:path'
import { createEngine, type FileAccess } from '@kust/core'
import { diskFileSystem } from '@kust/core/node/disk'
import { buildFlags, withBuildOptions } from '../buildOptions.ts'
import { type ParsedFlags, UsageError } from '../flags.ts'
import { printable, type Streams } from '../streams.ts'
import type { Command } from './index.ts'

const formats = ['text', 'dot', 'mermaid', 'json'] as const

export const command: Command = {
  about: `List the files that a build reads, and what it gets from other machines.`,
  flags: {
    format: { kind: 'string', help: 'text (the default), dot, mermaid or json; json has what is looked for too' },
    ...buildFlags,
  },
  run: runDeps,
}

/** Prints the files that the build of a kustomization reads. */
async function runDeps({ values, arguments: words }: ParsedFlags, streams: Streams): Promise<number> {
  if (words.length > 1) throw new UsageError(`deps takes one directory; found ${words.join(' and ')}`)
  const [directory = '.'] = words
  const format = formats.find((one) => one === (values.format ?? 'text'))
  if (format === undefined) throw new UsageError(`--format is ${formats.join(', ')}; found \`${values.format}\``)
  const accesses = await withBuildOptions(values, (options) =>
    createEngine({ fileSystem: diskFileSystem() }).filesOf(directory, options),
  )
  const target = relative('', resolve(directory)) || '.'
  const shown = accesses
    .map((access) => ({
      ...access,
      path: access.remote === undefined ? relative('', access.path) || '.' : access.path,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const files = shown.filter(({ found }) => found === 'file').map(({ path }) => path)
  const texts: Record<(typeof formats)[number], () => string> = {
    text: () => files.map((file) => `${file}\n`).join(''),
    json: () => `${JSON.stringify({ target, files: shown satisfies readonly FileAccess[] }, undefined, 2)}\n`,
    dot: () => dot(target, files),
    mermaid: () => mermaid(target, files),
  }
  streams.out(format === 'json' ? texts.json() : printable(texts[format]()))
  return 0
}

function dot(target: string, files: readonly string[]): string {
  const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
  const edges = files.map((file) => `  ${quoted(target)} -> ${quoted(file)};\n`)
  return `digraph kust {\n  rankdir=LR;\n  node [shape=box];\n${edges.join('')}}\n`
}

function mermaid(target: string, files: readonly string[]): string {
  const quoted = (text: string): string => `["${text.replaceAll('#', '#35;').replaceAll('"', '#quot;')}"]`
  const edges = files.map((file, i) => `  target --> f${i}${quoted(file)}\n`)
  return `flowchart LR\n  target${quoted(target)}\n${edges.join('')}`
}
