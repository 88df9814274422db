import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { toPlain } from '../yaml/json.ts'
import { entry, type MappingNode, mapping, scalar, sequence, stringScalar, type YamlNode } from '../yaml/node.ts'
import { printYaml } from './printYaml.ts'

describe('layout', () => {
  it('is block style with lists at the column of their key', () => {
    const node = nodeOf({
      spec: {
        list: [1, [2, [3, []], {}], { y: [true, null], x: { a: 'b' } }, [[{ a: 1, b: 2 }]]],
        empty: [],
        none: {},
      },
      kind: 'Foo',
      apiVersion: 'v1',
    })
    expect(printYaml(node)).toBe(
      [
        'apiVersion: v1',
        'kind: Foo',
        'spec:',
        '  empty: []',
        '  list:',
        '  - 1',
        '  - - 2',
        '    - - 3',
        '      - []',
        '    - {}',
        '  - x:',
        '      a: b',
        '    "y":',
        '    - true',
        '    - null',
        '  - - - a: 1',
        '        b: 2',
        '  none: {}',
        '',
      ].join('\n'),
    )
  })

  it('ends a block of lines before what follows', () => {
    const node = nodeOf({ a: 'x\n', b: ['x\ny', 'x\n\n', 'z'], c: 'x\n\n' })
    expect(printYaml(node)).toBe('a: |\n  x\nb:\n- |-\n  x\n  y\n- |+\n  x\n\n- z\nc: |+\n  x\n\n')
  })

  it('of a mapping without entries', () => {
    expect(printYaml(mapping([]))).toBe('{}\n')
  })

  it('forgets quotes, flow style and order of the input', () => {
    const node = mapping([
      entry('b', { ...sequence([scalar('x', 'double'), scalar('2020-01-01 10:00:00'), scalar('')]), flow: true }),
      entry('a', scalar('5', 'single')),
    ])
    expect(printYaml(node)).toBe('a: "5"\nb:\n- x\n- "2020-01-01 10:00:00"\n- ""\n')
  })
})

describe('keys', () => {
  it.each([
    ['a b', 'a b: x\n'],
    ['', '"": x\n'],
    ['y', '"y": x\n'],
    ['1', '"1": x\n'],
    ['a: b', "'a: b': x\n"],
    ["it's #", "'it''s #': x\n"],
    ["it's", "it's: x\n"],
    ['- a', "'- a': x\n"],
    ['a\tb', '"a\\tb": x\n'],
    ['😀', '"\\U0001F600": x\n'],
    [`a${' b'.repeat(60)}`, `a${' b'.repeat(60)}: x\n`],
    ['é'.repeat(64), `${'é'.repeat(64)}: x\n`],
    ['é'.repeat(65), `? ${'é'.repeat(65)}\n: x\n`],
    ['a'.repeat(128), `${'a'.repeat(128)}: x\n`],
    ['a'.repeat(129), `? ${'a'.repeat(129)}\n: x\n`],
    ['a\nb', '? |-\n  a\n  b\n: x\n'],
    ['a\n', '? |\n  a\n: x\n'],
    ['a\r', '? "a\\r"\n: x\n'],
    [`${'a'.repeat(100)} ${'b'.repeat(40)}`, `? ${'a'.repeat(100)}\n  ${'b'.repeat(40)}\n: x\n`],
  ])('%j', (key, printed) => {
    expect(printYaml(nodeOf({ [key]: 'x' }))).toBe(printed)
  })

  it('on lines of their own hold their value behind the colon', () => {
    const key = 'k\nk'
    const node = nodeOf({ r: [{ [key]: { a: 1, b: [2] } }], s: { [key]: [1, [2, 3]], t: { [key]: {} } } })
    expect(printYaml(node)).toBe(
      [
        'r:',
        '- ? |-',
        '    k',
        '    k',
        '  : a: 1',
        '    b:',
        '    - 2',
        's:',
        '  ? |-',
        '    k',
        '    k',
        '  : - 1',
        '    - - 2',
        '      - 3',
        '  t:',
        '    ? |-',
        '      k',
        '      k',
        '    : {}',
        '',
      ].join('\n'),
    )
  })

  it('may take 1024 characters as JSON', () => {
    expect(printYaml(nodeOf({ ['a'.repeat(1022)]: 1 }))).toContain('? aaa')
    expect(() => printYaml(nodeOf({ ['a'.repeat(1023)]: 1 }))).toThrow(
      expect.objectContaining({ code: 'key-too-long' }),
    )
    expect(printYaml(nodeOf({ ['😀'.repeat(1022)]: 1 }))).toContain('? "\\U')
    expect(printYaml(nodeOf({ ['<'.repeat(170)]: 1 }))).toContain('? <<<')
    expect(() => printYaml(nodeOf({ ['<'.repeat(171)]: 1 }))).toThrow('takes 1028 characters')
  })

  it('cannot hold U+0085', () => {
    expect(() => printYaml(nodeOf({ 'a\u0085b': 1 }))).toThrow('U+0085')
  })
})

describe('what cannot be printed', () => {
  const text = 'spec:\n  a: 1\n  b: .nan\n  a: 2\n  80: x\n'
  const source = { path: 'foo.yaml', text }
  const value = (v: string) => scalar(v, 'plain', undefined, { source, offset: text.indexOf(`: ${v}`) + 2 })
  const spec = (...entries: MappingNode['entries']) =>
    mapping([entry('spec', mapping(entries, { source, offset: 8 }), 0)], { source, offset: 0 })

  it('a key that stands twice, at the second place', () => {
    const node = spec(entry('a', value('1'), 8), entry('b', value('1'), 15), entry('a', value('2'), 25))
    expect(() => printYaml(node)).toThrow('the key "a" was already set on line 2;')
    expect(() => printYaml(node)).toThrow(
      expect.objectContaining({ code: 'duplicate-key', file: 'foo.yaml', line: 4, column: 3 }),
    )
  })

  it('a key that is no string', () => {
    const node = spec({ ...entry('80', value('x'), 32), keyTag: '!!int' })
    expect(() => printYaml(node)).toThrow('the key "80" is an integer, and keys of a resource must be strings')
    expect(() => printYaml(node)).toThrow(expect.objectContaining({ code: 'key-not-string', line: 5, column: 3 }))
  })

  it('a number that is not finite', () => {
    const node = spec(entry('b', value('.nan'), 15))
    expect(() => printYaml(node)).toThrow('.nan is not a finite number')
    expect(() => printYaml(node)).toThrow(expect.objectContaining({ code: 'number-not-finite', line: 3, column: 6 }))
  })
})

describe('depth', () => {
  it('of 10,000 levels is fine, one more is not', () => {
    let node: YamlNode = scalar('x')
    for (let i = 0; i < 9_999; i++) node = sequence([node])
    expect(printYaml(mapping([entry('r', node)]))).toBe(`r:\n${'- '.repeat(9_999)}x\n`)
    expect(() => printYaml(mapping([entry('r', sequence([node]))]))).toThrow(
      expect.objectContaining({ code: 'nested-too-deep' }),
    )
  })
})

describe('any tree', () => {
  it('reads back as the same values', () => {
    const tree = fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 })
    fc.assert(
      fc.property(tree, (value) => {
        const node = nodeOf(value)
        const plain = JSON.stringify(toPlain(node), (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v))
        expect(sortedJson(parse(printYaml(node)))).toBe(sortedJson(JSON.parse(plain)))
      }),
      { numRuns: 500 },
    )
  })

  it('prints alike whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue(), { maxKeys: 30 }), (value) => {
        const node = nodeOf(value)
        expect(printYaml({ ...node, entries: node.entries.toReversed() })).toBe(printYaml(node))
      }),
    )
  })
})

function nodeOf(value: { [key: string]: unknown }): MappingNode
function nodeOf(value: unknown): YamlNode
function nodeOf(value: unknown): YamlNode {
  if (Array.isArray(value)) return sequence(value.map((item) => nodeOf(item)))
  if (value !== null && typeof value === 'object') {
    return mapping(Object.entries(value).map(([k, v]) => entry(k, nodeOf(v as unknown))))
  }
  return typeof value === 'string' ? stringScalar(value) : scalar(String(value))
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )
}
