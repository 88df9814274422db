// What does not depend on the machine: how often the engine does things, by V8's own exact count of calls.
import { Session } from 'node:inspector/promises'
import { build, memoryFileSystem } from '@kust/core'
import { workloads } from './trees/workloads.mjs'

/**
 * Throws unless every file is read once, every document is read once and every resource is printed once, and all
 * calls together grow as the resources do.
 */
export async function checkCounts() {
  const small = await countsOf(300)
  const large = await countsOf(600)
  for (const [count, { reads, calls }] of [
    [300, small],
    [600, large],
  ]) {
    for (const [path, times] of reads) expect(times === 1, `${path} was read ${times} times`)
    // One kustomization file in the base, one in the overlay, and the manifests.
    expect(calls.get('readDocument') === count + 2, `${calls.get('readDocument')} documents were read`)
    expect(calls.get('printYaml') === count, `${calls.get('printYaml')} resources were printed`)
  }
  const growth = total(large.calls) / total(small.calls)
  expect(growth < 2.1, `twice the resources take ${growth.toFixed(2)} times the calls`)
  return { calls: total(small.calls), growth }
}

async function countsOf(count) {
  const memory = memoryFileSystem(workloads(count))
  const reads = new Map()
  const fileSystem = {
    ...memory,
    readFile: (path) => {
      reads.set(path, (reads.get(path) ?? 0) + 1)
      return memory.readFile(path)
    },
  }
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  await session.post('Profiler.takePreciseCoverage')
  await build('overlay', { fileSystem })
  const { result } = await session.post('Profiler.takePreciseCoverage')
  await session.post('Profiler.stopPreciseCoverage')
  session.disconnect()
  const calls = new Map()
  for (const { url, functions } of result) {
    if (!url.includes('/packages/core/')) continue
    for (const { functionName, ranges } of functions) {
      calls.set(functionName, (calls.get(functionName) ?? 0) + ranges[0].count)
    }
  }
  return { reads, calls }
}

function total(calls) {
  return [...calls.values()].reduce((a, b) => a + b, 0)
}

function expect(holds, message) {
  if (!holds) throw new Error(message)
}
