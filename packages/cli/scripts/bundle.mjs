// Makes the command one file: it starts faster, and installs without dependencies. `bundle.mjs [FILE]`
import { chmodSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const outfile = process.argv[2] ?? `${root}/dist/kust.js`

await build({
  entryPoints: [`${root}/src/main.ts`],
  outfile,
  bundle: true,
  minify: true,
  // Neutral, so that libraries give their ES modules; what is Node's own stays outside.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['node:*'],
  target: 'node20.19',
  format: 'esm',
  conditions: ['kust-source'],
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
})
chmodSync(outfile, 0o755)
