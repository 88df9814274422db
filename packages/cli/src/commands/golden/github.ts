import { type DifferenceLine, type GoldenReport, masked, type OverlayResult, pathFrom } from '@kust/golden'
import { printable } from '../../streams.ts'
import type { Reporting } from './reporting.ts'

/**
 * Annotations for a GitHub workflow: one at each source line that changed something, for all overlays together, since
 * GitHub shows only the first ten of a step; then one at the first difference of each golden.
 */
export function githubAnnotations({ results, orphans }: GoldenReport, { action, showSecrets }: Reporting): string {
  const failed = results.flatMap((result) => (result.status === 'error' ? [mistake(result)] : []))
  if (action === 'update') return failed.join('')
  const sources = sourceLines(results).map(({ file, line, overlays, lines }) =>
    annotation({ file, line, title: `changes ${[...overlays].join(', ')}` }, differences(lines, showSecrets)),
  )
  const goldens = results.flatMap(({ overlay, ...result }) => {
    const place = { file: overlay.golden, line: 1, title: `golden of ${overlay.dir}` }
    if (result.status === 'missing') return [annotation(place, 'There is no golden yet')]
    if (result.status !== 'differs') return []
    const lines = result.hunks.flat().filter(({ kind }) => kind !== 'same')
    const line = lines.find(({ oldLine }) => oldLine !== undefined)?.oldLine ?? result.hunks[0]?.[0]?.oldLine ?? 1
    return [annotation({ ...place, line }, differences(lines, showSecrets))]
  })
  const orphaned = orphans.map((file) =>
    annotation({ file, line: 1, title: 'orphaned golden' }, 'Its overlay is not there'),
  )
  return [...failed, ...sources, ...goldens, ...orphaned].join('')
}

interface SourceLine {
  readonly file: string
  readonly line: number
  readonly overlays: Set<string>
  readonly lines: DifferenceLine[]
}

function sourceLines(results: readonly OverlayResult[]): SourceLine[] {
  const found = new Map<string, SourceLine>()
  for (const result of results) {
    if (result.status !== 'differs') continue
    for (const line of result.hunks.flat()) {
      if (line.blame === undefined || line.blame.file.includes('://')) continue
      const key = `${line.blame.file}:${line.blame.line}`
      if (!found.has(key)) found.set(key, { ...line.blame, overlays: new Set(), lines: [] })
      const source = found.get(key)!
      source.overlays.add(result.overlay.dir)
      source.lines.push(line)
    }
  }
  return [...found.values()]
}

const shownLines = 20

function differences(lines: readonly DifferenceLine[], showSecrets: boolean): string {
  const rows = lines.map(({ kind, text, isSecret }) => {
    return `${kind === 'added' ? '+' : '-'} ${isSecret && !showSecrets ? masked(text) : text}`
  })
  const distinct = [...new Set(rows)]
  const more = distinct.length > shownLines ? [`... and ${distinct.length - shownLines} more lines`] : []
  return [...distinct.slice(0, shownLines), ...more].join('\n')
}

function mistake({ overlay, error }: Extract<OverlayResult, { status: 'error' }>): string {
  const { file = overlay.folder, line = 1, message } = error
  return annotation({ file, line, title: `${overlay.dir} cannot be rendered` }, message)
}

interface AnnotationPlace {
  readonly file: string
  readonly line: number
  readonly title: string
}

function annotation({ file, line, title }: AnnotationPlace, message: string): string {
  // GitHub takes paths from the root of the repository, wherever in it the command runs.
  const path = pathFrom(process.env.GITHUB_WORKSPACE, file)
  return `::error file=${property(path)},line=${line},title=${property(title)}::${data(message)}\n`
}

/** What would end a message, or begin another command, is escaped as GitHub wants it. */
function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
