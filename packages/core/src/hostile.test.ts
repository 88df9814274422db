import { expect, test } from 'vitest'
import { build, KustError, memoryFileSystem } from './index.ts'

const manifest = (body: string): string => `apiVersion: v1\nkind: Thing\nmetadata:\n  name: thing\n${body}`

async function render(files: Record<string, string | Uint8Array>): Promise<string> {
  return (await build('/', { fileSystem: memoryFileSystem(files) })).yaml
}

async function refusal(files: Record<string, string | Uint8Array>): Promise<KustError> {
  const error = await render(files).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(KustError)
  return error as KustError
}

const resources = 'resources: [thing.yaml]\n'

test('aliases that multiply are refused', async () => {
  let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n'
  for (let i = 1; i < 9; i++)
    text += `a${i}: &a${i} [${Array(10)
      .fill(`*a${i - 1}`)
      .join(', ')}]\n`
  expect((await refusal({ 'kustomization.yaml': resources, 'thing.yaml': manifest(text) })).code).toBe(
    'yaml-alias-bomb',
  )
  expect((await refusal({ 'kustomization.yaml': text })).code).toBe('yaml-alias-bomb')
})

test('an anchor that contains itself is refused', async () => {
  const error = await refusal({ 'kustomization.yaml': resources, 'thing.yaml': manifest('spec: &a {b: *a}\n') })
  expect(error).toMatchObject({ code: 'yaml-alias', line: 5 })
})

test.each(['[', '{a: '])('nesting without end (%s) is an error, not a crash', async (open) => {
  const error = await refusal({
    'kustomization.yaml': resources,
    'thing.yaml': manifest(`spec: ${open.repeat(50_000)}`),
  })
  expect(error.message).not.toMatch(/\n\s+at /)
})

test('keys that name parts of objects are ordinary keys', async () => {
  const yaml = await render({
    'kustomization.yaml':
      'resources: [thing.yaml]\nlabels: [{pairs: {__proto__: a, constructor: b}}]\nconfigMapGenerator: [{name: g, literals: [__proto__=1, toString=2]}]\n',
    'thing.yaml': manifest('__proto__: {polluted: yes}\nspec: {constructor: {prototype: {polluted: yes}}}\n'),
  })
  expect(yaml).toContain('__proto__: a')
  expect(yaml).toContain('__proto__: "1"')
  expect(yaml).toContain('  toString: "2"')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('a kustomization has no field __proto__', async () => {
  expect((await refusal({ 'kustomization.yaml': '__proto__: {resources: [a]}\n' })).code).toBe('unknown-field')
})

test('plain data keeps __proto__ as an own key', async () => {
  const fileSystem = memoryFileSystem({
    'kustomization.yaml': resources,
    'thing.yaml': manifest('__proto__: {a: 1}\n'),
  })
  const { resources: built } = await build('/', { fileSystem })
  expect(Object.hasOwn(built[0]!.manifest, '__proto__')).toBe(true)
  expect(Object.getPrototypeOf(built[0]!.manifest)).toBe(Object.prototype)
})

test('a regular expression that backtracks elsewhere takes no time', async () => {
  const yaml = await render({
    'kustomization.yaml':
      'resources: [thing.yaml]\npatches:\n- target: {name: "(a+)+b"}\n  patch: \'[{"op": "add", "path": "/x", "value": 1}]\'\n',
    'thing.yaml': manifest('').replace('name: thing', `name: ${'a'.repeat(20_000)}`),
  })
  expect(yaml).not.toContain('x: 1')
})

test('kustomizations that multiply through diamonds are refused', async () => {
  const files: Record<string, string> = { 'k0/kustomization.yaml': 'namePrefix: a\n' }
  for (let i = 1; i <= 20; i++) {
    files[`k${i}/kustomization.yaml`] = `resources: [../k${i - 1}, ../l${i - 1}]\n`
    files[`l${i - 1}/kustomization.yaml`] = `resources: [../k${i - 1}]\n`
  }
  const error = await build('/k20', { fileSystem: memoryFileSystem(files) }).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'too-many-kustomizations' })
})

test('bytes that are no text are refused with their file', async () => {
  const bytes = new Uint8Array([...new TextEncoder().encode(manifest('spec: ')), 0xff, 0x0a])
  const error = await refusal({ 'kustomization.yaml': resources, 'thing.yaml': bytes })
  expect(error).toMatchObject({ code: 'yaml-encoding', file: '/thing.yaml' })
})

test('a file of many megabytes is read in one go', async () => {
  const lines = Array.from({ length: 200_000 }, (_, i) => `  key${i}: "value ${i}"\n`)
  const yaml = await render({ 'kustomization.yaml': resources, 'thing.yaml': manifest(`data:\n${lines.join('')}`) })
  expect(yaml.length).toBeGreaterThan(4_000_000)
})
