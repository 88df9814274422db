// The engines as libraries, started in the same way in Node and in a browser. A host gives `importModule(name)`
// and `compile(name)` for what was built.
import { startJsWasm } from '../../packages/wasm-bench/src/jsWasm.mjs'
import { startWasip1 } from '../../packages/wasm-bench/src/wasip1.mjs'

/** @typedef {(files: Record<string, string>, target: string) => string | Promise<string>} Render */

export const engines = {
  async kust({ importModule }) {
    const { build, memoryFileSystem } = await importModule('core.mjs')
    return async (files, target) => (await build(target, { fileSystem: memoryFileSystem(files) })).yaml
  },
  async 'js/wasm'({ importModule, compile }) {
    await importModule('wasm_exec.js')
    return startJsWasm(await compile('js.wasm'))
  },
  async wasip1({ compile }) {
    return startWasip1(await compile('wasip1.wasm'))
  },
}

/**
 * Starts an engine, renders, and renders again.
 *
 * @returns {Promise<{ yaml: string, first: number, warm: number }>} milliseconds from nothing to the first result,
 * and the median of later ones
 */
export async function measureEngine(name, host, { files, target, warmRounds }) {
  const start = performance.now()
  const render = await engines[name](host)
  const yaml = await render(files, target)
  const first = performance.now() - start
  const times = []
  for (let i = 0; i < warmRounds; i++) {
    const from = performance.now()
    await render(files, target)
    times.push(performance.now() - from)
  }
  return { yaml, first, warm: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] }
}
