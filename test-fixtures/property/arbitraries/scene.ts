import type { Manifest } from './manifest.ts'
import { pick } from './random.ts'

/** What a kustomization is written for: the objects it will see, and the folder its files go to. */
export interface Scene {
  /** The objects accumulated when the kustomization's own fields act, under their original ids. */
  readonly known: readonly Manifest[]
  /** Whether the tree may well be refused; in others, what is written suits what is there. */
  readonly daring: boolean
  /** The names of vars that are in use somewhere in the tree. */
  readonly varNames: Set<string>
  /** Writes a file beside the kustomization and tells the path to name it by. */
  file(name: string, text: string): string
  /** Notes that a feature is used, for the tally. */
  note(feature: string): void
}

/** A part of a kustomization that is settled once its scene is known; undefined if nothing there suits it. */
export type Recipe<T> = (scene: Scene) => T | undefined

/** The object that a number picks, among those that suit. */
export function pickKnown(
  scene: Scene,
  number: number,
  suits: (manifest: Manifest) => boolean = () => true,
): Manifest | undefined {
  const suitable = scene.known.filter(suits)
  return suitable.length === 0 ? undefined : pick(suitable, number)
}

/** Settles a list of recipes; undefined if none has an answer, so that the field is left out. */
export function settle<T>(recipes: readonly Recipe<T>[], scene: Scene): T[] | undefined {
  const settled = recipes.map((recipe) => recipe(scene)).filter((part) => part !== undefined)
  return settled.length === 0 ? undefined : settled
}
