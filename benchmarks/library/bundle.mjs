// The default entry of @kust/core as browsers would get it, and what is shipped in bytes.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Writes `core.mjs` (and upstream's modules, if there are any) into a folder. */
export async function bundleLibrary(folder, wasm) {
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: [fileURLToPath(new URL('../../packages/core/src/index.ts', import.meta.url))],
    outfile: join(folder, 'core.mjs'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['kust-source'],
    target: 'es2023',
    logLevel: 'warning',
  })
  const shipped = { kust: ['core.mjs'] }
  if (wasm !== undefined) {
    copyFileSync(wasm.jsWasm, join(folder, 'js.wasm'))
    copyFileSync(wasm.wasmExec, join(folder, 'wasm_exec.js'))
    copyFileSync(wasm.wasip1, join(folder, 'wasip1.wasm'))
    Object.assign(shipped, { 'js/wasm': ['js.wasm', 'wasm_exec.js'], wasip1: ['wasip1.wasm'] })
  }
  return Object.entries(shipped).map(([engine, files]) => ({
    engine,
    bytes: sum(files.map((file) => readFileSync(join(folder, file)).length)),
    gzipped: sum(files.map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length)),
  }))
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0)
}
