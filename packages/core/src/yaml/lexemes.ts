/**
 * The lexical rules of libyaml, which upstream's YAML readers are made of: which characters form a scalar, what
 * may be a key, where a tab may stand, where a document ends. They differ from those of YAML 1.2 and of the
 * `yaml` package in many small points. The text comes out as lexemes for that package's parser, which then
 * finds the structure.
 */

import {
  badBlockHeader,
  badDirective,
  badEscape,
  badIndicator,
  badName,
  badTag,
  documentMarkInside,
  keyNotAllowed,
  keyWithoutColon,
  missingDocumentStart,
  noContent,
  tabIndents,
  tooDeep,
  unclosedQuote,
  unexpectedCharacter,
  valueNotAllowed,
} from '../diagnostics/errors/yaml.ts'
import type { Place, ScalarStyle, SourceText } from './node.ts'
import type { Dialect } from './readYaml.ts'

/** Mappings and lists may nest this deep upstream. */
export const maxDepth = 10_000

export interface Lexemes {
  /** In the form of the `yaml` package's lexer; comments are blanks. Together as long as the text they cover. */
  readonly lexemes: readonly string[]
  /** Where the first lexeme starts. */
  readonly base: number
  /** The scalars by the offset of their first character, or of their header. */
  readonly scalars: ReadonlyMap<number, LexedScalar>
  /** The tags in full by the offset of their `!`. */
  readonly tags: ReadonlyMap<number, string>
  /** Where the document ends: at a document mark, the end of the text, or what comes after a complete root. */
  readonly end: number
  /** Whether the text has a document, which may well be empty: `---` alone is one. */
  readonly found: boolean
}

export interface LexedScalar {
  readonly value: string
  readonly style: ScalarStyle
}

interface SimpleKey {
  possible: boolean
  required: boolean
  token: number
  offset: number
  line: number
}

/** What the `yaml` package's lexer puts before the text of an unquoted or block scalar. */
const scalarMark = '\u001f'

const enum_ = 0
void enum_
