// What a folder in `hostile/` means. Shared by the test, the recorder and the measurement.
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { files as makers } from '../hostile/made.mjs'
import { fixtures, readTree, writeTree } from './caseFolder.mjs'
import { fillIn, fillInTree } from './remoteServers.mjs'

const shelf = join(fixtures, 'hostile')

/** Stands in every file outside the trees; no output and no error may hold it. */
export const secret = 'KEEP-THIS-SECRET'

export function readHostileCases() {
  return readdirSync(shelf, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = join(shelf, name)
      const settings = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'))
      const golden = join(folder, 'expected.yaml')
      const expected = existsSync(golden) ? readFileSync(golden, 'utf8') : undefined
      return { name, folder, input: join(folder, 'in'), settings, expected, golden }
    })
}

/**
 * Lays the tree out in a folder of its own, with secrets beside it. `root` is the tree, `target` what is built, `trap`
 * a file that only a command run by mistake would make.
 */
export function layOut(testCase, scratch, servers) {
  const folder = mkdtempSync(join(scratch, `${testCase.name}-`))
  const root = join(folder, 'in')
  const trap = join(folder, 'trap')
  const tokens = { ...servers.tokens, '{{OUTSIDE}}': folder, '{{ROOT}}': root, '{{TRAP}}': trap }
  mkdirSync(root)
  writeSecrets(folder)
  const { links = {}, make = {}, pipes = [], target = '.', options = {} } = testCase.settings
  writeTree(fillInTree(readTree(testCase), tokens), {}, root)
  for (const [path, how] of Object.entries(make)) makeFile(join(root, path), how, root)
  for (const [path, to] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    symlinkSync(fillIn(to, tokens), join(root, path))
  }
  for (const path of pipes) execFileSync('mkfifo', [join(root, path)])
  return { root, trap, target: fillIn(target, tokens), options, tokens }
}

/** What a tree would like to read. */
function writeSecrets(folder) {
  const manifest = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${secret.toLowerCase()}}\ndata: {a: ${secret}}\n`
  writeFileSync(join(folder, 'secret.yaml'), manifest)
  writeFileSync(join(folder, 'secret.env'), `KEY=${secret}\n`)
  writeFileSync(join(folder, 'secret.json'), `{"definitions": {"${secret}": {}}}`)
  mkdirSync(join(folder, 'outside'))
  writeFileSync(join(folder, 'outside/kustomization.yaml'), `resources: [a.yaml]\ncommonAnnotations: {a: ${secret}}\n`)
  writeFileSync(join(folder, 'outside/a.yaml'), manifest)
}

/** Files that are too large, too deep or too many to be kept: `size` bytes of nothing, or by a function of `made.mjs`. */
function makeFile(path, how, root) {
  mkdirSync(dirname(path), { recursive: true })
  if (how.size !== undefined) {
    writeFileSync(path, '')
    truncateSync(path, how.size)
  } else if (how.by !== undefined) {
    const made = makers[how.by](how)
    if (typeof made === 'string') writeFileSync(path, made)
    else writeTree(new Map(Object.entries(made)), {}, root)
  }
}
