import type { Selector } from '@kust/core'
import {
  getField,
  isDeleted,
  type LoadedKustomization,
  type Place,
  placeOf,
  printJson,
  type Resource,
  type Step,
  textOf,
  type Watcher,
} from '@kust/core/inspect'
import { isLocal, placeKey } from '../places.ts'
import { type Effects, noteEffect } from './effects.ts'
import { fingerprint, isSketched, type Sketch, sketch } from './fingerprint.ts'
import { noteTargets, type UnmatchedTarget } from './replacementTargets.ts'
import { type SelectorChange, selectedLabels, selectorChanges } from './selectorChanges.ts'
import { type LostService, lostServices, type Selection, selectionOf } from './services.ts'

/** What is known of all builds together. */
export interface Observations {
  readonly kustomizations: Map<string, LoadedKustomization>
  readonly effects: Effects
  readonly targets: Map<string, UnmatchedTarget | 'matched'>
  readonly selectorChanges: Map<string, SelectorChange>
}

export interface BuildWatcher extends Watcher {
  /** The resources as the build left them. */
  readonly resources: () => readonly Resource[]
  readonly lostServices: () => LostService[]
}

/** A resource as it was after the step before. */
interface Seen {
  sketch: Sketch
  content: string | undefined
  identity: string
  selected: ReadonlyMap<string, string> | undefined
  /** The kustomization file that brought it. */
  readonly broughtBy: string | undefined
}

export function watchBuild(all: Observations): BuildWatcher {
  const seen = new Map<Resource, Seen>()
  const loadedAs = new Map<Resource, Selection>()
  const patchTargets = new Map<string, Selector>()
  const trees = new Map<string, LoadedKustomization>()
  let last: readonly Resource[] = []

  function step(step: Step, resources: readonly Resource[]): void {
    last = resources
    const { changed, identitiesChanged } = compare(step, resources)
    noteEffect(all.effects, step, changed, resources, (place) => patchTargets.get(placeKey(place)))
    if (step.kind === 'ReplacementTransformer' && !identitiesChanged) {
      const kustomization = trees.get(step.place?.source?.path ?? '')
      if (kustomization !== undefined) noteTargets(all.targets, kustomization, resources)
    }
  }

  function compare(step: Step, resources: readonly Resource[]): { changed: boolean; identitiesChanged: boolean } {
    let changed = false
    let identitiesChanged = false
    for (const resource of resources) {
      const before = seen.get(resource)
      if (before !== undefined && isSketched(resource.manifest, before.sketch)) continue
      const now = sketch(resource.manifest)
      const content = fingerprint(resource)
      if (before !== undefined && content !== undefined && before.content === content) {
        before.sketch = now
        continue
      }
      changed = true
      const selected = isDeleted(resource) ? undefined : selectedLabels(resource)
      const identity = identityOf(resource)
      if (before === undefined) {
        seen.set(resource, { sketch: now, content, identity, selected, broughtBy: step.place?.source?.path })
        loadedAs.set(resource, selectionOf(resource))
        continue
      }
      identitiesChanged ||= before.identity !== identity
      const file = step.place?.source?.path ?? ''
      if (step.kind === 'LabelTransformer' && before.broughtBy !== file && trees.has(file))
        noteSelectorChange(step, resource, before.selected, selected)
      Object.assign(before, { sketch: now, content, identity, selected })
    }
    if (step.kind.endsWith('Transformer') && deletedSince(resources)) changed = true
    return { changed, identitiesChanged }
  }

  /** What a patch deletes is no longer among the resources. */
  function deletedSince(resources: readonly Resource[]): boolean {
    let found = false
    const now = new Set(resources)
    for (const [resource, state] of seen) {
      if (now.has(resource) || !isDeleted(resource) || state.content === '') continue
      state.content = ''
      found = true
    }
    return found
  }

  function noteSelectorChange(
    step: Step,
    resource: Resource,
    before: ReadonlyMap<string, string> | undefined,
    after: ReadonlyMap<string, string> | undefined,
  ): void {
    if (before === undefined || after === undefined) return
    for (const change of selectorChanges(step, resource, before, after)) {
      all.selectorChanges.set(`${placeKey(change.place)} ${change.workload} ${change.label}`, change)
    }
  }

  function loaded(root: LoadedKustomization): void {
    for (const kustomization of treeOf(root)) {
      const { path } = kustomization.file
      trees.set(path, kustomization)
      if (isLocal(path)) all.kustomizations.set(path, kustomization)
      for (const [place, target] of targetsIn(kustomization)) patchTargets.set(placeKey(place), target)
    }
  }

  return { loaded, step, resources: () => last, lostServices: () => lostServices(last, loadedAs) }
}

function* targetsIn({ node, kustomization }: LoadedKustomization): Generator<[Place, Selector]> {
  for (const field of ['patches', 'patchesJson6902'] as const) {
    for (const [i, { target }] of (kustomization[field] ?? []).entries())
      if (target !== undefined) yield [placeOf(node, [field, i]), target]
  }
}

function treeOf(root: LoadedKustomization): LoadedKustomization[] {
  const { resources, components, generators, transformers, validators } = root
  const children = [resources, components, generators, transformers, validators]
    .flat()
    .flatMap((entry) => (entry.kind === 'directory' ? [entry.loaded] : []))
  return [root, ...children.flatMap(treeOf)]
}

/** What selectors look at. */
function identityOf({ manifest }: Resource): string {
  const metadata = getField(manifest, 'metadata')
  const parts = ['name', 'namespace', 'labels', 'annotations'].map((field) => {
    const value = getField(metadata, field)
    return value === undefined ? '' : value.kind === 'scalar' ? value.value : safeJson(value)
  })
  return [textOf(getField(manifest, 'apiVersion')), textOf(getField(manifest, 'kind')), ...parts].join('\n')
}

function safeJson(node: Parameters<typeof printJson>[0]): string {
  try {
    return printJson(node)
  } catch {
    return ''
  }
}
