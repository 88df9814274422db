import { badLabelSelector } from '../diagnostics/errors/selectors.ts'

/** Tells whether labels (or annotations) fulfil every requirement of a selector. */
export type LabelMatcher = (labels: ReadonlyMap<string, string>) => boolean

type Operator = '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<'

interface Token {
  readonly kind: 'word' | '=' | '==' | '!=' | '!' | '(' | ')' | ',' | '>' | '<' | 'end'
  readonly text: string
}

/**
 * Parses the Kubernetes label selector grammar: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1,m<2`.
 * Keys and values are checked as upstream checks them.
 */
export function parseLabelSelector(selector: string): LabelMatcher {
  const tokens = tokenize(selector)
  let at = 0
  const peek = (ahead = 0): Token => tokens[Math.min(at + ahead, tokens.length - 1)]!
  const next = (): Token => tokens[Math.min(at++, tokens.length - 1)]!
  const fail = (expected: string): never => {
    throw badLabelSelector(selector, peek().text || 'the end', expected)
  }

  const requirements: LabelMatcher[] = []
  if (peek().kind === 'end') return () => true
  for (;;) {
    requirements.push(requirement())
    const token = peek()
    if (token.kind === 'end') break
    if (token.kind !== ',') fail("',' or the end")
    next()
    if (peek().kind !== 'word' && peek().kind !== '!') fail('a key')
  }
  return (labels) => requirements.every((matches) => matches(labels))

  function requirement(): LabelMatcher {
    const negated = peek().kind === '!'
    if (negated) next()
    if (peek().kind !== 'word') fail('a key')
    const key = next().text
    checkKey(selector, key)
    const token = peek()
    if (negated) {
      if (token.kind !== 'end' && token.kind !== ',') fail("',' or the end")
      return (labels) => !labels.has(key)
    }
    if (token.kind === 'end' || token.kind === ',') return (labels) => labels.has(key)
    const operator = readOperator()
    const values = operator === 'in' || operator === 'notin' ? valueList() : [exactValue()]
    return compare(selector, key, operator, values)
  }

  function readOperator(): Operator {
    const token = next()
    switch (token.kind) {
      case '=':
      case '==':
        return '='
      case '!=':
      case '>':
      case '<':
        return token.kind
      case 'word':
        if (token.text === 'in' || token.text === 'notin') return token.text
    }
    at--
    return fail("one of '=', '==', '!=', 'in', 'notin', '<', '>'")
  }

  function exactValue(): string {
    const token = peek()
    if (token.kind === 'end' || token.kind === ',') return ''
    if (token.kind !== 'word') fail('a value')
    return next().text
  }

  function valueList(): string[] {
    if (peek().kind !== '(') fail("'('")
    next()
    const values: string[] = []
    if (peek().kind === ')') {
      next()
      return ['']
    }
    for (;;) {
      const token = peek()
      if (token.kind === 'word') values.push(next().text)
      else if (token.kind === ',' || token.kind === ')') values.push('')
      else fail('a value')
      const separator = next()
      if (separator.kind === ')') return values
      if (separator.kind !== ',') {
        at--
        fail("',' or ')'")
      }
    }
  }
}

function compare(selector: string, key: string, operator: Operator, values: readonly string[]): LabelMatcher {
  if (operator === '>' || operator === '<') {
    if (!/^[+-]?\d+$/.test(values[0]!)) throw badLabelSelector(selector, values[0]!, 'an integer')
    const bound = BigInt(values[0]!)
    return (labels) => {
      const label = labels.get(key)
      if (label === undefined || !/^[+-]?\d+$/.test(label)) return false
      return operator === '>' ? BigInt(label) > bound : BigInt(label) < bound
    }
  }
  for (const value of values) checkValue(selector, value)
  const wanted = new Set(values)
  if (operator === '=' || operator === 'in') {
    return (labels) => labels.has(key) && wanted.has(labels.get(key)!)
  }
  return (labels) => !labels.has(key) || !wanted.has(labels.get(key)!)
}

const special = /[=!(),<>]/

function tokenize(selector: string): Token[] {
  const tokens: Token[] = []
  for (let i = 0; i < selector.length; ) {
    const c = selector[i]!
    if (/[ \t\r\n]/.test(c)) {
      i++
    } else if (special.test(c)) {
      const two = selector.slice(i, i + 2)
      const kind = two === '==' || two === '!=' ? two : (c as Token['kind'])
      tokens.push({ kind, text: kind })
      i += kind.length
    } else {
      let end = i
      while (end < selector.length && !special.test(selector[end]!) && !/[ \t\r\n]/.test(selector[end]!)) end++
      tokens.push({ kind: 'word', text: selector.slice(i, end) })
      i = end
    }
  }
  tokens.push({ kind: 'end', text: '' })
  return tokens
}

const nameSyntax = /^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)$/
const domainSyntax = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

function checkKey(selector: string, key: string): void {
  const parts = key.split('/')
  const name = parts.at(-1)!
  const ok =
    parts.length <= 2 &&
    nameSyntax.test(name) &&
    name.length <= 63 &&
    (parts.length === 1 || (domainSyntax.test(parts[0]!) && parts[0]!.length <= 253))
  if (!ok) throw badLabelSelector(selector, key, 'a label key such as `app` or `example.com/app`')
}

function checkValue(selector: string, value: string): void {
  if (value !== '' && (value.length > 63 || !nameSyntax.test(value))) {
    throw badLabelSelector(selector, value, 'a label value: letters, digits, `-`, `_`, `.`, at most 63 characters')
  }
}
