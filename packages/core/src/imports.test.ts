import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('.', import.meta.url))

/** What every stage may use. They may use each other, and nothing else. */
const nouns = ['diagnostics', 'kustomization', 'libraries', 'patch', 'resource', 'schema', 'yaml']

/** The folders of the pipeline, and the stages that each may call. Only `accumulate` puts stages together. */
const stages: Record<string, readonly string[]> = {
  load: [],
  accumulate: ['load', 'functions', 'generate', 'transform', 'link'],
  // What a function gets is printed as the output is.
  functions: ['emit'],
  generate: [],
  transform: [],
  link: [],
  emit: [],
  localize: ['load', 'generate', 'emit'],
  node: ['load', 'functions', 'generate'],
  jsonSchema: [],
  // Stand above the pipeline and watch it.
  explain: ['accumulate', 'build.ts'],
  inspect: ['load', 'accumulate', 'transform', 'build.ts', 'engine.ts'],
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
)

test.each(files.filter((file) => file.includes('/')))('%s imports only what its folder may use', (file) => {
  const folder = file.slice(0, file.indexOf('/'))
  const allowed = [...nouns, folder, ...(stages[folder] ?? [])]
  for (const imported of importsOf(file)) expect(allowed, `${file} imports ${imported}`).toContain(imported)
})

test('only the node entry imports from Node', () => {
  for (const file of files.filter((name) => !name.startsWith('node/'))) {
    expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(/from 'node:/)
  }
})

/** The folders that a file imports from. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/from '(\.[^']+)'/g)]
    .map(([, path]) => normalize(join(dirname(file), path!)))
    .map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path))
}
