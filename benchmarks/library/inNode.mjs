// A process that measures one engine: `node inNode.mjs ENGINE FOLDER`, the input as JSON on standard input.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { measureEngine } from './engines.mjs'

const [engine, folder] = process.argv.slice(2)
const host = {
  importModule: (name) => import(pathToFileURL(join(folder, name)).href),
  compile: (name) => WebAssembly.compile(readFileSync(join(folder, name))),
}
const measured = await measureEngine(engine, host, JSON.parse(readFileSync(0, 'utf8')))
// Go's runtime would keep the process alive.
process.stdout.write(`\n${JSON.stringify(measured)}\n`, () => process.exit(0))
