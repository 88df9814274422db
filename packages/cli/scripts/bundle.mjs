// Makes the command two files without dependencies: `program.js` is all of it, `kust.js` starts that quickly.
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
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

/** Writes the command into a folder. */
export async function bundle(folder) {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [`${root}/src/main.ts`],
    outfile: `${folder}/program.js`,
    write: false,
  })
  const [program] = outputFiles
  mkdirSync(folder, { recursive: true })
  writeFileSync(program.path, program.contents)
  writeFileSync(`${folder}/package.json`, '{ "type": "commonjs" }\n')
  const programHash = createHash('sha256').update(program.contents).digest('hex').slice(0, 16)
  await build({
    ...shared,
    entryPoints: [`${root}/src/launch.ts`],
    outfile: `${folder}/kust.js`,
    define: { programHash: JSON.stringify(programHash) },
    banner: { js: '#!/usr/bin/env node' },
  })
  chmodSync(`${folder}/kust.js`, 0o755)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(`${root}/dist`)
