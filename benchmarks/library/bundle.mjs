// The default entry of @kust/core as browsers would get it, and what is shipped in bytes.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Writes `core.mjs` (and upstream's modules, if there are any) into a folder. */
export async function bundleLibrary(folder, wasm) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { metafile } = await build({
    entryPoints: { core: fileURLToPath(new URL('../../packages/core/src/index.ts', import.meta.url)) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    splitting: true,
    metafile: true,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['kust-source'],
    target: 'es2023',
    logLevel: 'warning',
  })
  const start = startFiles(metafile, join(folder, 'core.mjs'))
  const later = Object.keys(metafile.outputs)
    .map((path) => basename(path))
    .filter((name) => !start.includes(name))
  const shipped = { kust: start, 'kust, libraries that few builds load': later }
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

/** A bundle's entry, and what that cannot start without. */
function startFiles({ outputs }, entry) {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]))
  const files = [basename(entry)]
  for (const file of files) {
    for (const { path, kind } of byName.get(file).imports) {
      if (kind === 'import-statement' && !files.includes(basename(path))) files.push(basename(path))
    }
  }
  return files
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0)
}
