import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../scripts/bundle.mjs'

/** The command as it is shipped, with a place of its own for its compiled code. */
describe('the bundled command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kust-bundle-'))
  const cache = join(folder, 'cache')
  beforeAll(() => bundle(join(folder, 'dist')))

  function kust(cwd: string, ...args: string[]): { status: number | null; out: string; err: string } {
    const env = { ...process.env, KUST_CACHE_DIR: cache }
    const run = spawnSync(process.execPath, [join(folder, 'dist', 'kust.js'), ...args], { cwd, env, encoding: 'utf8' })
    return { status: run.status, out: run.stdout, err: run.stderr }
  }

  function tree(files: Record<string, string>): string {
    const root = mkdtempSync(join(folder, 'tree-'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return root
  }

  const web = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n'

  test('keeps compiled code, and does without where it is spoilt', () => {
    const root = tree({ 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': web })
    expect(kust(root, 'build')).toEqual({ status: 0, out: web, err: '' })
    const [kept] = readdirSync(cache)
    expect(kust(root, 'build').out).toBe(web)
    writeFileSync(join(cache, kept!), 'spoilt')
    expect(kust(root, 'build')).toEqual({ status: 0, out: web, err: '' })
  })

  test('loads the libraries that only some builds need', () => {
    const root = tree({
      'kustomization.yaml': 'resources: [web.yaml]\npatches: [{target: {name: "w.*b"}, patch: "[]"}]\n',
      'web.yaml': web.replace('name', '&a name'),
    })
    expect(kust(root, 'build')).toEqual({ status: 0, out: web, err: '' })
  })

  test('renders many directories in threads, in order', () => {
    const names = Array.from({ length: 230 }, (_, i) => `overlays/${i}`)
    const files: Record<string, string> = { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': web }
    names.forEach((name, i) => {
      files[`${name}/kustomization.yaml`] = `resources: [../../base]\nnamePrefix: n${i}-\n`
    })
    const { status, out, err } = kust(tree(files), 'build', ...names)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toBe(names.map((_, i) => web.replace('web', `n${i}-web`)).join('---\n'))
  })
})
