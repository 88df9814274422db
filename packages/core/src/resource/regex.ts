import type { RE2JS } from 're2js'
import { badRegex } from '../diagnostics/errors/selectors.ts'
import { re2 } from '../libraries/index.ts'

/** Tells whether a text matches. */
export type TextMatcher = (text: string) => boolean

/** Only characters that stand for themselves. */
const literal = /^[A-Za-z0-9_/@:-]*$/
/** Those and dots: natively linear, and the same as in RE2 for texts of one line. */
const literalWithDots = /^[A-Za-z0-9_/@:.-]*$/

/** Whether an anchored expression is no more than the text that it matches. */
export function isLiteral(pattern: string): boolean {
  return literal.test(pattern)
}

/**
 * A regular expression of a selector, which must match the whole text. Syntax and meaning are RE2's,
 * as in Go, so that no expression of a user takes more than linear time.
 */
export function anchoredRegex(pattern: string): TextMatcher {
  if (literal.test(pattern)) return (text) => text === pattern
  return compile(`^(?:${pattern})$`, literalWithDots.test(pattern))
}

/** A regular expression that may match anywhere in the text; RE2 syntax. */
export function regex(pattern: string): TextMatcher {
  if (literal.test(pattern)) return (text) => text.includes(pattern)
  return compile(pattern, literalWithDots.test(pattern))
}

/** Whether a text has an image name, given as a raw expression, before a tag and a digest. */
export function imageNameRegex(name: string): TextMatcher {
  return compile(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`, literalWithDots.test(name))
}

function compile(pattern: string, native: boolean): TextMatcher {
  if (native) {
    const expression = new RegExp(pattern, 'u')
    return (text) => expression.test(text)
  }
  const library = re2.get()
  let compiled: RE2JS
  try {
    compiled = library.RE2JS.compile(pattern)
  } catch (cause) {
    throw badRegex(pattern, cause instanceof Error ? cause.message : String(cause))
  }
  return (text) => compiled.matcher(text).find()
}
