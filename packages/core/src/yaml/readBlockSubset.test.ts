import fc from 'fast-check'
import { expect, test } from 'vitest'
import { notMine, readBlockSubset } from './readBlockSubset.ts'
import { readWithLibrary } from './readWithLibrary.ts'
import { readDocument, sourceText } from './readYaml.ts'

/** Whatever the fast reader takes, the general one reads alike, down to the places. */
function expectAlike(text: string): void {
  const source = sourceText('f', text)
  // As `readDocument` does, which leaves these characters to the general reader.
  if (/[\r\u0085\u2028\u2029\ufeff]/.test(source.text)) return
  const fast = readBlockSubset(source, 0, source.text.length, 'v3')
  if (fast === notMine) return
  expect(fast).toEqual(readWithLibrary(source, 0, source.text.length, 'v3'))
  expect(fast).toEqual(readDocument(source))
}

type Value = string | null | Value[] | { [key: string]: Value }

const word = fc.constantFrom(
  'a',
  'b c',
  'x: y',
  '#',
  'k #',
  "it's",
  '"q"',
  '- z',
  '',
  ' s ',
  'true',
  '1',
  '~',
  'é😀',
  '\\',
)
const lines = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('\n'))
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    lines,
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'bb', 'c d', 'e-f', 'null', '7', '<<'), tie('value'), { maxKeys: 3 }),
  ),
}))

/** Prints values in styles that the numbers choose; not all of it is valid, and that is fine. */
function print(node: Value, indent: number, style: () => number): string {
  const pad = ' '.repeat(indent)
  const flow = style() % 7 === 0
  if (node === null) return [' ~', '', ' null'][style() % 3]!
  if (typeof node === 'string') return ` ${printText(node, indent, style)}`
  if (flow) return ` ${printFlow(node, style)}`
  const gap = ['', ' # note', '\n', '\n  # note'][style() % 12] ?? ''
  if (Array.isArray(node)) {
    if (node.length === 0) return ' []'
    const compact = style() % 2 === 0 && indent > 0 ? ' '.repeat(Math.max(0, indent - 2)) : pad
    return node
      .map((item) => `${gap}\n${compact}-${print(item, compact.length + 2, style).replace(/^\n +/, ' ')}`)
      .join('')
  }
  const entries = Object.entries(node)
  if (entries.length === 0) return ' {}'
  return entries
    .map(([key, item]) => `${gap}\n${pad}${style() % 4 === 0 ? `"${key}"` : key}:${print(item, indent + 2, style)}`)
    .join('')
}

function printText(text: string, indent: number, style: () => number): string {
  const pad = ' '.repeat(indent + 1)
  switch (style() % 6) {
    case 0:
      return JSON.stringify(text)
    case 1:
      return `'${text.replaceAll("'", "''").replaceAll('\n', `\n\n${pad}`)}'`
    case 2:
      return `${['|', '|-', '|+', '>', '>-', '|2'][style() % 6]}\n${text
        .split('\n')
        .map((line) => pad + line)
        .join('\n')}`
    default:
      return text.replaceAll('\n', `\n${pad}`)
  }
}

function printFlow(node: Value, style: () => number): string {
  const gap = [' ', '', '\n', '\n  ', ' # c\n '][style() % 10] ?? ' '
  if (node === null) return 'null'
  if (typeof node === 'string') return style() % 2 === 0 ? JSON.stringify(node) : node
  if (Array.isArray(node)) return `[${node.map((item) => gap + printFlow(item, style)).join(',')}${gap}]`
  return `{${Object.entries(node)
    .map(([key, item]) => `${gap}${key}:${gap}${printFlow(item, style)}`)
    .join(',')}}`
}

const printed = fc.tuple(value, fc.array(fc.nat(1000), { minLength: 5, maxLength: 40 })).map(([node, styles]) => {
  let n = 0
  return `${print(node, 0, () => styles[n++ % styles.length]!).trimStart()}\n`
})

const fragment = fc.constantFrom(
  ' ',
  '\n',
  '\n  ',
  '- ',
  ': ',
  ':',
  ', ',
  '[',
  ']',
  '{',
  '}',
  '#',
  ' # ',
  '"',
  "'",
  '|',
  '>',
  '\t',
  '---\n',
  '? ',
  '&a ',
  '*a',
  '!!str ',
  '\\',
  'a',
)

test('both readers agree on printed documents', () => {
  fc.assert(fc.property(printed, expectAlike), { numRuns: 2000 })
})

test('both readers agree on printed documents with mistakes', () => {
  const edits = fc.array(fc.tuple(fc.nat(400), fc.nat(3), fragment), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(printed, edits, (text, changes) => {
      let changed = text
      for (const [at, drop, insert] of changes) {
        const from = at % (changed.length + 1)
        changed = changed.slice(0, from) + insert + changed.slice(from + drop)
      }
      if (!/\p{Surrogate}/u.test(changed)) expectAlike(changed)
    }),
    { numRuns: 4000 },
  )
})

test('both readers agree on pieces of syntax', () => {
  const text = fc.array(fc.oneof(fragment, fc.constantFrom('a: ', 'b', '\n- ', '\nc: ')), { maxLength: 14 })
  fc.assert(
    fc.property(text, (pieces) => expectAlike(pieces.join(''))),
    { numRuns: 5000 },
  )
})

test('most printed documents are taken by the fast reader', () => {
  const samples = fc.sample(printed, { numRuns: 500, seed: 1 })
  const taken = samples.filter((text) => {
    if (/[\r\u0085\u2028\u2029\ufeff]/.test(text)) return false
    return readBlockSubset(sourceText('f', text), 0, text.length, 'v3') !== notMine
  })
  expect(taken.length).toBeGreaterThan(100)
})
