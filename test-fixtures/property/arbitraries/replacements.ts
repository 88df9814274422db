import fc from 'fast-check'
import { fields, type Manifest } from './manifest.ts'
import { fieldPath, isLeaf, type PathAndValue, pathsOf } from './mutate.ts'
import { pick, type Random, randomOf } from './random.ts'
import { structuredTexts } from './scalars.ts'
import { pickKnown, type Recipe, type Scene } from './scene.ts'
import { exactId, exactSelector, selectorFor } from './selectors.ts'
import { Plain, plainStyle, printDocuments, type Value, type ValueMap } from './yamlText.ts'

const model = fc.record({
  source: fc.nat(50),
  targets: fc.array(fc.nat(50), { minLength: 1, maxLength: 2 }),
  seed: fc.nat(0xffffff),
})

/** Chooses what is in nine of ten cases, always. */
const certain: Random = { below: () => 0, percent: (chance) => chance > 50 }

function hasContent(value: Value): boolean {
  return value !== null && (typeof value !== 'object' || value instanceof Plain || Object.keys(value).length > 0)
}

/** Whether a value of one sort may be put into a field without an error that everyone would expect. */
function suits({ path, value }: PathAndValue, leaf: boolean, isName: boolean): boolean {
  if (path[0] === 'metadata' && path[1] === 'name') return isName
  return leaf ? typeof value === 'string' : !isLeaf({ path, value }) && path[0] !== 'metadata'
}

/** The fields that some of the structured texts have, and some that none has. */
const innerPaths = ['a', 'b.c', 'l.0', 'l.[name=web].v', 'l.1.v', 'l.*', '0', '2.a', 'n', 'b', 'new', 'b.new']

export const replacement: fc.Arbitrary<Recipe<Value>> = model.map((parts) => (scene) => {
  const random = randomOf(parts.seed)
  const value = replacementOf(parts, scene, random)
  if (value === undefined || !random.percent(12)) return value
  const list = random.percent(50) ? [value] : value
  return { path: scene.file('replacement.yaml', printDocuments([list], { ...plainStyle, seed: random.below(999) })) }
})

function replacementOf(
  parts: { source: number; targets: number[] },
  scene: Scene,
  random: Random,
): ValueMap | undefined {
  const source = pickKnown(scene, parts.source)
  if (source === undefined) return undefined
  const { path, leaf, selector } = sourceOf(source, random, scene)
  const targets = parts.targets.map((which) =>
    target(pickKnown(scene, which)!, random, scene, leaf, path === 'metadata.name'),
  )
  if (random.percent(12)) return { sourceValue: pick(['fixed', '8080', 'true', 'a/b:c'], random.below(4)), targets }
  return { source: selector, targets }
}

function sourceOf(
  manifest: Manifest,
  random: Random,
  scene: Scene,
): { path: string; leaf: boolean; selector: ValueMap } {
  const all = pathsOf(manifest.document)
  const usable = all.filter(
    (entry) => hasContent(entry.value) && (isLeaf(entry) || (entry.path[0] !== 'metadata' && random.percent(10))),
  )
  const { path, value } = pick(usable, random.below(usable.length))
  const named = random.percent(20)
  const delimited = !named && typeof value === 'string' && random.percent(25)
  if (delimited) scene.note('replacements: source delimiter')
  const text = named ? 'metadata.name' : fieldPath(path, manifest.document, random).replaceAll('*', '0')
  const selector = fields({
    ...exactId(manifest, scene.daring ? random : certain),
    fieldPath: named ? undefined : text,
    options: delimited
      ? {
          delimiter: pick(['/', ':', '.', '-', ' '], random.below(5)),
          index: scene.daring ? pick([0, 0, 1, -1, 5], random.below(5)) : 0,
        }
      : undefined,
  })
  return { path: text, leaf: isLeaf({ path, value }), selector }
}

function target(manifest: Manifest, random: Random, scene: Scene, leaf: boolean, isName: boolean): ValueMap {
  const paths = pathsOf(manifest.document).filter(
    (entry) => entry.path.length > 1 && entry.path[1] !== 'namespace' && (scene.daring || suits(entry, leaf, isName)),
  )
  const count = 1 + random.below(2)
  const create = random.percent(25)
  const fieldPaths = Array.from({ length: count }, () => targetPath(manifest, paths, random, create, scene))
  const reject = random.percent(12) ? [selectorFor(manifest, random)] : undefined
  if (reject !== undefined) scene.note('replacements: reject')
  if (create) scene.note('replacements: create')
  const delimiter =
    (scene.daring || leaf) && random.percent(18) ? pick(['/', ':', '.', '-', ''], random.below(5)) : undefined
  const options = fields({
    create: create ? true : undefined,
    delimiter,
    index: delimiter === undefined ? undefined : pick([0, 1, -1, 9], random.below(4)),
  })
  return fields({
    select: scene.daring || random.percent(15) ? selectorFor(manifest, random) : exactSelector(manifest),
    reject,
    fieldPaths: isName && random.percent(40) ? undefined : fieldPaths,
    options: Object.keys(options).length === 0 ? undefined : options,
  })
}

function targetPath(
  manifest: Manifest,
  paths: ReturnType<typeof pathsOf>,
  random: Random,
  create: boolean,
  scene: Scene,
): string {
  if (paths.length === 0) return 'metadata.name'
  const structured = paths.filter(({ value }) => typeof value === 'string' && structuredTexts.includes(value))
  const inside = structured.length > 0 && random.percent(60)
  const candidates = inside ? structured : paths
  const { path } = pick(candidates, random.below(candidates.length))
  const text = fieldPath(path, manifest.document, random)
  if (text.includes('*')) scene.note('replacements: wildcard')
  if (inside) {
    scene.note('replacements: inside a text')
    return `${text}.${pick(innerPaths, random.below(innerPaths.length))}`
  }
  if (create && random.percent(60)) {
    const added = pick(
      [
        'metadata.annotations.added',
        'metadata.labels.[example.com/added]',
        'spec.added.deep',
        'spec.list.0',
        'spec.list.[name=new].value',
        'data.new',
      ],
      random.below(6),
    )
    return !scene.daring || random.percent(50)
      ? added
      : `${text}.${pick(['added', '0', '[name=new]', '*'], random.below(4))}`
  }
  if (scene.daring && random.percent(10)) return `${text}.nowhere`
  return text
}

/** An entry of the deprecated `vars`. */
export const variable: fc.Arbitrary<Recipe<Value>> = fc
  .record({ name: fc.constantFrom('NAME', 'HOST', 'PORT'), which: fc.nat(50), seed: fc.nat(0xffffff) })
  .map(({ name, which, seed }) => (scene) => {
    const manifest = pickKnown(scene, which)
    if (manifest === undefined || (scene.varNames.has(name) && !scene.daring)) return undefined
    scene.varNames.add(name)
    const random = randomOf(seed)
    const leaves = pathsOf(manifest.document).filter(
      (entry) => isLeaf(entry) && entry.path.every((part) => !/[./]/.test(String(part))),
    )
    const { path } = pick(leaves, random.below(leaves.length))
    const { kind, apiVersion, namespace } = manifest
    return fields({
      name,
      objref: fields({ kind, apiVersion, name: manifest.name, namespace: random.percent(50) ? namespace : undefined }),
      fieldref: random.percent(40)
        ? undefined
        : {
            fieldPath: path
              .map((part, index) => (typeof part === 'number' && index > 0 ? `[${part}]` : `.${part}`))
              .join('')
              .slice(1),
          },
    })
  })
