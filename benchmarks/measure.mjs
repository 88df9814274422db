// Runs processes, times them in turn, and says what the numbers amount to.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

// Loading a store of certificates would cost Node more than a whole build.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env

/**
 * Runs command lines one after the other.
 *
 * @param {string[][]} commands
 * @param {string} cwd
 * @param {{ memory?: boolean }} [options]
 * @returns {Promise<{ outputs: string[], ms: number, peakMb: number | undefined }>} the wall time of all, and the
 * largest peak of resident memory, where that was asked for
 */
export async function run(commands, cwd, { memory = false } = {}) {
  const outputs = []
  let ms = 0
  let peakMb
  for (const [command, ...args] of commands) {
    const start = performance.now()
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const watch = memory ? watchMemory(child.pid) : undefined
    const chunks = []
    const complaints = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => complaints.push(chunk))
    const status = await new Promise((done) => child.on('close', done))
    ms += performance.now() - start
    if (watch !== undefined) peakMb = Math.max(peakMb ?? 0, watch())
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${Buffer.concat(complaints)}`)
    outputs.push(Buffer.concat(chunks).toString())
  }
  return { outputs, ms, peakMb }
}

/**
 * Follows the high-water mark of a process's resident memory, which Linux keeps in /proc; the mark only rises, so
 * looking every few milliseconds misses at most what came in the last of them.
 */
function watchMemory(pid) {
  let peak = 0
  const look = () => {
    try {
      const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
      if (found !== null) peak = Number(found[1])
    } catch {
      // Not Linux, or the process has ended.
    }
  }
  const timer = setInterval(look, 2)
  return () => {
    clearInterval(timer)
    return peak / 1024
  }
}

/**
 * Measures peers in turn (A B C A B C), so that whatever else the machine does falls on all of them.
 *
 * @template T
 * @param {number} rounds
 * @param {readonly (() => Promise<number>)[]} measurements
 * @returns {Promise<Series[]>}
 */
export async function inTurn(rounds, measurements) {
  const series = measurements.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, measure] of measurements.entries()) series[i].push(await measure())
  }
  return series.map(summary)
}

/** @typedef {{ median: number, low: number, high: number, values: number[] }} Series */

/** @returns {Series} the median, and the quartiles as the spread */
export function summary(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))]
  return { median: at(0.5), low: at(0.25), high: at(0.75), values }
}

/** The median of the ratios of measurements that were taken together. */
export function ratio(a, b) {
  return summary(a.values.map((value, i) => value / b.values[i])).median
}
