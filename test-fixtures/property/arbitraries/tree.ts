import fc from 'fast-check'
import { type KustomizationModel, kustomizationModel, settleFields, settleGenerators } from './kustomization.ts'
import type { Manifest } from './manifest.ts'
import { printResourceFile, type ResourceFile, resourceFile, style } from './resourceFile.ts'
import type { Scene } from './scene.ts'
import { printDocuments, type Style, type Value, type ValueMap } from './yamlText.ts'

/** A tree of files, the kustomization to build in it, and the features it uses. */
export interface TreeCase {
  readonly files: Readonly<Record<string, string>>
  readonly target: string
  readonly features: readonly string[]
}

interface Layer {
  readonly kustomization: KustomizationModel
  readonly resources: readonly ResourceFile[]
  readonly style: Style
  readonly fileName: number
  /** Which of the layers above names this one. */
  readonly parent: number
  /** Whether another layer names it too. */
  readonly shared: number
  readonly component: number
  readonly bases: number
  readonly allowCollisions: number
}

const layer: fc.Arbitrary<Layer> = fc.record({
  kustomization: kustomizationModel,
  resources: fc.array(resourceFile, { maxLength: 2 }),
  style,
  fileName: fc.nat(20),
  parent: fc.nat(10),
  shared: fc.nat(7),
  component: fc.nat(3),
  bases: fc.nat(12),
  allowCollisions: fc.nat(30),
})

/** A tree of one to four kustomizations. */
export const tree: fc.Arbitrary<TreeCase> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.array(layer, { minLength: 1, maxLength: 1 }) },
      { weight: 4, arbitrary: fc.array(layer, { minLength: 2, maxLength: 2 }) },
      { weight: 3, arbitrary: fc.array(layer, { minLength: 3, maxLength: 4 }) },
    ),
    fc.nat(9),
  )
  .map(([layers, daring]) => assemble(layers, daring > 8))

interface Assembly {
  readonly layers: readonly Layer[]
  readonly files: Record<string, string>
  readonly features: Set<string>
  /** The layers that each layer names, by number. */
  readonly children: readonly (readonly number[])[]
  readonly written: Map<number, readonly Manifest[]>
  /** The ids that some layer has; most layers add only others, lest they collide further up. */
  readonly taken: Set<string>
  /** The layers that need a prefix, for what is below them is there twice. */
  readonly renaming: Set<number>
  readonly daring: boolean
  readonly varNames: Set<string>
}

function assemble(layers: readonly Layer[], daring: boolean): TreeCase {
  const children: number[][] = layers.map(() => [])
  const renaming = new Set<number>()
  for (const [index, { parent, shared }] of layers.entries()) {
    if (index === 0) continue
    children[parent % index]!.push(index)
    // A second way to the same layer makes a diamond.
    const other = (parent + 1) % index
    if (shared < 7 || other === parent % index) continue
    children[other]!.push(index)
    renaming.add(other).add(parent % index)
  }
  const features = new Set<string>(renaming.size > 0 ? ['diamond'] : [])
  const assembly: Assembly = {
    layers,
    files: {},
    features,
    children,
    written: new Map(),
    taken: new Set(),
    renaming,
    daring,
    varNames: new Set(),
  }
  writeLayer(0, assembly, [])
  return { files: assembly.files, target: folderOf(0, assembly), features: [...assembly.features].sort() }
}

function folderOf(index: number, { layers }: Assembly): string {
  if (index === 0) return layers.length > 1 ? 'overlay' : '.'
  return `${isComponent(layers[index]!) ? 'component' : 'base'}${index}`
}

function isComponent({ component }: Layer): boolean {
  return component === 3
}

/** Writes a layer and those below; tells the objects it accumulates. Components see their parent's. */
function writeLayer(index: number, assembly: Assembly, above: readonly Manifest[]): readonly Manifest[] {
  const before = assembly.written.get(index)
  // A layer that is named twice stands on disk once. What it would find the second time is close enough.
  if (before !== undefined) return before
  assembly.written.set(index, [])
  const layer = assembly.layers[index]!
  const folder = folderOf(index, assembly)
  const below = assembly.children[index]!
  let known: readonly Manifest[] = isComponent(layer) && index > 0 ? above : []
  const resources: string[] = []
  const bases: string[] = []
  for (const child of below.filter((child) => !isComponent(assembly.layers[child]!))) {
    const added = writeLayer(child, assembly, [])
    known = [...known, ...added]
    const list = layer.bases === 12 ? bases : resources
    list.push(`../${folderOf(child, assembly)}`)
  }
  const scene: Scene = {
    known: [],
    daring: assembly.daring,
    varNames: assembly.varNames,
    file: fileWriter(folder, assembly),
    note: (feature) => assembly.features.add(feature),
  }
  const ownIds = new Set(known.map(idOf))
  for (const file of layer.resources) {
    const added =
      assembly.daring && layer.allowCollisions === 30
        ? file.manifests
        : fresh(file.manifests, layer.allowCollisions > 25 ? ownIds : assembly.taken)
    known = [...known, ...added]
    for (const manifest of added) assembly.taken.add(idOf(manifest))
    if (added.length === 0) continue
    resources.push(scene.file('resources.yaml', printResourceFile({ ...file, manifests: added })))
    noteFile(file, added, assembly)
  }
  const generated = settleGenerators(layer.kustomization, { ...scene, known })
  known = generated.scene.known
  const components: string[] = []
  for (const child of below.filter((child) => isComponent(assembly.layers[child]!))) {
    known = writeLayer(child, assembly, known)
    components.push(`../${folderOf(child, assembly)}`)
  }
  const settled = settleFields(layer.kustomization, { ...scene, known })
  if (index > 0 && assembly.renaming.has(index)) settled.namePrefix ??= `l${index}-`
  writeKustomization(index, assembly, lists({ resources, bases, components }), { ...generated.settled, ...settled })
  assembly.written.set(index, known)
  return known
}

function lists(all: Record<string, string[]>): ValueMap {
  return Object.fromEntries(Object.entries(all).filter(([, list]) => list.length > 0))
}

function writeKustomization(index: number, assembly: Assembly, paths: ValueMap, settled: ValueMap): void {
  const layer = assembly.layers[index]!
  const folder = folderOf(index, assembly)
  const isPart = isComponent(layer) && index > 0
  const head: ValueMap = isPart
    ? { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' }
    : layer.fileName % 2 === 0
      ? {}
      : { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' }
  const document: ValueMap = { ...head, ...paths, ...settled }
  if (Object.keys(document).length === Object.keys(head).length) document.resources = []
  const name =
    layer.fileName === 20 ? 'Kustomization' : layer.fileName === 19 ? 'kustomization.yml' : 'kustomization.yaml'
  assembly.files[join(folder, name)] = printDocuments([document as Value], layer.style)
  for (const key of Object.keys(document)) assembly.features.add(key)
  noteFlags(document, assembly)
}

function noteFlags(document: ValueMap, { features }: Assembly): void {
  for (const entry of (document.labels ?? []) as ValueMap[]) {
    for (const flag of ['includeSelectors', 'includeTemplates', 'fields'])
      if (entry[flag]) features.add(`labels: ${flag}`)
  }
}

function noteFile(file: ResourceFile, added: readonly Manifest[], { features }: Assembly): void {
  for (const { kind } of added) features.add(`kind ${kind}`)
  if (file.asList !== undefined) features.add('list kinds')
  if (file.style.json && added.length === 1) features.add('style: json')
  if (file.style.crlf) features.add('style: crlf')
  if (file.style.anchors) features.add('style: anchors')
}

/** The objects whose ids are not taken yet; theirs then are. */
function fresh(manifests: readonly Manifest[], taken: Set<string>): readonly Manifest[] {
  return manifests.filter((manifest) => {
    const id = idOf(manifest)
    if (taken.has(id)) return false
    taken.add(id)
    return true
  })
}

function idOf({ apiVersion, kind, name, namespace }: Manifest): string {
  return [apiVersion, kind, name, namespace ?? 'default'].join('|')
}

function fileWriter(folder: string, { files }: Assembly): (name: string, text: string) => string {
  return (name, text) => {
    const dot = name.lastIndexOf('.')
    let free = name
    for (let number = 2; files[join(folder, free)] !== undefined; number++)
      free = `${name.slice(0, dot)}-${number}${name.slice(dot)}`
    files[join(folder, free)] = text
    return free
  }
}

function join(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`
}
