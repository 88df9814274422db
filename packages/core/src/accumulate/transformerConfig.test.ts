import { expect, test } from 'vitest'
import { defaultTransformerConfig, mergeTransformerConfig } from './transformerConfig.ts'

test('the built-in config merged into nothing is itself', () => {
  expect(mergeTransformerConfig({}, defaultTransformerConfig)).toBe(defaultTransformerConfig)
  // The long way, which an equal copy takes.
  expect(mergeTransformerConfig({}, { ...defaultTransformerConfig })).toEqual(
    mergeTransformerConfig(defaultTransformerConfig, { ...defaultTransformerConfig }),
  )
  const { labels, ...lists } = mergeTransformerConfig({}, { ...defaultTransformerConfig })
  expect({ ...lists, labels }).toEqual(defaultTransformerConfig)
})
