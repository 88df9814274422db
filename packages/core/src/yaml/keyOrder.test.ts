import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareKeys, sortedEntries } from './keyOrder.ts'
import { entry, mapping, scalar } from './node.ts'

const sorted = (keys: readonly string[]) =>
  sortedEntries(mapping(keys.map((key) => entry(key, scalar('x'))))).map((e) => e.key)

describe('sortedEntries', () => {
  it.each([
    '-x .x _x ~x 0 00 1 2 02 10 A B Z a a-b a.b a/b a_b a0 a1 a01 a001 a2 a9 a10 ab x x-y xy é 中',
    'a100 a200 b1 b10',
    'a101 a1002',
    '\uffdc 𐐀',
    'a2 a\u0661',
    'x9 x99999999999999999999',
  ])('%s', (keys) => {
    const list = keys.split(' ')
    expect(sorted(list)).toEqual(list)
    expect(sorted(list.toReversed())).toEqual(list)
    expect(sorted(list.toSorted())).toEqual(list)
  })

  it('does not touch what is in order already', () => {
    const node = mapping(['a', 'b', 'ba'].map((key) => entry(key, scalar('x'))))
    expect(sortedEntries(node)).toBe(node.entries)
  })

  it('gives one order to keys whose order is circular', () => {
    expect(compareKeys('2', '10')).toBeLessThan(0)
    expect(compareKeys('10', '1a')).toBeLessThan(0)
    expect(compareKeys('1a', '2')).toBeLessThan(0)
    const orders = ['2 10 1a', '10 1a 2', '1a 2 10', '2 1a 10'].map((keys) => sorted(keys.split(' ')).join(' '))
    expect(new Set(orders).size).toBe(1)
  })

  it('does not depend on the order of the file, also for long mappings', () => {
    const key = fc.string({ unit: fc.constantFrom(...'ab01-_Zé'), maxLength: 6 })
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 60 }), (keys) => {
        expect(sorted(keys)).toEqual(sorted(keys.toReversed()))
      }),
    )
  })

  it('compares both ways alike', () => {
    const key = fc.string({ unit: fc.constantFrom(...'ab019-_Zé😀'), maxLength: 6 })
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(compareKeys(a, b)) + Math.sign(compareKeys(b, a))).toBe(0)
        expect(compareKeys(a, b) === 0).toBe(a === b)
      }),
    )
  })

  it.each([[['a', 'b', 'a']], [['a', 'a']], [['1', '2', '1a', '10', '1']], [['b', 'a', 'c', 'a']]])(
    'refuses %j',
    (keys) => {
      expect(() => sorted(keys)).toThrow(expect.objectContaining({ code: 'duplicate-key' }))
    },
  )

  it('handles very many keys', () => {
    const keys = Array.from({ length: 50_000 }, (_, i) => `k${(i * 7919) % 50_000}`)
    expect(sorted(keys)).toEqual(Array.from({ length: 50_000 }, (_, i) => `k${i}`))
    expect(() => sorted([...keys, 'k7'])).toThrow(expect.objectContaining({ code: 'duplicate-key' }))
  })
})
