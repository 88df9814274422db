import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { goldenElsewhere, goldenUnusable } from './errors.ts'
import type { Overlay } from './overlays.ts'

/** What an overlay is expected to render to, if somebody has said so. */
export function readGolden(overlay: Overlay): string | undefined {
  refuseLinks(overlay)
  try {
    return existsSync(overlay.golden) ? readFileSync(overlay.golden, 'utf8') : undefined
  } catch (error) {
    throw goldenUnusable(overlay.golden, (error as Error).message)
  }
}

export function writeGolden(overlay: Overlay, yaml: string): void {
  refuseLinks(overlay)
  try {
    mkdirSync(dirname(overlay.golden), { recursive: true })
    writeFileSync(overlay.golden, yaml)
  } catch (error) {
    throw goldenUnusable(overlay.golden, (error as Error).message)
  }
}

/** In an untrusted tree, a link could have any file of the machine shown in a difference, or written over. */
function refuseLinks({ golden, project }: Overlay): void {
  for (let path = golden; path !== project.root; path = dirname(path)) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) throw goldenElsewhere(golden)
  }
}
