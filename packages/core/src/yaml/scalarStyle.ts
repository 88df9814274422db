import type { ScalarStyle } from './node.ts'
import { fitsBlock, isPrintable } from './refold.ts'
import { resolvedTag } from './resolveScalar.ts'

/**
 * The style in which go-yaml v3 writes a text: the one that is asked for or, where the text does not fit it, the
 * next that holds it. Flow collections have no room for blocks, nor for some of what is plain elsewhere.
 */
export function writtenStyle(text: string, wanted: ScalarStyle, inFlow: boolean): ScalarStyle {
  switch (wanted) {
    case 'plain':
      return isPlainSyntax(text, inFlow) ? 'plain' : writtenStyle(text, 'single', inFlow)
    case 'single':
      return isPrintable(text) && !notSingle.test(text) ? 'single' : 'double'
    case 'double':
      return 'double'
    default:
      return fitsBlock(text) && !inFlow ? wanted : 'double'
  }
}

/** The style of a Go string that go-yaml v3 writes outside of flow collections. */
export function styleOfString(text: string): ScalarStyle {
  if (text.includes('\n')) return writtenStyle(text, 'literal', false)
  const needsQuotes = resolvedTag(text) !== '!!str' || oldBooleans.has(text) || base60.test(text)
  return needsQuotes ? 'double' : writtenStyle(text, 'plain', false)
}

/** What YAML 1.1 takes for something else than a string, and go-yaml v3 therefore quotes. */
const oldBooleans: ReadonlySet<string> = new Set('y Y yes Yes YES on On ON n N no No NO off Off OFF'.split(' '))
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/

/** Whether the emitter's analysis lets a text stand without quotes. */
export function isPlainSyntax(text: string, inFlow = false): boolean {
  if (text === '') return !inFlow
  return isPrintable(text) && !notPlain.test(text) && !(inFlow && notPlainInFlow.test(text))
}

const notPlain = /^(?:---|\.\.\.|[ #,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$))|:(?:[ \t]|$)|[ \t]#| $|[\t\n\u2028\u2029]/

const notPlainInFlow = /^-(?: |$)|[,?[\]{}:]| #/

const notSingle = /[\n\u2028\u2029] | [\n\u2028\u2029]|\t/
