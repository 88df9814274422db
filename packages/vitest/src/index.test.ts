import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const scratch = mkdtempSync(join(tmpdir(), 'kust-vitest-'))
const packages = fileURLToPath(new URL('../../', import.meta.url))
const vitest = dirname(createRequire(import.meta.url).resolve('vitest/package.json'))

/** Projects of users find the packages as they would be installed. */
beforeAll(async () => {
  const modules = join(scratch, 'node_modules')
  for (const name of ['golden', 'vitest']) {
    await build({
      entryPoints: [join(packages, name, 'src/index.ts')],
      outfile: join(modules, '@kust', name, 'index.js'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      conditions: ['kust-source'],
      external: ['vitest', '@kust/golden'],
      logLevel: 'warning',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    })
    writeFileSync(
      join(modules, '@kust', name, 'package.json'),
      JSON.stringify({ name: `@kust/${name}`, type: 'module', exports: './index.js' }),
    )
  }
  symlinkSync(vitest, join(modules, 'vitest'), 'junction')
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: ClusterIP\n'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(scratch, 'project-'))
  write({
    'package.json': '{ "type": "module" }',
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': service,
    'overlays/dev/kustomization.yaml': 'namePrefix: dev-\nresources: [../../base]\n',
    'overlays/prod/kustomization.yaml': 'namePrefix: prod-\nresources: [../../base]\n',
    'goldens.test.js': `import { overlay } from '@kust/vitest'
import { expect, test } from 'vitest'
test.each(['overlays/dev', 'overlays/prod'])('%s', async (dir) => {
  await expect(overlay(dir)).toMatchGolden()
})
`,
  })
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ status: number | null; out: string }> {
  // As outside of any CI and of this very vitest.
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH, HOME, NO_COLOR: '1', ...env } })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out })))
}

const runVitest = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  run([join(vitest, 'vitest.mjs'), 'run', ...args], env)

const golden = (name: string): string => join(root, 'goldens/overlays', `${name}.yaml`)

test('goldens are snapshots: written when missing, compared, and updated with -u', async () => {
  expect(await runVitest()).toMatchObject({ status: 0, out: expect.stringMatching(/Snapshots +2 written/) })
  expect(readFileSync(golden('dev'), 'utf8')).toBe(service.replace('web', 'dev-web'))
  expect((await runVitest()).status).toBe(0)

  write({ 'overlays/prod/kustomization.yaml': 'namePrefix: p-\nresources: [../../base]\n' })
  const failed = await runVitest()
  expect(failed.status).toBe(1)
  expect(failed.out).toMatch(/1 failed.*1 passed/)
  expect(failed.out).toContain('overlays/prod renders to something else than goldens/overlays/prod.yaml holds:')
  expect(failed.out).toMatch(/\+ +4 \| +name: p-web +<- overlays\/prod\/kustomization.yaml:1 \(PrefixTransformer\)/)
  expect(readFileSync(golden('prod'), 'utf8')).toContain('prod-web')

  expect(await runVitest(['-u'])).toMatchObject({ status: 0, out: expect.stringMatching(/Snapshots +1 updated/) })
  expect(readFileSync(golden('prod'), 'utf8')).toBe(service.replace('web', 'p-web'))
  expect((await runVitest()).status).toBe(0)
})

test('in CI, a golden that is missing is a failure', async () => {
  const { status, out } = await runVitest([], { CI: 'true' })
  expect(status).toBe(1)
  expect(out).toContain('overlays/dev has no golden yet (goldens/overlays/dev.yaml)')
  expect(existsSync(golden('dev'))).toBe(false)
})

test('a mistake in an overlay is told with its place', async () => {
  await runVitest()
  write({ 'overlays/dev/kustomization.yaml': 'resources: [none.yaml]\n' })
  const { status, out } = await runVitest(['-u'])
  expect(status).toBe(1)
  expect(out).toContain('overlays/dev cannot be rendered: there is no file or folder `none.yaml`')
  expect(out).toContain('--> overlays/dev/kustomization.yaml:1:13')
  expect(readFileSync(golden('dev'), 'utf8')).toContain('dev-web')
})

test('takes overlays only, and has no opposite', async () => {
  write({
    'goldens.test.js': `import { overlay } from '@kust/vitest'
import { expect, test } from 'vitest'
test('text', () => expect('overlays/dev').toMatchGolden())
test('not', () => expect(overlay('overlays/dev')).not.toMatchGolden())
`,
  })
  const { status, out } = await runVitest()
  expect(status).toBe(1)
  expect(out).toContain("toMatchGolden wants an overlay: expect(overlay('overlays/prod'))")
  expect(out).toContain('toMatchGolden has no opposite')
})

test('plain functions serve any other runner, here that of Node', async () => {
  write({
    'goldens.mjs': `import test from 'node:test'
import { assertGolden, overlay } from '@kust/golden'
const update = process.env.UPDATE ? 'all' : 'none'
for (const dir of ['overlays/dev', 'overlays/prod']) test(dir, () => assertGolden(overlay(dir), { update }))
`,
  })
  const runNode = (env = {}) => run(['--test', 'goldens.mjs'], env)
  expect((await runNode()).out).toContain('overlays/dev has no golden yet (goldens/overlays/dev.yaml)')
  expect((await runNode({ UPDATE: '1' })).status).toBe(0)
  expect((await runNode()).status).toBe(0)
  write({ 'base/web.yaml': service.replace('ClusterIP', 'NodePort') })
  const failed = await runNode()
  expect(failed.status).toBe(1)
  expect(failed.out).toMatch(/type: NodePort +<- base\/web.yaml:6 \(resource\)/)
})
