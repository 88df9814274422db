import { CST, Parser } from 'yaml'
import { noStructure, tooLarge } from '../diagnostics/errors/yaml.ts'
import { composeDocument } from './composeTree.ts'
import { type LexedDocument, lexDocument } from './lexemes.ts'
import type { SourceText, YamlNode } from './node.ts'
import type { Dialect } from './readYaml.ts'

export { Lexer } from 'yaml'

/** The parser's tree takes some hundred times the memory of the text. */
const largest = 20_000_000

/**
 * Reads any document: the lexemes by libyaml's rules, their structure by the parser of the `yaml` package, and
 * the tree by upstream's rules for anchors and merge keys.
 */
export function readWithLibrary(
  source: SourceText,
  start: number,
  end: number,
  dialect: Dialect,
): YamlNode | undefined {
  if (end - start > largest) throw tooLarge(largest / 1e6, { source, offset: start })
  const lexed = lexDocument(source, start, end, dialect)
  if (lexed === undefined) return undefined
  return composeDocument(parse(lexed, source), lexed, source, dialect)
}

function parse(lexed: LexedDocument, source: SourceText): CST.Document {
  const parser = new Parser()
  let document: CST.Document | undefined
  const take = (tokens: Iterable<CST.Token>): void => {
    for (const token of tokens) {
      if (token.type === 'document') document ??= token
      else throw noStructure('source' in token ? token.source : '', { source, offset: lexed.base + token.offset })
    }
  }
  take(parser.next(CST.DOCUMENT))
  for (const lexeme of lexed.lexemes) take(parser.next(lexeme))
  take(parser.end())
  if (document === undefined) throw noStructure('', { source, offset: lexed.base })
  return document
}
