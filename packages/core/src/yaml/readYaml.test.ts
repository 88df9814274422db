import { describe, expect, test } from 'vitest'
import { KustError } from '../diagnostics/kustError.ts'
import { generalYaml } from '../libraries/index.ts'
import type { YamlNode } from './node.ts'
import { notMine, readBlockSubset } from './readBlockSubset.ts'
import { decodeUtf8, readDocument, readDocuments, sourceText } from './readYaml.ts'

await generalYaml.load()

/** A document as nested arrays: short to write, and it shows order, styles and tags. */
function shape(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined
  const tag = node.tag === undefined ? '' : `${node.tag} `
  if (node.kind === 'scalar') return `${tag}${marks[node.style]}${node.value}`
  if (node.kind === 'sequence') return node.items.map(shape)
  return node.entries.map((e) => [e.keyTag === '!!str' ? e.key : `${e.keyTag} ${e.key}`, shape(e.value)])
}

const marks = { plain: '', single: "'", double: '"', literal: '|', folded: '>' }

function read(text: string, dialect?: 'v2' | 'v3'): unknown {
  return shape(readDocument(sourceText('f.yaml', text), 0, undefined, dialect))
}

function refusal(text: string): KustError {
  try {
    readDocument(sourceText('f.yaml', text))
  } catch (error) {
    if (error instanceof KustError) return error
    throw error
  }
  throw new Error('was accepted')
}

describe('scalars', () => {
  test.each([
    ['a: b c # d\n', [['a', 'b c']]],
    ['a: b\n  c\n\n  d\n', [['a', 'b c\nd']]],
    ['a: b#c\n', [['a', 'b#c']]],
    ['a: http://x:80/?y=1\n', [['a', 'http://x:80/?y=1']]],
    ["a: 'it''s'\n", [['a', "'it's"]]],
    ['a: "b\\tc\\u00e9\\\n  d"\n', [['a', '"b\tcéd']]],
    ['a: "b\n\n  c"\n', [['a', '"b\nc']]],
    // Quoted text may go on with less indentation than its key.
    ['a:\n  b: "c\nd"\n', [['a', [['b', '"c d']]]]],
    ['a: |\n  b\n   c\n\n  d\n\n', [['a', '|b\n c\n\nd\n']]],
    ['a: |-\n  b\n\n', [['a', '|b']]],
    ['a: |+\n  b\n\n', [['a', '|b\n\n']]],
    ['a: |2\n    b\n', [['a', '|  b\n']]],
    ['a: |\n  b', [['a', '|b']]],
    ['a: |\n\n', [['a', '|']]],
    ['a: >\n  b\n  c\n\n  d\n    e\n', [['a', '>b c\nd\n  e\n']]],
    [
      'a: b\rc: d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a:\tb\n', [['a', 'b']]],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('structure', () => {
  test.each([
    [
      'a:\n- b\n- c: d\n  e: f\n-\n',
      [
        [
          'a',
          [
            'b',
            [
              ['c', 'd'],
              ['e', 'f'],
            ],
            '',
          ],
        ],
      ],
    ],
    ['- - a\n  - b\n- c\n', [['a', 'b'], 'c']],
    [
      'a:\nb:\n  c:\n',
      [
        ['a', ''],
        ['b', [['c', '']]],
      ],
    ],
    [
      'a: {b: c, "d":e, f}\n',
      [
        [
          'a',
          [
            ['b', 'c'],
            ['d', 'e'],
            ['f', ''],
          ],
        ],
      ],
    ],
    ['a: [b, c: d, [e], {},]\n', [['a', ['b', [['c', 'd']], ['e'], []]]]],
    [
      '{"a":\n[1,\n2\n], "b": {"c": null}}',
      [
        ['a', ['1', '2']],
        ['b', [['c', 'null']]],
      ],
    ],
    ['a: {\n"b": c\n}\n', [['a', [['b', 'c']]]]],
    [
      '? a\n: b\n? [c]\n',
      [
        ['a', 'b'],
        ['!!seq ', ''],
      ],
    ],
    [
      '1: a\ntrue: b\n1.5: c\n2020-01-01: d\ny: e\n',
      [
        ['!!int 1', 'a'],
        ['!!bool true', 'b'],
        ['!!float 1.5', 'c'],
        ['!!timestamp 2020-01-01', 'd'],
        ['y', 'e'],
      ],
    ],
    [
      'a: 1\na: 2\n',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    [
      '__proto__: a\nconstructor: b\n',
      [
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ],
    ],
    // Upstream looks a null key up as the empty text and so adds it again.
    [
      '~: a\n',
      [
        ['!!null ~', 'a'],
        ['!!null ~', 'a'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test.each([
    ['a: !!str 1\n', [['a', '!!str 1']]],
    ['a: !<tag:yaml.org,2002:int> "1"\n', [['a', '!!int "1']]],
    ['a: !foo b\n', [['a', '!foo b']]],
    ['a: ! 12\n', [['a', '12']]],
    ['%TAG !e! tag:e.org,2000:\n---\na: !e!x b\n', [['a', 'tag:e.org,2000:x b']]],
  ])('tags: %j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('nodes know where they stand', () => {
    const source = sourceText('f.yaml', '\ufeffa:\r\n  - b\r\n')
    const root = readDocument(source)!
    expect(root).toMatchObject({ kind: 'mapping', offset: 0, source, entries: [{ keyOffset: 0 }] })
    expect(root).toMatchObject({ entries: [{ value: { offset: 5, items: [{ offset: 7 }] } }] })
  })
})

describe('anchors', () => {
  test.each([
    [
      'a: &x [b]\nc: *x\n',
      [
        ['a', ['b']],
        ['c', ['b']],
      ],
    ],
    [
      'a: &x {b: 1, c: 2}\nd:\n  c: 3\n  <<: *x\n',
      [
        [
          'a',
          [
            ['b', '1'],
            ['c', '2'],
          ],
        ],
        [
          'd',
          [
            ['c', '3'],
            ['b', '1'],
          ],
        ],
      ],
    ],
    [
      'a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}\n',
      [
        ['a', [['b', '1']]],
        [
          'c',
          [
            ['b', '2'],
            ['d', '3'],
          ],
        ],
        [
          'e',
          [
            ['b', '1'],
            ['d', '3'],
          ],
        ],
      ],
    ],
    ['a: {"<<": {b: 1}, c: 2}\n', [['a', [['c', '2']]]]],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('v2 merges in place, so that the later of two equal keys wins', () => {
    expect(read('a: &x {b: 1}\nc: {b: 0, <<: *x}\n', 'v2')).toEqual([
      ['a', [['b', '1']]],
      [
        'c',
        [
          ['b', '0'],
          ['b', '1'],
        ],
      ],
    ])
  })

  test.each([
    ['a: *x\n', 'yaml-alias', 1, 4],
    ['a: &x {b: *x}\n', 'yaml-alias', 1, 11],
    ['a: {<<: b}\n', 'yaml-merge', 1, 9],
    ['a: &x [{b: c}]\nd: {<<: *x}\n', 'yaml-merge', 1, 4],
    ['a: &x {b: c}\nd: {<<: *x, <<: *x}\n', 'yaml-merge', 2, 13],
  ])('refuses %j', (text, code, line, column) => {
    expect(refusal(text)).toMatchObject({ code, line, column })
  })

  test('aliases that multiply are refused without being written out', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let n = 1; n < 30; n++) lines.push(`a${n}: &a${n} [${`*a${n - 1}, `.repeat(10)}]`)
    expect(refusal(lines.join('\n')).code).toBe('yaml-alias-bomb')
  })
})

describe('mistakes', () => {
  test.each([
    ['a:\n\tb: c\n', 2, 1, /tab/],
    ['a: b: c\n', 1, 5, /second/],
    ['a:\n  b\n  c: d\n', 2, 3, /several lines/],
    ['a: - b\n', 1, 4, /list item/],
    ['a:\n  b: 1\n c: 2\n', 3, 2, /column/],
    ['- a\n- b\nc: d\n', 3, 2, /cannot stand here/],
    ['a: [b, c\nd: e\n', 1, 4, /never closed/],
    ['a: [b\n', 1, 4, /never closed/],
    ['a: [b}\n', 1, 6, /closed by/],
    ['a: [b,, c]\n', 1, 7, /comma/],
    ['a: "b\n', 1, 4, /quote/],
    ['a: "\\/"\n', 1, 5, /slash/],
    ['a: "\\ud83d\\ude00"\n', 1, 5, /character/],
    ['a: @b\n', 1, 4, /quotes/],
    ['a: *\n', 1, 5, /alias/],
    ['a: b\u0007\n', 1, 5, /U\+0007/],
    ['%YAML 1.2\n---\na: b\n', 1, 1, /1\.1/],
    ['%YAML 1.1\n', 2, 1, /---/],
    ['a: |0\n  b\n', 1, 5, /1 to 9/],
    ['a: !x!y b\n', 1, 4, /handle/],
  ])('%j', (text, line, column, message) => {
    const error = refusal(text)
    expect(error).toMatchObject({ code: 'yaml-syntax', file: 'f.yaml', line, column })
    expect(error.message).toMatch(message)
  })

  test('a key of more than 1024 characters is none', () => {
    const error = refusal(`${'a'.repeat(1025)}: b\n`)
    expect(error).toMatchObject({ code: 'yaml-syntax', line: 1, column: 1 })
    expect(error.message).toMatch(/1024/)
  })

  test.each(['[', '{a: ', '- ', '? '])('%j as often as it takes is too deep', (open) => {
    expect(refusal(open.repeat(100_000)).code).toBe('yaml-too-deep')
  })

  test('thousands of levels are read', () => {
    let node = readDocument(sourceText('f', `${'['.repeat(9000)}${']'.repeat(9000)}`))!
    let depth = 0
    for (; node.kind === 'sequence' && node.items.length > 0; node = node.items[0]!) depth++
    expect(depth).toBe(8999)
  })
})

describe('the end of a document', () => {
  test.each([
    ['{a: b} c\n', [['a', 'b']]],
    ['{"a": 1}\n{"b": 2}\n', [['a', '1']]],
    ['a: b\n...\n: c\n', [['a', 'b']]],
    ['"a"\nb: c\n', '"a'],
    ['  - a\nb: c\n', ['a']],
    ['---\n', ''],
    ['# a\n', undefined],
    ['', undefined],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('upstream looks a little ahead', () => {
    expect(refusal('{a: b}\n@\n').code).toBe('yaml-syntax')
  })
})

describe('files', () => {
  const documents = (text: string): unknown => readDocuments(sourceText('f', text)).map(shape)

  test('are split at lines of three dashes', () => {
    expect(documents('---\na: b\n--- # c\n\n---\nnull\n---  \nd: |\n  e\n---\n')).toEqual([
      [['a', 'b']],
      [['d', '|e\n']],
    ])
  })

  test('are split inside of text at the margin, too', () => {
    expect(() => documents('a: "b\n---\n"\n')).toThrow(/quote/)
  })

  test('hold nothing behind a separator', () => {
    expect(() => documents('a: b\n--- c\n')).toThrow(expect.objectContaining({ code: 'yaml-separator', line: 2 }))
  })

  test('have anchors of their own in each document', () => {
    expect(() => documents('a: &x b\n---\nc: *x\n')).toThrow(expect.objectContaining({ code: 'yaml-alias', line: 3 }))
  })

  test('are decoded', () => {
    const bytes = (...codes: number[]): Uint8Array => Uint8Array.from(codes)
    expect(decodeUtf8('f', bytes(0x61, 0xc3, 0xa9))).toBe('aé')
    expect(sourceText('f', decodeUtf8('f', bytes(0xef, 0xbb, 0xbf, 0x61))).text).toBe('a')
    expect(sourceText('f', decodeUtf8('f', bytes(0xff, 0xfe, 0x61, 0x00))).text).toBe('a')
    expect(sourceText('f', decodeUtf8('f', bytes(0xfe, 0xff, 0x00, 0x61))).text).toBe('a')
    expect(() => decodeUtf8('f', bytes(0x61, 0x0a, 0x62, 0xff))).toThrow(
      expect.objectContaining({ code: 'yaml-encoding', file: 'f', line: 2, column: 2 }),
    )
  })

  test('of many megabytes take linear time', () => {
    const text = 'key: {a: b, c: [d, "e"]}\n---\n'.repeat(40_000)
    expect(readDocuments(sourceText('f', text))).toHaveLength(40_000)
  })
})

test.each([
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  b: |\n    c\n  d: "e"\n',
  '---\n- a: [b, {c: d}]\n  e:\n  - f # g\n',
  '{"a": [1, 2],\n "b": {}}\n',
])('the fast reader takes %j', (text) => {
  expect(readBlockSubset(sourceText('f', text), 0, text.length, 'v3')).not.toBe(notMine)
})
