import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { diskFileSystem, foldersBelow } from '@kust/core/node/disk'
import { type Finding, type Format, fixFindings, formats, lint, type Rule, rules } from '@kust/lint'
import packageJson from '../../package.json' with { type: 'json' }
import { buildFlags, withBuildOptions } from '../buildOptions.ts'
import { type ParsedFlags, UsageError } from '../flags.ts'
import { describe, printable, type Streams, shown } from '../streams.ts'
import { leavesBelow } from './buildMany.ts'
import type { Command } from './index.ts'

export const command: Command = {
  about: `Find what is wrong with kustomizations that build: patches, images and replacements without effect, files that
nothing names, deprecated fields, labels that break selectors, and more. An entry is without effect if it has none in
any of the directories; so bases are best judged with all their overlays: kust lint --all .
A comment \`# kust-lint-ignore CODE\` on a line, or on the one above, switches a finding off.
The exit status is 0 without warnings, 1 with any, and 2 if something could not be rendered.`,
  flags: {
    all: { kind: 'string', help: 'Lint every kustomization below a directory' },
    fix: { kind: 'boolean', help: 'Mend what can be mended without changing the output' },
    format: { kind: 'string', help: `${Object.keys(formats).join(', ')} (the first is the default)` },
    rule: { kind: 'strings', help: 'Only the rule of this CODE; may be given several times' },
    ignore: { kind: 'strings', help: 'Not the rule of this CODE; may be given several times' },
    ...buildFlags,
  },
  failureStatus: 2,
  run: runLint,
}

/** Prints what is wrong with kustomizations that build. */
async function runLint({ values, arguments: words }: ParsedFlags, streams: Streams): Promise<number> {
  const format = formatOf(values.format)
  const chosen = rulesOf(values)
  const all = values.all as string | undefined
  if (all !== undefined && words.length > 0)
    throw new UsageError(`--all takes one directory; found ${words.join(' and ')} too`)
  const targets = all === undefined ? (words.length > 0 ? words : ['.']) : await leavesBelow(all)
  const folders = [...new Set((all === undefined ? targets.map(repositoryOf) : [resolve(all)]).flatMap(foldersBelow))]
  return withBuildOptions(values, async (renderOptions) => {
    const options = { ...renderOptions, fileSystem: diskFileSystem() }
    const result = await lint(targets, { ...options, rules: chosen, folders })
    const left = values.fix === true ? await fix(targets, result, options, streams) : result.findings
    const text = formats[format](left, { shown, rules: chosen, version: packageJson.version })
    streams.out(printable(text))
    for (const error of new Set(result.errors.map(describe))) streams.err(error)
    if (result.errors.length > 0) {
      streams.err(`${result.errors.length} of ${targets.length} kustomizations could not be rendered\n`)
      return 2
    }
    return left.some(({ severity }) => severity === 'warning') ? 1 : 0
  })
}

/** Writes what can be mended, and gives the findings that are left. */
async function fix(
  targets: readonly string[],
  result: Awaited<ReturnType<typeof lint>>,
  options: Parameters<typeof fixFindings>[2],
  { err }: Streams,
): Promise<readonly Finding[]> {
  const { files, fixed, refused } = await fixFindings(targets, result, options)
  for (const [path, text] of files) writeFileSync(path, text)
  for (const { file, line, code } of fixed) err(printable(`fixed ${shown(file)}:${line} [${code}]\n`))
  for (const { file, line, code } of refused)
    err(printable(`not fixed ${shown(file)}:${line} [${code}]: the output would change\n`))
  return result.findings.filter((finding) => !fixed.includes(finding))
}

function formatOf(value: unknown): Format {
  const found = (Object.keys(formats) as Format[]).find((name) => name === (value ?? 'pretty'))
  if (found === undefined)
    throw new UsageError(`--format is ${Object.keys(formats).join(', ')}; found \`${String(value)}\``)
  return found
}

function rulesOf({ rule, ignore }: ParsedFlags['values']): readonly Rule[] {
  const only = (rule ?? []) as readonly string[]
  const without = (ignore ?? []) as readonly string[]
  const unknown = [...only, ...without].find((code) => !rules.some((known) => known.code === code))
  if (unknown !== undefined)
    throw new UsageError(`there is no rule \`${unknown}\`; there are ${rules.map(({ code }) => code).join(', ')}`)
  return rules.filter(({ code }) => (only.length === 0 || only.includes(code)) && !without.includes(code))
}

/** The folder of the repository that a target is part of, or else the target itself. */
function repositoryOf(target: string): string {
  const own = resolve(target)
  for (let folder = own; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return own
  }
}
