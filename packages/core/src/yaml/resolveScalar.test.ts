import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScalarStyle, scalar } from './node.ts'
import { isString11, plainTag, resolve11, scalarTag, scalarValue, scalarValue11 } from './resolveScalar.ts'

const inf = Number.POSITIVE_INFINITY

/** Unquoted text, its type in resources, its value there, and its value in kustomization files if another. */
const table: [string, string, unknown, unknown?][] = [
  ['', '!!null', null],
  ['~', '!!null', null],
  ['null', '!!null', null],
  ['NULL', '!!null', null],
  ['nUll', '!!str', 'nUll'],
  ['true', '!!bool', true],
  ['False', '!!bool', false],
  ['tRue', '!!str', 'tRue'],
  ['yes', '!!str', 'yes', true],
  ['Off', '!!str', 'Off', false],
  ['y', '!!str', 'y', true],
  ['N', '!!str', 'N', false],
  ['yEs', '!!str', 'yEs'],
  ['<<', '!!merge', '<<'],
  ['=', '!!str', '='],
  ['abc', '!!str', 'abc'],
  ['0', '!!int', 0],
  ['-0', '!!int', 0],
  ['+1', '!!int', 1],
  ['123456789012345', '!!int', 123456789012345],
  ['1_000', '!!int', 1000],
  ['1__0', '!!int', 10],
  ['1_', '!!int', 1],
  ['_1', '!!str', '_1'],
  ['017', '!!int', 15],
  ['0_7', '!!int', 7],
  ['0o17', '!!int', 15],
  ['0O17', '!!int', 15],
  ['08', '!!float', 8],
  ['0x1F', '!!int', 31],
  ['-0x10', '!!int', -16],
  ['0x_f', '!!int', 15],
  ['0x', '!!str', '0x'],
  ['0b101', '!!int', 5],
  ['0b2', '!!str', '0b2'],
  ['0b-1', '!!int', -1],
  ['0o-7', '!!int', -7, '0o-7'],
  ['-0b-1', '!!str', '-0b-1'],
  ['9007199254740993', '!!int', 9007199254740993n],
  ['9223372036854775807', '!!int', 9223372036854775807n],
  ['-9223372036854775808', '!!int', -9223372036854775808n],
  ['-9223372036854775809', '!!float', -(2 ** 63)],
  ['18446744073709551615', '!!int', 18446744073709551615n],
  ['+18446744073709551615', '!!float', 2 ** 64],
  ['18446744073709551616', '!!float', 2 ** 64],
  ['0xffffffffffffffff', '!!int', 18446744073709551615n],
  ['0x1ffffffffffffffff', '!!str', '0x1ffffffffffffffff'],
  ['1.50', '!!float', 1.5],
  ['5.', '!!float', 5],
  ['.5', '!!float', 0.5],
  ['.5_5', '!!float', 0.55],
  ['.5_', '!!str', '.5_'],
  ['-.5', '!!float', -0.5],
  ['.', '!!str', '.'],
  ['1e3', '!!float', 1000],
  ['1e1_0', '!!float', 1e10],
  ['1e', '!!str', '1e'],
  ['1e400', '!!str', '1e400'],
  ['1e-400', '!!float', 0],
  ['0x1p4', '!!str', '0x1p4'],
  ['.inf', '!!float', inf],
  ['+.Inf', '!!float', inf],
  ['-.INF', '!!float', -inf],
  ['.iNf', '!!str', '.iNf'],
  ['.NaN', '!!float', Number.NaN],
  ['Infinity', '!!str', 'Infinity'],
  ['12:30', '!!str', '12:30'],
  ['2020-01-01', '!!timestamp', '2020-01-01T00:00:00Z', '2020-01-01'],
  ['2020-1-1', '!!timestamp', '2020-01-01T00:00:00Z', '2020-1-1'],
  ['2020-1-2  3:4:5', '!!timestamp', '2020-01-02T03:04:05Z', '2020-1-2  3:4:5'],
  ['2020-1-2T3:4:5.120Z', '!!timestamp', '2020-01-02T03:04:05.12Z', '2020-1-2T3:4:5.120Z'],
  ['2020-01-02t03:04:05,5-05:30', '!!timestamp', '2020-01-02T03:04:05.5-05:30', '2020-01-02t03:04:05,5-05:30'],
  ['2020-01-02T03:04:05-00:00', '!!timestamp', '2020-01-02T03:04:05Z', '2020-01-02T03:04:05-00:00'],
  ['2020-01-02T03:04:05+10:60', '!!timestamp', '2020-01-02T03:04:05+11:00', '2020-01-02T03:04:05+10:60'],
  ['2020-01-02T03:04:05', '!!str', '2020-01-02T03:04:05'],
  ['2020-01-02 03:04:05Z', '!!str', '2020-01-02 03:04:05Z'],
  ['2020-01-02 03:04', '!!str', '2020-01-02 03:04'],
  ['2020-02-29', '!!timestamp', '2020-02-29T00:00:00Z', '2020-02-29'],
  ['1900-02-29', '!!str', '1900-02-29'],
  ['2020-13-01', '!!str', '2020-13-01'],
  ['2020-01-00', '!!str', '2020-01-00'],
  ['2020-01-01T24:00:00Z', '!!str', '2020-01-01T24:00:00Z'],
  ['2020-01-01T00:00:00z', '!!str', '2020-01-01T00:00:00z'],
]

describe('unquoted scalars', () => {
  it.each(table)('%s is %s', (text, tag, value) => {
    expect(plainTag(text)).toBe(tag)
    expect(scalarValue(scalar(text))).toEqual(value)
  })

  it.each(table)('%s in a kustomization file', (text, _tag, value, value11 = value) => {
    expect(resolve11(text)).toEqual(value11)
  })

  it('are strings in quotes and blocks', () => {
    for (const style of ['single', 'double', 'literal', 'folded'] satisfies ScalarStyle[]) {
      expect(scalarValue(scalar('12', style))).toBe('12')
      expect(scalarTag(scalar('~', style))).toBe('!!str')
      expect(scalarValue11(scalar('yes', style))).toBe('yes')
    }
  })

  it('lose their type inside flow collections when they cannot stand there unquoted', () => {
    expect(scalarValue(scalar(''), true)).toBe('')
    expect(scalarValue(scalar('2020-01-01 10:00:00'), true)).toBe('2020-01-01 10:00:00')
    expect(scalarValue(scalar('2020-01-01'), true)).toBe('2020-01-01T00:00:00Z')
    expect(scalarValue(scalar('0x10'), true)).toBe(16)
  })

  it('refuse a timestamp that Go cannot write', () => {
    expect(() => scalarValue(scalar('2020-01-01T00:00:00+24:00'))).toThrow(
      expect.objectContaining({ code: 'scalar-type' }),
    )
  })
})

describe('tagged scalars', () => {
  it.each<[string, string, ScalarStyle, unknown]>([
    ['!!str', '12', 'plain', '12'],
    ['tag:yaml.org,2002:str', '12', 'plain', '12'],
    ['!!int', '3', 'double', 3],
    ['!!float', '1', 'plain', 1],
    ['!!float', '0x10', 'plain', 16],
    ['!!bool', 'true', 'single', true],
    ['!!null', '', 'plain', null],
    ['!!null', '~', 'double', null],
    ['!!timestamp', '2020-01-01', 'double', '2020-01-01T00:00:00Z'],
    ['!!binary', 'aGVs\nbG8=', 'literal', 'hello'],
    ['!!binary', '4oI=', 'plain', '\ufffd\ufffd'],
    ['!foo', '12', 'plain', '12'],
    ['!', '12', 'plain', 12],
    ['!', '12', 'double', '12'],
    ['', '12', 'plain', 12],
  ])('%s %s (%s)', (tag, text, style, value) => {
    expect(scalarValue({ ...scalar(text, style, tag), isTagged: true })).toEqual(value)
  })

  it.each([
    ['!!int', 'abc', 'a string'],
    ['!!int', '1.5', 'a number'],
    ['!!int', '', 'null'],
    ['!!bool', 'yes', 'a string'],
    ['!!float', '18446744073709551615', 'an integer'],
    ['!!null', '0', 'an integer'],
    ['!!timestamp', '12', 'an integer'],
    ['!!binary', 'a b', 'base64'],
  ])('%s does not fit %s', (tag, text, found) => {
    const place = { source: { path: 'a.yaml', text: `x: ${tag} ${text}\n` }, offset: 3 }
    const act = () => scalarValue(scalar(text, 'plain', tag, place))
    expect(act).toThrow(found)
    expect(act).toThrow(expect.objectContaining({ code: 'scalar-type', file: 'a.yaml', line: 1, column: 4 }))
  })

  it('follow YAML 1.1 in kustomization files', () => {
    expect(scalarValue11(scalar('yes', 'plain', '!!bool'))).toBe(true)
    expect(scalarValue11(scalar('2020-01-01', 'plain', '!!timestamp'))).toBe('2020-01-01')
    expect(scalarValue11(scalar('1', 'plain', '!!float'))).toBe(1)
    expect(scalarValue11(scalar('12', 'plain', '!'))).toBe('12')
    expect(() => scalarValue11(scalar('abc', 'plain', '!!int'))).toThrow('marked as an integer')
  })
})

describe('texts that start with a tab', () => {
  it('fail where upstream writes a block that it cannot read', () => {
    for (const node of [scalar('\ta\nb', 'literal'), scalar('\ta\n', 'plain', '!!str'), scalar('\ta', 'folded')]) {
      expect(() => scalarValue(node)).toThrow(expect.objectContaining({ code: 'leading-tab' }))
      expect(scalarValue(node, true)).toBe(node.value)
    }
  })

  it('are fine in quotes, or where upstream falls back to quotes', () => {
    expect(scalarValue(scalar('\ta\nb', 'double'))).toBe('\ta\nb')
    expect(scalarValue(scalar('\ta \nb', 'literal'))).toBe('\ta \nb')
    expect(scalarValue(scalar('\n\ta', 'literal'))).toBe('\n\ta')
  })
})

describe('folded scalars', () => {
  it.each([
    ['a b\n', 'a b\n'],
    ['a:\n  b: c\n', 'a:\n\n  b: c\n'],
    ['a\nb', 'a\nb'],
    ['a\n\nb', 'a\n\nb'],
    ['a\n\n', 'a\n\n\n'],
    [' a\n b', ' a\n b'],
    ['a \n  b', 'a \n  b'],
    ['a\n  b\u0007', 'a\n  b\u0007'],
    ['', ''],
  ])('%j comes back as %j', (written, read) => {
    expect(scalarValue(scalar(written, 'folded'))).toBe(read)
    expect(scalarValue(scalar(written, 'folded'), true)).toBe(written)
  })
})

describe('agreement', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789+-._eExXoObBaf:TZ ') }),
    fc.constantFrom(...table.map(([t]) => t)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.bigInt().map(String),
  )

  it('between tag and value', () => {
    fc.assert(
      fc.property(text, (t) => {
        const tag = plainTag(t)
        let value: unknown
        try {
          value = scalarValue(scalar(t))
        } catch {
          expect(tag).toBe('!!timestamp')
          return
        }
        const type = value === null ? '!!null' : typeof value
        if (tag === '!!int') expect(typeof value === 'bigint' || Number.isInteger(value)).toBe(true)
        else if (tag === '!!float') expect(type).toBe('number')
        else if (tag === '!!bool') expect(type).toBe('boolean')
        else if (tag === '!!null') expect(type).toBe('!!null')
        else expect(type).toBe('string')
      }),
    )
  })

  it('between the string test and the value of YAML 1.1, but for timestamps', () => {
    fc.assert(
      fc.property(text, (t) => {
        const isString = typeof resolve11(t) === 'string' && plainTag(t) !== '!!timestamp'
        expect(isString11(t)).toBe(isString)
      }),
    )
  })

  it('with JavaScript on numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        expect(Number(scalarValue(scalar(String(n))))).toBe(n + 0)
      }),
    )
  })
})
