// Upstream's engine as GOOS=wasip1, a library with three functions (`go/main_wasip1.go`), and the little of WASI
// that Go's runtime asks for. For Node and browsers alike.

/**
 * Starts a compiled module. The result renders a target of a tree of files, given by absolute path.
 *
 * @param {WebAssembly.Module} module
 * @returns {Promise<(files: Record<string, string>, target: string) => string>}
 */
export async function startWasip1(module) {
  const bytes = () => new Uint8Array(exports.memory.buffer)
  const { exports } = await WebAssembly.instantiate(module, {
    wasi_snapshot_preview1: systemCalls(() => new DataView(exports.memory.buffer)),
  })
  exports._initialize()
  return (files, target) => {
    const request = new TextEncoder().encode(JSON.stringify({ files, target }))
    const address = exports.allocate(request.length) >>> 0
    bytes().set(request, address)
    const answer = exports.render() >>> 0
    const text = new TextDecoder().decode(bytes().subarray(answer + 1, answer + (exports.answerSize() >>> 0)))
    if (bytes()[answer] !== 0) throw new Error(text)
    return text
  }
}

const success = 0
const badDescriptor = 8
const notSupported = 58

function systemCalls(memory) {
  const noStrings = (count, size) => {
    memory().setUint32(count, 0, true)
    memory().setUint32(size, 0, true)
    return success
  }
  const calls = {
    args_get: () => success,
    args_sizes_get: noStrings,
    environ_get: () => success,
    environ_sizes_get: noStrings,
    clock_time_get: (_clock, _precision, result) => {
      memory().setBigUint64(result, BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6)), true)
      return success
    },
    random_get: (address, length) => {
      globalThis.crypto.getRandomValues(new Uint8Array(memory().buffer, address, length))
      return success
    },
    // Whatever the runtime prints is dropped, but counts as written.
    fd_write: (_descriptor, vectors, count, written) => {
      let total = 0
      for (let i = 0; i < count; i++) total += memory().getUint32(vectors + 8 * i + 4, true)
      memory().setUint32(written, total, true)
      return success
    },
    fd_prestat_get: () => badDescriptor,
    sched_yield: () => success,
    poll_oneoff: (_subscriptions, _events, count, result) => {
      memory().setUint32(result, count, true)
      return success
    },
    proc_exit: (status) => {
      throw new Error(`upstream stopped with status ${status}`)
    },
  }
  return new Proxy(calls, { get: (known, name) => known[name] ?? (() => notSupported) })
}
