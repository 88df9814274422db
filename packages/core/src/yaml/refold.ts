/**
 * The value of a folded scalar (`>`) after upstream has written it out and read it back.
 *
 * go-yaml's folded writer looks at the start of the whole value where it should look at the current line, so
 * it adds an empty line before every more-indented line and before trailing newlines that are kept. All other
 * styles come back unchanged.
 */
export function refold(value: string): string {
  if (!value.includes('\n') && !value.includes('\u2028') && !value.includes('\u2029')) return value
  return fitsBlock(value) ? readFolded(foldedLines(value), keptBreaks(value)) : value
}

/** Whether go-yaml v3 writes the value as a block scalar when asked to; if not, double quotes keep it as it is. */
export function fitsBlock(value: string): boolean {
  return value !== '' && !value.endsWith(' ') && !spaceBeforeBreak.test(value) && isPrintable(value)
}

/** Whether go-yaml v3 writes every character of a text as it is; characters beyond U+FFFF it escapes. */
export function isPrintable(text: string): boolean {
  return !notPrintable.test(text)
}

const spaceBeforeBreak = / [\n\u2028\u2029]/

const notPrintable = /[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

/** 0: none (`>-`), 1: the first, 2: all (`>+`). */
function keptBreaks(value: string): 0 | 1 | 2 {
  if (!isBreak(value.charCodeAt(value.length - 1))) return 0
  return value.length === 1 || isBreak(value.charCodeAt(value.length - 2)) ? 2 : 1
}

/** The content lines as written, without indentation; every line still has its break. */
export function foldedLines(value: string): string[] {
  const doubles = !startsBlank(value)
  const lines: string[] = []
  let line = ''
  let afterBreak = true
  let indented = true
  for (let i = 0; i < value.length; i++) {
    const c = value.charCodeAt(i)
    if (isBreak(c)) {
      if (doubles && !afterBreak && !indented && c === 0x0a) {
        lines.push(`${line}\n`)
        line = ''
      }
      lines.push(line + value[i]!)
      line = ''
      afterBreak = true
    } else {
      if (afterBreak) indented = isBlank(c)
      line += value[i]!
      afterBreak = false
    }
  }
  if (line !== '') lines.push(`${line}\n`)
  return lines
}

/** Whether the first character after the leading breaks is a space or tab. */
function startsBlank(value: string): boolean {
  let i = 0
  while (isBreak(value.charCodeAt(i))) i++
  return i === value.length || isBlank(value.charCodeAt(i))
}

/** The value of folded lines by YAML's rules: one break between two unindented lines is a space. */
function readFolded(lines: readonly string[], kept: 0 | 1 | 2): string {
  let text = ''
  let firstBreak = ''
  let moreBreaks = ''
  let lastIndented = false
  for (const line of lines) {
    const end = line.length - 1
    if (end === 0) {
      moreBreaks += line
      continue
    }
    const indented = isBlank(line.charCodeAt(0))
    if (firstBreak === '\n' && !lastIndented && !indented) {
      if (moreBreaks === '') text += ' '
    } else {
      text += firstBreak
    }
    text += moreBreaks + line.slice(0, end)
    firstBreak = line[end]!
    moreBreaks = ''
    lastIndented = indented
  }
  if (kept > 0) text += firstBreak
  return kept === 2 ? text + moreBreaks : text
}

function isBlank(c: number): boolean {
  return c === 0x20 || c === 0x09
}

function isBreak(c: number): boolean {
  return c === 0x0a || c === 0x2028 || c === 0x2029
}
