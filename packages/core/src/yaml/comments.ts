import { generalYaml } from '../libraries/index.ts'
import type { PrintedLine } from './printNode.ts'

interface Comment {
  readonly text: string
  readonly line: number
  readonly column: number
  /** Whether something stands before it on its line. */
  readonly trails: boolean
  /** Whether an empty line stands before it, and behind it. */
  readonly afterBlank: boolean
  readonly beforeBlank: boolean
}

/**
 * Puts the comments of a text between lines printed from what was read from it: at the end of the line
 * that they stood on, or on lines of their own with the indentation of what they belong to.
 */
export function withComments(lines: readonly PrintedLine[], text: string): string[] {
  const comments = commentsOf(text)
  const printed: string[] = []
  let next = 0
  let lastIndent = 0
  for (const line of lines) {
    if (line.offset === undefined) {
      printed.push(line.text)
      continue
    }
    const { line: row, column } = rowAndColumn(text, line.offset)
    const indent = line.text.length - line.text.trimStart().length
    for (; next < comments.length && comments[next]!.line < row; next++) {
      const comment = comments[next]!
      if (comment.trails) continue
      // What stands deeper than the line behind it belongs to the line before it.
      const own = ' '.repeat(comment.column > column ? lastIndent : indent)
      printed.push(own + comment.text, ...(comment.beforeBlank ? [''] : []))
    }
    const trailing = comments.find((comment) => comment.trails && comment.line === row)
    printed.push(trailing === undefined ? line.text : `${line.text} ${trailing.text}`)
    lastIndent = indent
  }
  for (const comment of comments.slice(next)) {
    if (comment.trails) continue
    const indent = ' '.repeat(comment.column > 0 ? lastIndent : 0)
    printed.push(...(comment.afterBlank && printed.length > 0 ? [''] : []), indent + comment.text)
  }
  return printed
}

function commentsOf(text: string): Comment[] {
  const comments: Comment[] = []
  let offset = 0
  const { Lexer } = generalYaml.get()
  for (const token of new Lexer().lex(text)) {
    // The lexer's own marks for documents and scalars take no room in the text.
    if (token === '\u0002' || token === '\u0018' || token === '\u001f') continue
    if (token.startsWith('#')) comments.push(commentAt(text, offset, token.trimEnd()))
    offset += token.length
  }
  return comments
}

function commentAt(text: string, offset: number, comment: string): Comment {
  const { line, column } = rowAndColumn(text, offset)
  const rows = text.split('\n')
  const isBlank = (row: string | undefined): boolean => row !== undefined && row.trim() === ''
  return {
    text: comment,
    line,
    column,
    trails: rows[line]!.slice(0, column).trim() !== '',
    afterBlank: isBlank(rows[line - 1]),
    beforeBlank: isBlank(rows[line + 1]) && line + 2 < rows.length,
  }
}

function rowAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length - 1, column: offset - (before.lastIndexOf('\n') + 1) }
}
