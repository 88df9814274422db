// The trees that are timed as whole commands. `bar` is the ratio to kubectl that is to hold.
import { fileURLToPath } from 'node:url'
import { crdManifest } from './trees/crds.mjs'
import { readTree } from './trees/disk.mjs'
import { deepStack, fleet, fleetTargets } from './trees/stacks.mjs'
import { generated, patched, replaced, workloads } from './trees/workloads.mjs'

const example = () => readTree(fileURLToPath(new URL('../examples/multi-environment', import.meta.url)))

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} name
 * @property {() => Record<string, string>} files contents by path
 * @property {readonly string[]} targets rendered by one command of kust, by one process each of the others
 * @property {number} rounds 0 where one is too long to be run twice
 * @property {number} [bar]
 * @property {boolean} [memory] whether the peak memory is measured too
 * @property {boolean} [quick] whether it is part of the short form
 */

/** @type {readonly Case[]} */
export const cases = [
  { id: '1', name: 'tiny: the example without its patch', files: unpatched, ...on('overlays/dev', 15, 0.95) },
  { id: '2', name: 'the example, with a strategic-merge patch', files: example, ...on('overlays/dev', 15, 0.4) },
  { id: '3a', name: 'a manifest of 1.9 MB', files: () => big(''), ...on('.', 9, 0.12) },
  {
    id: '3b',
    name: 'the same with namespace and labels',
    files: () => big('namespace: team\nlabels:\n- pairs: {env: prod}\n'),
    ...on('.', 9, 0.12),
  },
  ...[300, 600, 1200, 2400].map((count) => ({
    id: `4-${count}`,
    name: `${count} resources, prefix, namespace, labels, images, references`,
    files: () => workloads(count),
    ...on('overlay', count < 1000 ? 5 : 2, count === 2400 ? 0.01 : undefined),
    quick: count === 300,
    memory: count === 2400,
  })),
  { id: '5', name: '500 patches on 500 resources', files: () => patched(500), ...on('overlay', 5, 0.15) },
  { id: '6', name: '200 replacements and 100 vars over 500 resources', files: replaced, ...on('.', 5, 0.15) },
  { id: '7', name: '300 generated ConfigMaps, hashed and referred to', files: generated, ...on('.', 5, 0.15) },
  { id: '8', name: 'ten overlays, one on the other', files: () => deepStack(), ...on('level-9', 7, 0.15) },
  {
    id: '9',
    name: 'a fleet: 40 applications x 25 overlays',
    files: () => fleet(),
    targets: fleetTargets(),
    rounds: 0,
    bar: 0.02,
    quick: false,
  },
  {
    id: '9-small',
    name: 'a small fleet: 3 applications x 4 overlays',
    files: () => fleet(3, 4),
    targets: fleetTargets(3, 4),
    rounds: 3,
    quick: true,
  },
]

function on(target, rounds, bar) {
  return { targets: [target], rounds, quick: true, ...(bar !== undefined && { bar }) }
}

function unpatched() {
  const files = example()
  const file = 'overlays/dev/kustomization.yaml'
  return { ...files, [file]: files[file].replace('patches:\n- path: patch-deployment.yaml\n', '') }
}

function big(fields) {
  return { 'install.yaml': crdManifest(), 'kustomization.yaml': `resources: [install.yaml]\n${fields}` }
}
