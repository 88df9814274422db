// The commands that are measured. Each renders targets of a tree in its own way: kust all in one process, the
// others one process for each.
import { fileURLToPath } from 'node:url'
import { installGoCommand } from '@kust/wasm-bench/build'
import { referenceKubectl } from '../test-fixtures/scripts/reference.mjs'

const cache = fileURLToPath(new URL('../node_modules/.cache/kust/bin', import.meta.url))

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {(targets: readonly string[]) => string[][]} commands the processes, each as its command line
 */

/** @type {Peer} */
export const kust = {
  name: 'kust',
  commands: (targets) => [
    [process.execPath, fileURLToPath(new URL('../packages/cli/dist/kust.js', import.meta.url)), 'build', ...targets],
  ],
}

/** @returns {Peer[]} kubectl, and the kustomize command where there is a Go to build it with */
export function references({ withKustomize }) {
  const kubectl = referenceKubectl()
  const peers = [{ name: 'kubectl', commands: (targets) => targets.map((target) => [kubectl, 'kustomize', target]) }]
  const kustomize = withKustomize && installGoCommand('sigs.k8s.io/kustomize/kustomize/v5', 'v5.8.1', cache)
  if (kustomize) {
    peers.push({ name: 'kustomize', commands: (targets) => targets.map((target) => [kustomize, 'build', target]) })
  }
  return peers
}

/** A process that does nothing: what of a time is Node's own. */
export const bareNode = { name: 'node -e 0', commands: () => [[process.execPath, '-e', '0']] }
