// Cases in which the reference runs other programs: helm, functions, plugins. Shared by the recorder and the tests.
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fixtures, readCases } from './caseFolder.mjs'
import { certificate } from './chartServer.mjs'

export const charts = join(fixtures, 'charts')

/** Every case on the shelves whose cases need other programs. */
export function readProgramCases() {
  return ['helm', 'functions'].flatMap((shelf) => readCases(shelf))
}

/**
 * Does something with a copy of a case's tree, as programs write into it. `{{ROOT}}`, `{{REPOSITORY}}` and
 * `{{REGISTRY}}` in its files, flags and variables stand for the copy's path and the servers' URLs, `{{TRAP}}` for a file
 * that nobody may make; `mask` puts them back.
 */
export async function withCopy(testCase, servers, work) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'kust-program-')))
  try {
    const values = { ROOT: root, REPOSITORY: servers.repository, REGISTRY: servers.registry, TRAP: `${root}.trap` }
    const fill = (text) => text.replace(/\{\{(ROOT|REPOSITORY|REGISTRY|TRAP)\}\}/g, (_, name) => values[name])
    cpSync(testCase.input, root, { recursive: true, verbatimSymlinks: true })
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile()) continue
      const text = readFileSync(path, 'utf8')
      if (/\{\{[RT]/.test(text)) writeFileSync(path, fill(text))
    }
    const variables = Object.entries(testCase.settings.env ?? {}).map(([name, text]) => [name, fill(text)])
    // The command shows paths as seen from where it runs, where that is shorter.
    const fromHere = relative(process.cwd(), root)
    return await work({
      root,
      flags: testCase.flags.map(fill),
      env: { SSL_CERT_FILE: certificate, ...Object.fromEntries(variables) },
      mask: (text) =>
        Object.entries(values)
          .reduce((masked, [name, value]) => masked.replaceAll(value, `{{${name}}}`), text)
          .replaceAll(fromHere, '{{ROOT}}'),
    })
  } finally {
    for (const path of [root, `${root}.trap`]) rmSync(path, { recursive: true, force: true })
  }
}

/** Does something with variables in this process's environment, and puts back what was there. */
export async function withEnvironment(variables, work) {
  const saved = Object.keys(variables).map((name) => [name, process.env[name]])
  Object.assign(process.env, variables)
  try {
    return await work()
  } finally {
    for (const [name, text] of saved) {
      if (text === undefined) delete process.env[name]
      else process.env[name] = text
    }
  }
}

export function recorded(testCase, name) {
  const file = join(testCase.folder, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
