// Makes the command two files without dependencies: `program.js` is all of it, `kust.js` starts that quickly.
import { createHash } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

const shared = {
  bundle: true,
  minify: !process.env.NOMIN,
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

const { outputFiles } = await build({
  ...shared,
  entryPoints: [`${root}/src/main.ts`],
  outfile: `${root}/dist/program.js`,
  write: false,
})
const [program] = outputFiles
writeFileSync(program.path, program.contents)
writeFileSync(`${root}/dist/package.json`, '{ "type": "commonjs" }\n')

const programHash = createHash('sha256').update(program.contents).digest('hex').slice(0, 16)
await build({
  ...shared,
  entryPoints: [`${root}/src/launch.ts`],
  outfile: `${root}/dist/kust.js`,
  define: { programHash: JSON.stringify(programHash) },
  banner: { js: '#!/usr/bin/env node' },
})
chmodSync(`${root}/dist/kust.js`, 0o755)
