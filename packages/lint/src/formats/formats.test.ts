import { expect, test } from 'vitest'
import type { Finding } from '../finding.ts'
import { rules } from '../rules/index.ts'
import { formats } from './formats.ts'

const findings: readonly Finding[] = [
  {
    code: 'deprecated-field',
    severity: 'warning',
    message: '`bases` is deprecated; 100% of it',
    file: '/repo/a b/kustomization.yaml',
    line: 3,
    column: 1,
    fix: (text) => text,
  },
  {
    code: 'missing-config',
    severity: 'note',
    message: 'two\nlines',
    file: '/repo/web,1.yaml',
    line: 12,
    column: 7,
  },
]

const options = { shown: (path: string): string => path.slice('/repo/'.length), rules, version: '1.2.3' }

test('pretty', () => {
  expect(formats.pretty(findings.slice(0, 1), options)).toBe(
    'a b/kustomization.yaml\n  3:1      warning  `bases` is deprecated; 100% of it  [deprecated-field]\n\n1 warning, 0 notes; --fix may mend 1\n',
  )
  expect(formats.pretty([], options)).toBe('')
})

test('json', () => {
  expect(JSON.parse(formats.json(findings, options))).toEqual([
    {
      code: 'deprecated-field',
      severity: 'warning',
      message: '`bases` is deprecated; 100% of it',
      file: 'a b/kustomization.yaml',
      line: 3,
      column: 1,
      fixable: true,
    },
    {
      code: 'missing-config',
      severity: 'note',
      message: 'two\nlines',
      file: 'web,1.yaml',
      line: 12,
      column: 7,
      fixable: false,
    },
  ])
})

test('github: nothing in a message or a path begins another command', () => {
  expect(formats.github(findings, options)).toBe(
    '::warning file=a b/kustomization.yaml,line=3,col=1,title=deprecated-field::`bases` is deprecated; 100%25 of it\n' +
      '::notice file=web%2C1.yaml,line=12,col=7,title=missing-config::two%0Alines\n',
  )
})

test('sarif has what its schema requires, and refers to its own rules', () => {
  const log = JSON.parse(formats.sarif(findings, options))
  expect(log.version).toBe('2.1.0')
  expect(log.$schema).toMatch(/^https:\/\/.*sarif-schema-2\.1\.0\.json$/)
  const [run] = log.runs
  expect(run.tool.driver).toMatchObject({ name: 'kust lint', version: '1.2.3' })
  const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const rule of run.tool.driver.rules) {
    expect(['none', 'note', 'warning', 'error']).toContain(rule.defaultConfiguration.level)
    for (const text of [rule.shortDescription, rule.fullDescription, rule.help]) expect(text.text).toMatch(/\S/)
  }
  expect(run.results).toHaveLength(2)
  for (const result of run.results) {
    expect(ids[result.ruleIndex]).toBe(result.ruleId)
    expect(['none', 'note', 'warning', 'error']).toContain(result.level)
    const { artifactLocation, region } = result.locations[0].physicalLocation
    expect(() => new URL(artifactLocation.uri, 'file:///repo/')).not.toThrow()
    expect(region.startLine).toBeGreaterThan(0)
    expect(region.startColumn).toBeGreaterThan(0)
  }
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/kustomization.yaml')
  expect(run.columnKind).toBe('utf16CodeUnits')
})
