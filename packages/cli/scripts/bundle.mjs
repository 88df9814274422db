// Makes the command a folder without dependencies: `program.js` is nearly all of it, `libraries` what few runs need,
// and `kust.js` starts them quickly.
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

const shared = {
  bundle: true,
  minify: true,
  // Neutral, so that libraries give their ES modules; what is Node's own stays outside.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['node:*'],
  target: 'node20.19',
  // Node starts CommonJS in half the time.
  format: 'cjs',
  conditions: ['kust-source'],
  logLevel: 'warning',
}

/** Two fifths of all the code; a program that does not have to be read starts sooner. */
const libraries = /^(picomatch|re2js|yaml)$/

/** What `launch.ts` calls with what a file needs; nothing of the file stands outside. */
const wrapped = {
  ...shared,
  banner: { js: '(function (require, module, start) {' },
  footer: { js: '})' },
  write: false,
}

/** Has the program load each library from a file of its own, and notes where they are. */
function librariesApart(paths) {
  return {
    name: 'libraries-apart',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: libraries }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData?.isKnown) return undefined
        paths[path] = (await resolve(path, { resolveDir, kind, pluginData: { isKnown: true } })).path
        return { path, namespace: 'apart' }
      })
      onResolve({ filter: /./, namespace: 'apart' }, ({ path }) => ({ path, external: true }))
      onLoad({ filter: /./, namespace: 'apart' }, ({ path }) => ({
        contents: `module.exports = require('./libraries/${path}.js')`,
      }))
    },
  }
}

/** Writes the command into a folder. */
export async function bundle(folder) {
  const paths = {}
  const results = [
    await build({
      ...wrapped,
      entryPoints: [`${root}/src/main.ts`],
      outfile: `${folder}/program.js`,
      plugins: [librariesApart(paths)],
    }),
  ]
  for (const [name, path] of Object.entries(paths)) {
    results.push(await build({ ...wrapped, entryPoints: [path], outfile: `${folder}/libraries/${name}.js` }))
  }
  const hash = createHash('sha256')
  for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, contents)
    hash.update(contents)
  }
  writeFileSync(`${folder}/package.json`, '{ "type": "commonjs" }\n')
  await build({
    ...shared,
    entryPoints: [`${root}/src/launch.ts`],
    outfile: `${folder}/kust.js`,
    define: { programHash: JSON.stringify(hash.digest('hex').slice(0, 16)) },
    banner: { js: '#!/usr/bin/env node' },
  })
  chmodSync(`${folder}/kust.js`, 0o755)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(`${root}/dist`)
