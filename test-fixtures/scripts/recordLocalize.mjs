#!/usr/bin/env node
// Records what `kustomize localize` makes of the cases in `localize/`, which kubectl does not have: a small Go program
// runs upstream's own function. Needs Go; the tests do not.   recordLocalize.mjs [FILTER]
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCases, readTree, writeTree } from './caseFolder.mjs'
import { runProgram } from './reference.mjs'
import { fillIn, fillInTree, startRemoteServers, takeOut } from './remoteServers.mjs'

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'kust-record-')))
const program = join(scratch, 'localize')
execFileSync('go', ['build', '-o', program, '.'], { cwd: fileURLToPath(new URL('localize', import.meta.url)) })
const servers = await startRemoteServers()
try {
  for (const testCase of readCases('localize').filter(({ name }) => name.includes(process.argv[2] ?? ''))) {
    const { settings, links, folder } = testCase
    const root = join(mkdtempSync(join(scratch, 'case-')), 'in')
    mkdirSync(root)
    writeTree(fillInTree(readTree(testCase), servers.tokens), links, root)
    const args = [settings.target ?? '.', settings.scope ?? '', settings.destination ?? ''].map((arg) =>
      fillIn(arg, servers.tokens),
    )
    const { exitCode, stdout, stderr } = await runProgram(program, args, root, servers.env)
    const mask = (text) => takeOut(text, servers.tokens).replaceAll(root, '{{ROOT}}')
    rmSync(join(folder, 'expected.json'), { force: true })
    rmSync(join(folder, 'expected.err'), { force: true })
    if (exitCode !== 0) {
      writeFileSync(join(folder, 'expected.err'), mask(stderr).replace(/\/\S*\/kustomize-\d+/g, '{{CLONE}}'))
      continue
    }
    const destination = stdout.toString()
    const bare = (text) => mask(text).replaceAll(servers.tokens['{{folder}}'].slice(1), '{{folder}}')
    const files = readdirSync(destination, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [bare(relative(destination, file)), bare(readFileSync(file, 'utf8'))])
    const expected = { destination: mask(destination), files: Object.fromEntries(files) }
    writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
  await servers.close()
}
