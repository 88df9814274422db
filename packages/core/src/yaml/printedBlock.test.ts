import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { printYaml } from '../emit/printYaml.ts'
import type { MappingNode, YamlNode } from './node.ts'
import { notMine, readBlockSubset } from './readBlockSubset.ts'
import { sourceText } from './readYaml.ts'

const never = { column: Number.POSITIVE_INFINITY, length: 0 }
const always = { column: 2, length: 0 }

/** What is printed for a text is the same whether its blocks were read or not, and so are their nodes. */
function expectAlike(text: string): void {
  const source = sourceText('f', text)
  if (/[\r\u0085\u2028\u2029\ufeff]/.test(source.text)) return
  const read = (unreadFrom: typeof never) => readBlockSubset(source, 0, source.text.length, 'v3', unreadFrom)
  const whole = read(never)
  const parts = read(always)
  if (whole === notMine || whole?.kind !== 'mapping') {
    // Looked into, it may turn out to be a mistake, but not the other way round.
    expect(parts).toEqual(whole)
    return
  }
  expect(outcome(() => printYaml(parts as MappingNode))).toEqual(outcome(() => printYaml(whole)))
  expect(read(always)).toEqual(read(never))
}

function outcome(print: () => string): unknown {
  try {
    return print()
  } catch (error) {
    return (error as Error).message
  }
}

function isUnread(node: YamlNode): boolean {
  return node.kind === 'mapping' && node.unread !== undefined
}

const word = fc.constantFrom(
  ...['a', 'the', 'object', 'more: info', 'info:', '#', 'it #1', '- item', 'true', 'no', '12', '007', '1.50', '~', ''],
  ...[
    "it's",
    '"quoted"',
    '(see',
    'https://k8s.io/docs#x)',
    '^[a-z]+$',
    'é',
    '😀',
    '\\',
    '{}',
    'k8s.io/api',
    ' ',
    '2024-01-02',
  ],
)
const prose = fc
  .array(fc.constantFrom('object', 'of', 'the', 'a', 'representation', 'k8s.io/docs', 'it:s'), {
    minLength: 1,
    maxLength: 50,
  })
  .map((words) => words.join(' '))
const text = fc.oneof(
  word,
  prose,
  fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
  fc.array(word, { maxLength: 6 }).map((words) => words.join('\n')),
)
const key = fc.constantFrom(
  ...['a', 'description', 'type', 'x-kubernetes-int-or-string', 'a2', 'a10', 'n', 'on', 'true', '$ref', 'k8s.io/name'],
  ...['"', 'a b', '1', 'é', 'properties', 'required', 'Z', 'a_b', 'a-b', 'a.b', 'K'.repeat(120)],
)
type Value = null | boolean | number | string | Value[] | { [key: string]: Value }
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    text,
    fc.constantFrom(null, true, 0, -17, 1.5, 1e21),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6 }),
  ),
}))
const root = fc.dictionary(key, fc.dictionary(key, value, { maxKeys: 6 }), { maxKeys: 4 })

const style = fc.record({
  indentSeq: fc.boolean(),
  indent: fc.constantFrom(1, 2, 2, 4),
  lineWidth: fc.constantFrom(0, 30, 80, 110),
  sortMapEntries: fc.boolean(),
  blockQuote: fc.constantFrom(true, false, 'literal' as const, 'folded' as const),
  nullStr: fc.constantFrom('', 'null', '~', 'Null', 'FALSE'),
})

test('texts in any style are printed as if they had been read', () => {
  fc.assert(
    fc.property(root, style, (data, options) => expectAlike(stringify(data, options))),
    { numRuns: 2000 },
  )
})

test('so is prose that is broken where folding breaks it, or elsewhere', () => {
  const words = fc.array(fc.tuple(fc.constantFrom('a', 'the', 'object', 'representation'), fc.nat(40)), {
    minLength: 20,
  })
  fc.assert(
    fc.property(words, (list) => {
      let lines = 'top:\n  more:'
      for (const [text, breaks] of list) {
        const isLong = lines.length - lines.lastIndexOf('\n') > 81
        lines += ((isLong ? breaks > 2 : breaks === 0) ? '\n    ' : ' ') + text
      }
      expectAlike(`${lines}\n  next: x\n`)
    }),
    { numRuns: 1000 },
  )
})

test('so are texts with anything in between', () => {
  const fragment = fc.constantFrom(
    ' ',
    '\n',
    '\n\n',
    '\t',
    '# c',
    ' # c\n',
    '- ',
    ': ',
    '\n    ',
    '---\n',
    '"',
    '|',
    '*a',
    '&a ',
  )
  fc.assert(
    fc.property(root, style, fc.nat(), fragment, (data, options, at, inserted) => {
      const lines = stringify(data, options)
      const where = at % (lines.length + 1)
      expectAlike(lines.slice(0, where) + inserted + lines.slice(where))
    }),
    { numRuns: 3000 },
  )
})

test('what has been printed needs no reading', () => {
  const plainKey = fc.constantFrom(
    'a',
    'description',
    'type',
    'a2',
    'a10',
    '$ref',
    'k8s.io/name',
    'properties',
    'Z',
    'a-b',
  )
  const { value: inner } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      text,
      fc.constantFrom(null, true, 0, -17, 1.5),
      fc.dictionary(plainKey, tie('value'), { maxKeys: 6 }),
      fc.array(fc.dictionary(plainKey, tie('value'), { minKeys: 1, maxKeys: 6 }), { maxLength: 4 }),
    ),
  }))
  fc.assert(
    fc.property(fc.dictionary(plainKey, inner, { minKeys: 1, maxKeys: 6 }), style, (data, options) => {
      const source = sourceText('f', stringify({ top: data }, options))
      const first = readBlockSubset(source, 0, source.text.length, 'v3', never)
      if (first === notMine) return
      const printed = printYaml(first as MappingNode)
      const again = sourceText('f', printed)
      const node = readBlockSubset(again, 0, printed.length, 'v3', always) as MappingNode
      expect(isUnread(node.entries[0]!.value)).toBe(true)
      expect(printYaml(node)).toBe(printed)
      expect(isUnread(node.entries[0]!.value)).toBe(true)
    }),
    { numRuns: 300 },
  )
})
