import { describeHunks, type GoldenReport, type OverlayResult, pathFrom } from '@kust/golden'
import { painter } from '@kust/preview'
import { describe, printable } from '../../streams.ts'
import type { Reporting } from './reporting.ts'

/** What differs, overlay by overlay, and a summary; overlays that are the same are only counted. */
export function prettyReport({ results, orphans }: GoldenReport, reporting: Reporting): string {
  const { action, removeOrphans, isColoured, showSecrets } = reporting
  const paint = painter(isColoured)
  const heading = (word: string, dir: string, golden: string): string =>
    `${paint(word, word === 'error' || word === 'differs' ? 'removed' : 'added')}  ${printable(dir)}  ${paint(printable(pathFrom(undefined, golden)), 'place')}\n`
  const one = (result: OverlayResult): string => {
    const { overlay, status } = result
    if (status === 'same') return ''
    if (status === 'error')
      return `${paint('error', 'removed')}  ${printable(overlay.dir)}\n${indented(describe(result.error))}`
    if (action === 'update') return heading(status === 'missing' ? 'new' : 'updated', overlay.dir, overlay.golden)
    const body = status === 'differs' ? describeHunks(result.hunks, { showSecrets, paint }) : ''
    return heading(status, overlay.dir, overlay.golden) + body
  }
  const orphaned = orphans.map(
    (file) => `${paint(removeOrphans ? 'removed' : 'orphaned', 'removed')}  ${printable(pathFrom(undefined, file))}\n`,
  )
  return `${results.map(one).join('')}${orphaned.join('')}${summary(results, orphans, reporting)}`
}

function summary(
  results: readonly OverlayResult[],
  orphans: readonly string[],
  { action, removeOrphans }: Reporting,
): string {
  const isUpdate = action === 'update'
  const words = {
    same: 'same',
    differs: isUpdate ? 'updated' : 'different',
    missing: isUpdate ? 'new' : 'missing',
    error: 'failed',
  }
  const counts = Object.entries(words).map(
    ([status, word]) => [results.filter((one) => one.status === status).length, word] as const,
  )
  const all = [...counts, [orphans.length, removeOrphans ? 'removed' : 'orphaned'] as const]
  const isWrong = !isUpdate && results.some(({ status }) => status === 'differs' || status === 'missing')
  const told = all.filter(([count, word]) => count > 0 || word === 'same').map(([count, word]) => `${count} ${word}`)
  const advice = isWrong ? '`kust golden update` takes what is rendered now as right\n' : ''
  return `${told.join(', ')}\n${advice}`
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
