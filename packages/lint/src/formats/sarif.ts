import type { Finding, Rule, Severity } from '../finding.ts'
import type { FormatOptions } from './formats.ts'

/** SARIF 2.1.0, which code scanning services read. */
export function sarif(findings: readonly Finding[], { shown, rules, version }: FormatOptions): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kust lint', version, rules: rules.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, rules, shown)),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function descriptorOf({ code, severity, summary, help }: Rule): object {
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: help },
    help: { text: help },
    defaultConfiguration: { level: levelOf(severity) },
  }
}

function resultOf(finding: Finding, rules: readonly Rule[], shown: FormatOptions['shown']): object {
  const { code, severity, message, file, line, column } = finding
  const path = shown(file)
  return {
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.code === code),
    level: levelOf(severity),
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  }
}

function levelOf(severity: Severity): 'warning' | 'note' {
  return severity === 'warning' ? 'warning' : 'note'
}
