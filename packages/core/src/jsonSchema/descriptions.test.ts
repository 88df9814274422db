import { expect, test } from 'vitest'
import type { ObjectShape, Shape } from '../kustomization/shape.ts'
import { kustomizationShape } from '../kustomization/shapes.ts'
import { descriptions } from './descriptions.ts'

test('every field that the decoder knows has a description, and no other has', () => {
  const decoded = new Map<string, string[]>()
  for (const { name, fields } of objectsOf(kustomizationShape)) {
    const known = decoded.get(name)
    // Descriptions go by name, so one name stands for one set of fields.
    if (known !== undefined) expect(Object.keys(fields).sort(), name).toEqual(known)
    decoded.set(name, Object.keys(fields).sort())
  }
  const described = new Map(Object.entries(descriptions).map(([name, fields]) => [name, Object.keys(fields).sort()]))
  expect([...described].sort()).toEqual([...decoded].sort())
})

test('a description is a sentence', () => {
  for (const [name, fields] of Object.entries(descriptions)) {
    for (const [field, description] of Object.entries(fields)) {
      const text = typeof description === 'string' ? description : description.text
      expect(text, `${name}.${field}`).toMatch(/^[A-Z`].*\.$/)
    }
  }
})

function objectsOf(shape: Shape): ObjectShape[] {
  if (shape.type === 'list' || shape.type === 'map') return objectsOf(shape.of)
  return shape.type === 'object' ? [shape, ...Object.values(shape.fields).flatMap(objectsOf)] : []
}
