// Upstream's engine as GOOS=js: Go's glue (`wasm_exec.js`, which must have been run before) puts
// `upstreamBuild` onto the global object. For Node and browsers alike.

/**
 * Starts a compiled module. The result renders a target of a tree of files, given by absolute path.
 *
 * @param {WebAssembly.Module} module
 * @returns {Promise<(files: Record<string, string>, target: string) => string>}
 */
export async function startJsWasm(module) {
  const go = new globalThis.Go()
  go.run(await WebAssembly.instantiate(module, go.importObject))
  const { upstreamBuild } = globalThis
  return (files, target) => {
    const { yaml, error } = upstreamBuild(files, target)
    if (error !== undefined) throw new Error(error)
    return yaml
  }
}
