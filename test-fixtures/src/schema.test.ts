import { type KustomizationKind, kustomizationSchema } from '@kust/core/json-schema'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { describe, expect, test } from 'vitest'
import { decode } from '../../packages/core/src/kustomization/decode.ts'
import { generalYaml } from '../../packages/core/src/libraries/index.ts'
import { readYaml11, sourceText } from '../../packages/core/src/yaml/readYaml.ts'
import { type Case, errorCases, goldenCases } from './cases.ts'

await generalYaml.load()

const ajv = new Ajv({ strict: true, verbose: true, keywords: ['deprecationMessage'], allowUnionTypes: true })
const anyKind = ajv.compile(kustomizationSchema())
const byKind: Readonly<Record<KustomizationKind, ValidateFunction>> = {
  Kustomization: ajv.compile(kustomizationSchema('Kustomization')),
  Component: ajv.compile(kustomizationSchema('Component')),
}

const kustomizationFile = /(^|\/)(kustomization\.ya?ml|Kustomization)$/

describe('what builds is accepted', () => {
  test.each(goldenCases().map((testCase) => [testCase.name, testCase] as const))('%s', (_, testCase) => {
    for (const [path, bytes] of testCase.files) {
      if (!kustomizationFile.test(path)) continue
      const data = plain(bytes)
      const kind = (data as { kind?: unknown } | null)?.kind === 'Component' ? 'Component' : 'Kustomization'
      for (const validate of [anyKind, byKind[kind]]) {
        validate(data)
        expect(
          (validate.errors ?? []).filter((error) => !isOddSpelling(error)),
          path,
        ).toEqual([])
      }
    }
  })
})

/** The decoder takes names in any case, as Go does; the schema suggests the one that is documented. */
function isOddSpelling({ params, parentSchema }: ErrorObject): boolean {
  const name = (params as { additionalProperty?: string }).additionalProperty
  const known = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {})
  return name !== undefined && known.some((field) => field !== name && field.toLowerCase() === name.toLowerCase())
}

const decoderErrors = ['wrong-type', 'unknown-field', 'wrong-kind', 'wrong-api-version']

const refused = errorCases().filter(
  ({ expected }) => decoderErrors.includes(expected?.code ?? '') && kustomizationFile.test(expected?.file ?? ''),
)

test('there are many mistakes that the decoder refuses', () => {
  expect(refused.length).toBeGreaterThan(40)
})

describe('what the decoder refuses is refused', () => {
  test.each(refused.map((testCase) => [testCase.name, testCase] as const))('%s', (_, testCase) => {
    const { code, file } = testCase.expected!
    expect(anyKind(plain(fileOf(testCase, file!)))).toBe(false)
    const keywords = new Set(anyKind.errors!.map(({ keyword }) => keyword))
    if (code === 'unknown-field') expect(keywords).toContain('additionalProperties')
    else if (code === 'wrong-type') expect(keywords).toContain('type')
    else expect(keywords).toContain('enum')
  })
})

test('the schemas of the two kinds refuse each other', () => {
  const component = { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' }
  expect([byKind.Component(component), byKind.Kustomization(component), anyKind(component)]).toEqual([
    true,
    false,
    true,
  ])
  expect([byKind.Component({}), byKind.Kustomization({}), anyKind({})]).toEqual([false, true, true])
})

function fileOf({ files }: Case, path: string): Uint8Array {
  return files.get(path) ?? expect.fail(`no file ${path}`)
}

/** The data of a kustomization file as the decoder sees it. */
function plain(bytes: Uint8Array): unknown {
  const node = readYaml11(sourceText('', new TextDecoder().decode(bytes)))
  return node === undefined ? {} : withoutBigInts(decode(node, { type: 'any' }))
}

function withoutBigInts(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part)))
}
