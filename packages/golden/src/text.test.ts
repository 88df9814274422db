import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from './lineDiff.ts'
import { masked, secretLines } from './secrets.ts'

test('a difference leads from one text to the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 })
    .map((lines) => lines.map((l) => `${l}\n`).join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const old = before.split('\n').slice(0, -1)
      const now = after.split('\n').slice(0, -1)
      const hunks = diffLines(before, after)
      const lines = hunks.flat()
      for (const { kind, text, oldLine, newLine } of lines) {
        if (kind !== 'added') expect(old[oldLine! - 1]).toBe(text)
        if (kind !== 'removed') expect(now[newLine! - 1]).toBe(text)
      }
      // What no hunk shows is the same on both sides.
      const rest = (all: string[], shown: (number | undefined)[]): string[] =>
        all.filter((_, i) => !shown.includes(i + 1))
      expect(
        rest(
          old,
          lines.map((line) => line.oldLine),
        ),
      ).toEqual(
        rest(
          now,
          lines.map((line) => line.newLine),
        ),
      )
      const removed = lines.filter(({ kind }) => kind === 'removed').length
      const added = lines.filter(({ kind }) => kind === 'added').length
      expect(now.length - old.length).toBe(added - removed)
      expect(hunks.length === 0).toBe(before === after)
      expect(new Set(lines.map(({ oldLine, newLine }) => `${oldLine},${newLine}`)).size).toBe(lines.length)
    }),
  )
})

test('texts that share nothing are not searched for long', () => {
  const many = (letter: string): string => Array.from({ length: 30_000 }, (_, i) => `${letter}${i}\n`).join('')
  expect(diffLines(many('a'), many('b')).flat()).toHaveLength(60_000)
})

test('values of Secrets are told by their lines', () => {
  const yaml = `apiVersion: v1
data:
  a: b
kind: ConfigMap
---
apiVersion: v1
data:
  key: aGk=
  long: |
    bGluZQ==

    more
kind: Secret
metadata:
  name: data
stringData: {x: y}
type: Opaque
---
kind: Other
data:
  a: b
`
  const lines = yaml.split('\n')
  expect([...secretLines(yaml)].map((line) => lines[line - 1])).toEqual([
    '  key: aGk=',
    '  long: |',
    '    bGluZQ==',
    '',
    '    more',
    'stringData: {x: y}',
  ])
})

test('masks values and keeps keys', () => {
  expect(masked('  key: aGk=')).toBe('  key: ***')
  expect(masked('  long: |')).toBe('  long: ***')
  expect(masked('  "a:b": c')).toBe('  "a:b": ***')
  expect(masked('    bGluZQ==')).toBe('    ***')
  expect(masked('    pass: word here')).toBe('    pass: ***')
})
