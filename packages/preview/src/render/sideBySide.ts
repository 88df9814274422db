import { type EnvironmentDiff, titleOf } from '../diff/preview.ts'
import { hunksOf } from './lines.ts'
import type { Paint } from './paint.ts'
import { errorsOf } from './unified.ts'

export interface SideBySideOptions {
  readonly paint: Paint
  /** Columns of the terminal. */
  readonly width: number
  readonly context?: number
}

type Row = readonly [left: string | undefined, right: string | undefined]

/** The differences in two columns: how it was, and how it is. */
export function renderSideBySide(
  environments: readonly EnvironmentDiff[],
  { paint, width, context = 3 }: SideBySideOptions,
): string {
  const column = Math.max(20, Math.floor((width - 3) / 2))
  return environments
    .map((environment) => {
      const texts = environment.resources.map((resource) => {
        const hunks = hunksOf(resource, context).map((hunk) =>
          rowsOf(hunk.lines)
            .map((row) => text(row))
            .join(''),
        )
        return paint(`${environment.name}: ${titleOf(resource)}\n`, 'title') + hunks.join(`${paint('...', 'place')}\n`)
      })
      return texts.join('\n') + errorsOf(environment, paint)
    })
    .join('\n')

  function text([left, right]: Row): string {
    const isSame = left === right
    const shownLeft = fitted(left ?? '', column)
    const shownRight = fitted(right ?? '', column).trimEnd()
    const sign = isSame ? ' ' : left === undefined ? '>' : right === undefined ? '<' : '|'
    const paintedLeft = isSame || left === undefined ? shownLeft : paint(shownLeft, 'removed')
    return `${`${paintedLeft} ${sign} ${isSame || right === undefined ? shownRight : paint(shownRight, 'added')}`.trimEnd()}\n`
  }
}

/** What was removed and what was added at one place stand beside each other. */
function rowsOf(lines: readonly string[]): Row[] {
  const rows: Row[] = []
  let removed: string[] = []
  let added: string[] = []
  const flush = (): void => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) rows.push([removed[i], added[i]])
    removed = []
    added = []
  }
  for (const line of lines) {
    const content = line.slice(1)
    if (line.startsWith('-')) removed.push(content)
    else if (line.startsWith('+')) added.push(content)
    else {
      flush()
      rows.push([content, content])
    }
  }
  flush()
  return rows
}

/** A line of exactly so many characters. */
function fitted(line: string, width: number): string {
  const characters = [...line]
  return characters.length > width
    ? `${characters.slice(0, width - 1).join('')}…`
    : line + ' '.repeat(width - characters.length)
}
