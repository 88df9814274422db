import { expect, test } from 'vitest'
import { kust } from '../kust.ts'

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const status = await kust(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { status, out, err }
}

test('prints the schema of one kind or of both', async () => {
  const titles = await Promise.all(
    [[], ['Kustomization'], ['component']].map(async (kind) => {
      const { status, out } = await run('schema', ...kind)
      expect(status).toBe(0)
      const schema = JSON.parse(out) as { title: string; properties: { images: { description: string } } }
      expect(schema.properties.images.description).toMatch(/image/)
      return schema.title
    }),
  )
  expect(titles).toEqual(['Kustomization or Component', 'Kustomization', 'Component'])
})

test('knows no other kind', async () => {
  expect(await run('schema', 'Deployment')).toEqual({
    status: 1,
    out: '',
    err: 'error: the kinds are Kustomization and Component; found `Deployment`\n',
  })
})
