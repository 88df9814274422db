import { describeHunks, type GoldenReport, type OverlayResult, pathFrom } from '@kust/golden'
import { describe, printable } from '../../streams.ts'
import type { Reporting } from './reporting.ts'

/** A test suite in the XML that CI systems read, with a test for each overlay and each orphaned golden. */
export function junit({ results, orphans }: GoldenReport, { action, removeOrphans, showSecrets }: Reporting): string {
  const cases = results.map((result) => testCase(result, action, showSecrets))
  const orphaned = removeOrphans ? [] : orphans.map(orphan)
  const count = (tag: string): number => [...cases, ...orphaned].filter((text) => text.includes(`    <${tag} `)).length
  const suite = `<testsuite name="kust golden" tests="${cases.length + orphaned.length}" failures="${count('failure')}" errors="${count('error')}">`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
${suite}
${[...cases, ...orphaned].join('')}</testsuite>
</testsuites>
`
}

function testCase(result: OverlayResult, action: Reporting['action'], showSecrets: boolean): string {
  const { overlay, status } = result
  const golden = pathFrom(undefined, overlay.golden)
  const open = `  <testcase classname="golden" name="${escaped(overlay.dir)}" file="${escaped(golden)}"`
  if (status === 'error') return problem(open, 'error', result.error.message, describe(result.error))
  if (status === 'same' || action === 'update') return `${open}/>\n`
  if (status === 'missing') return problem(open, 'failure', 'there is no golden yet', '')
  return problem(open, 'failure', `differs from ${golden}`, describeHunks(result.hunks, { showSecrets }))
}

function orphan(file: string): string {
  const path = pathFrom(undefined, file)
  return problem(
    `  <testcase classname="golden" name="${escaped(path)}" file="${escaped(path)}"`,
    'failure',
    'the overlay of this golden is not there',
    '',
  )
}

function problem(open: string, tag: 'error' | 'failure', message: string, text: string): string {
  return `${open}>\n    <${tag} message="${escaped(message)}">${escaped(text)}</${tag}>\n  </testcase>\n`
}

function escaped(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
