// Case 10: a living process that has rendered the whole fleet; one file changes, and the overlays that it affects are
// rendered again.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, createEngine } from '@kust/core'
import { diskFileSystem } from '@kust/core/node'
import { summary } from '../measure.mjs'
import { writeTree } from '../trees/disk.mjs'
import { fleet, fleetTargets } from '../trees/stacks.mjs'

const edits = 20

/** @returns {Promise<import('../measure.mjs').Series>} milliseconds for each affected overlay */
export async function measureWarm() {
  const files = fleet()
  const root = writeTree(files)
  const fileSystem = diskFileSystem({ workingDirectory: root })
  const engine = createEngine({ fileSystem })
  for (const target of fleetTargets()) await engine.build(target)
  const times = []
  for (let edit = 0; edit < edits; edit++) {
    const path = `apps/${edit}/base/all.yaml`
    writeFileSync(join(root, path), files[path].replaceAll('LOG_LEVEL: info', `LOG_LEVEL: edit-${edit}`))
    const affected = fleetTargets().filter((target) => target.startsWith(`apps/${edit}/`))
    for (const target of affected) {
      const start = performance.now()
      const { yaml } = await engine.build(target)
      times.push(performance.now() - start)
      if (!yaml.includes(`LOG_LEVEL: edit-${edit}`)) throw new Error(`${target} does not show the edit`)
    }
    const [target] = affected
    const { yaml } = await build(target, { fileSystem })
    if ((await engine.build(target)).yaml !== yaml) throw new Error(`${target} differs from a cold build`)
  }
  rmSync(root, { recursive: true })
  return summary(times)
}
