import type { Finding, Rule } from '../finding.ts'
import { sarif } from './sarif.ts'

export interface FormatOptions {
  /** How a path is shown. */
  readonly shown: (path: string) => string
  readonly rules: readonly Rule[]
  readonly version: string
}

export type Format = 'pretty' | 'json' | 'sarif' | 'github'

export const formats: Readonly<Record<Format, (findings: readonly Finding[], options: FormatOptions) => string>> = {
  pretty,
  json,
  sarif,
  github,
}

/** Findings file by file, and how many there are. */
function pretty(findings: readonly Finding[], { shown }: FormatOptions): string {
  if (findings.length === 0) return ''
  let text = ''
  let file: string | undefined
  for (const finding of findings) {
    if (finding.file !== file) text += `${file === undefined ? '' : '\n'}${shown(finding.file)}\n`
    file = finding.file
    const place = `${finding.line}:${finding.column}`
    text += `  ${place.padEnd(7)}  ${finding.severity.padEnd(7)}  ${finding.message}  [${finding.code}]\n`
  }
  const fixable = findings.filter(({ fix }) => fix !== undefined).length
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  const rest = fixable === 0 ? '' : `; --fix may mend ${fixable}`
  return `${text}\n${counted(warnings, 'warning')}, ${counted(findings.length - warnings, 'note')}${rest}\n`
}

/** A list of objects with `code`, `severity`, `message`, `file`, `line`, `column` and `fixable`. */
function json(findings: readonly Finding[], { shown }: FormatOptions): string {
  const plain = findings.map(({ fix, ...finding }) => ({
    ...finding,
    file: shown(finding.file),
    fixable: fix !== undefined,
  }))
  return `${JSON.stringify(plain, undefined, 2)}\n`
}

/** Workflow commands, which GitHub shows beside the lines of a pull request. */
function github(findings: readonly Finding[], { shown }: FormatOptions): string {
  return findings
    .map(({ code, severity, message, file, line, column }) => {
      const place = `file=${property(shown(file))},line=${line},col=${column},title=${property(code)}`
      return `::${severity === 'warning' ? 'warning' : 'notice'} ${place}::${data(message)}\n`
    })
    .join('')
}

/** A message must not end its command, nor begin another. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
