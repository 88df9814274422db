import fc from 'fast-check'
import { fields, type Manifest } from './manifest.ts'
import { jsonPatchOps, patchBody } from './mutate.ts'
import { pick, type Random, randomOf } from './random.ts'
import { pickKnown, type Recipe } from './scene.ts'
import { exactSelector, selectorFor } from './selectors.ts'
import { plainStyle, printDocuments, type Value, type ValueMap } from './yamlText.ts'

interface PatchModel {
  readonly which: number
  readonly seed: number
  readonly style: number
}

const model: fc.Arbitrary<PatchModel> = fc.record({ which: fc.nat(50), seed: fc.nat(0xffffff), style: fc.nat(0xffff) })

function strategicMerge(manifest: Manifest, random: Random, daring: boolean): ValueMap {
  const { apiVersion, kind, name, namespace, document } = manifest
  const missing = daring && random.percent(10)
  const metadata = fields({ name: missing ? 'nobody' : name, namespace })
  const body = random.percent(3)
    ? { $patch: pick(['delete', 'replace'], random.below(2)) }
    : patchBody(document, random)
  const { metadata: extra, ...rest } = body
  return { apiVersion, kind, metadata: { ...metadata, ...((extra ?? {}) as ValueMap) }, ...rest }
}

function jsonPatchText(manifest: Manifest, random: Random, style: number, daring: boolean): string {
  const ops = jsonPatchOps(manifest.document, random, daring)
  return printDocuments([ops as Value], { ...plainStyle, seed: style, json: random.percent(30) })
}

/** An entry of `patches`. */
export const patch: fc.Arbitrary<Recipe<Value>> = model.map(({ which, seed, style }) => (scene) => {
  const manifest = pickKnown(scene, which)
  if (manifest === undefined) return undefined
  const random = randomOf(seed)
  const json = random.percent(45)
  const wide = scene.daring || (!json && random.percent(30))
  const target =
    json || random.percent(35) ? (wide ? selectorFor(manifest, random) : exactSelector(manifest)) : undefined
  scene.note(json ? 'patches: json6902' : target === undefined ? 'patches: merge' : 'patches: merge with target')
  const other = target !== undefined && random.percent(10)
  const documents = json
    ? []
    : [strategicMerge(other ? { ...manifest, name: 'other' } : manifest, random, scene.daring)]
  const second = target === undefined && !json && random.percent(6) ? pickKnown(scene, which + 1) : undefined
  if (second !== undefined) documents.push(strategicMerge(second, random, scene.daring))
  const text = json
    ? jsonPatchText(manifest, random, style, scene.daring)
    : printDocuments(documents, { ...plainStyle, seed: style, anchors: random.percent(5) })
  const options =
    json || !random.percent(8)
      ? undefined
      : pick<Value>(
          [{ allowNameChange: true }, { allowKindChange: true }, { allowNameChange: true, allowKindChange: true }],
          random.below(3),
        )
  const source = random.percent(30) ? { path: scene.file('patch.yaml', text) } : { patch: text }
  return fields({ ...source, target, options })
})

/** An entry of the deprecated `patchesStrategicMerge`. */
export const patchStrategicMerge: fc.Arbitrary<Recipe<string>> = model.map(({ which, seed, style }) => (scene) => {
  const manifest = pickKnown(scene, which)
  if (manifest === undefined) return undefined
  const random = randomOf(seed)
  const text = printDocuments([strategicMerge(manifest, random, scene.daring)], { ...plainStyle, seed: style })
  return random.percent(40) ? text : scene.file('merge.yaml', text)
})

/** An entry of the deprecated `patchesJson6902`. */
export const patchJson6902: fc.Arbitrary<Recipe<Value>> = model.map(({ which, seed, style }) => (scene) => {
  const manifest = pickKnown(scene, which)
  if (manifest === undefined) return undefined
  const random = randomOf(seed)
  const { apiVersion, kind, name, namespace } = manifest
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : [undefined, apiVersion]
  const target = fields({ group, version, kind, name, namespace: random.percent(50) ? namespace : undefined })
  const text = jsonPatchText(manifest, random, style, scene.daring)
  return random.percent(40) ? { target, path: scene.file('ops.yaml', text) } : { target, patch: text }
})
