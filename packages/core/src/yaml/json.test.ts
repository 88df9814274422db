import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goFloatJson, goJsonString, indentJson, type JsonValue, printJson, toPlain } from './json.ts'
import { entry, mapping, scalar, sequence, stringScalar, type YamlNode } from './node.ts'

describe('goJsonString', () => {
  it.each([
    ['a', '"a"'],
    ['"\\', '"\\"\\\\"'],
    ['<a&b>', '"\\u003ca\\u0026b\\u003e"'],
    ['\n\r\t\b\f', '"\\n\\r\\t\\b\\f"'],
    ['\u0000\u001f\u007f', '"\\u0000\\u001f\u007f"'],
    ['\u2028\u2029', '"\\u2028\\u2029"'],
    ['é中😀\ufffd', '"é中😀\ufffd"'],
    ['\ud83d', '"\\ufffd"'],
    ['\ude00\ud83d', '"\\ufffd\\ufffd"'],
  ])('%j', (s, json) => expect(goJsonString(s)).toBe(json))

  it('reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        expect(JSON.parse(goJsonString(s))).toBe(s)
      }),
    )
  })
})

describe('goFloatJson', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [1e20, '100000000000000000000'],
    [1e21, '1e+21'],
    [1e-6, '0.000001'],
    [1e-7, '1e-7'],
    [1.5e-10, '1.5e-10'],
    [-123456.5, '-123456.5'],
  ])('%d', (n, text) => expect(goFloatJson(n)).toBe(text))
})

describe('printJson', () => {
  it('sorts keys by bytes and types plain scalars', () => {
    const node = mapping([
      entry('b', sequence([scalar('1.0'), scalar('0x10'), scalar('~'), scalar('true'), stringScalar('5')])),
      entry('😀', scalar('1')),
      entry('\uffee', scalar('18446744073709551615')),
      entry('B', mapping([])),
      entry('a', sequence([])),
      entry('a.b', scalar('2020-01-01')),
    ])
    expect(printJson(node)).toBe(
      '{"B":{},"a":[],"a.b":"2020-01-01T00:00:00Z","b":[1,16,null,true,"5"],"\uffee":18446744073709551615,"😀":1}',
    )
  })

  it('escapes bytes that are no UTF-8', () => {
    const node = sequence([scalar('/w==', 'plain', '!!binary'), scalar('77+9', 'plain', '!!binary'), scalar('\ufffd')])
    expect(printJson(node)).toBe('["\\ufffd","\ufffd","\ufffd"]')
  })

  it('agrees with JSON.stringify on plain data', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const json = printJson(nodeOf(value))
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(plainEqual(toPlain(nodeOf(value)), value)).toBe(true)
      }),
    )
  })

  it('goes as deep as YAML readers do', () => {
    let node: YamlNode = scalar('x')
    for (let i = 0; i < 10_000; i++) node = sequence([node])
    expect(printJson(node)).toBe(`${'['.repeat(10_000)}"x"${']'.repeat(10_000)}`)
    expect(() => printJson(sequence([node]))).toThrow(expect.objectContaining({ code: 'nested-too-deep' }))
    expect(() => toPlain(sequence([node]))).toThrow(expect.objectContaining({ code: 'nested-too-deep' }))
  })
})

describe('indentJson', () => {
  it('agrees with JSON.stringify', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
      }),
    )
    const hard = { 'a":{[,': ['\\"', '\\', {}, [], [[]], ''] }
    expect(indentJson(JSON.stringify(hard))).toBe(JSON.stringify(hard, null, 2))
  })
})

describe('what JSON cannot hold', () => {
  const source = { path: 'a.yaml', text: 'a: .inf\n? 8080\n: x\na: .inf\n' }
  const at = (offset: number) => ({ source, offset })

  it.each([
    ['number-not-finite', mapping([entry('a', scalar('.inf', 'plain', undefined, at(3)), 0)]), 1, 4],
    [
      'key-not-string',
      mapping([{ ...entry('8080', scalar('x', 'plain', undefined, at(17)), 10), keyTag: '!!int' }]),
      2,
      3,
    ],
    [
      'duplicate-key',
      mapping(
        [
          entry('a', scalar('1', 'plain', undefined, at(3)), 0),
          entry('b', scalar('1', 'plain', undefined, at(3)), 0),
          entry('a', scalar('2', 'plain', undefined, at(22)), 19),
        ],
        at(0),
      ),
      4,
      1,
    ],
  ])('%s', (code, node, line, column) => {
    for (const act of [printJson, toPlain]) {
      expect(() => act(node)).toThrow(expect.objectContaining({ code, file: 'a.yaml', line, column }))
    }
    if (code === 'duplicate-key') expect(() => printJson(node)).toThrow('already set on line 1;')
  })
})

describe('toPlain', () => {
  it('keeps the order of the file and exact integers', () => {
    const node = mapping([
      entry('z', scalar('9007199254740993')),
      entry('a', scalar('9007199254740991')),
      entry('f', scalar('1e19')),
    ])
    const plain = toPlain(node) as { [key: string]: JsonValue }
    expect(Object.entries(plain)).toEqual([
      ['z', 9007199254740993n],
      ['a', 9007199254740991],
      ['f', 1e19],
    ])
  })

  it('takes __proto__ for a key like any other', () => {
    const plain = toPlain(mapping([entry('__proto__', mapping([entry('polluted', scalar('1'))]))]))
    expect(Object.keys(plain as object)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    const twice = mapping([entry('__proto__', scalar('1')), entry('__proto__', scalar('1'))])
    expect(() => toPlain(twice)).toThrow(expect.objectContaining({ code: 'duplicate-key' }))
    expect(toPlain(mapping([entry('constructor', scalar('1'))]))).toEqual({ constructor: 1 })
  })
})

function nodeOf(value: unknown): YamlNode {
  if (Array.isArray(value)) return sequence(value.map(nodeOf))
  if (value !== null && typeof value === 'object') {
    return mapping(Object.entries(value).map(([k, v]) => entry(k, nodeOf(v))))
  }
  return typeof value === 'string' ? stringScalar(value) : scalar(String(value))
}

function plainEqual(a: unknown, b: unknown): boolean {
  const withBigints = (_: string, v: unknown) => (typeof v === 'bigint' ? Number(v) : v)
  return JSON.stringify(a, withBigints) === JSON.stringify(b, withBigints)
}
