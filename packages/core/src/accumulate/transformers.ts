import { atField, atFieldSync } from '../diagnostics/context.ts'
import { validatorChanged } from '../diagnostics/errors/plugins.ts'
import { embeddedSource } from '../diagnostics/position.ts'
import { placeOf } from '../kustomization/decode.ts'
import type { ReplacementField } from '../kustomization/kustomization.ts'
import { tryReadManifests } from '../load/loadKustomization.ts'
import { compileFieldSpecs } from '../resource/fieldSpec.ts'
import type { Origin } from '../resource/origin.ts'
import { readManifests } from '../resource/readManifests.ts'
import { ResMap } from '../resource/resMap.ts'
import { isDeleted, moveAnnotationsLast, type Resource, setTextMap, textMapOf } from '../resource/resource.ts'
import { setStringEntries } from '../resource/setFields.ts'
import { applyImage } from '../transform/images.ts'
import { labelFieldSpecs } from '../transform/labels.ts'
import { applyNamePrefix, applyNameSuffix } from '../transform/namePrefix.ts'
import { applyNamespace } from '../transform/namespace.ts'
import {
  applyJson6902,
  applyPatch,
  applyStrategicPatches,
  prepareJson6902,
  preparePatch,
} from '../transform/patches.ts'
import { readReplacements } from '../transform/readReplacements.ts'
import { applyReplacements } from '../transform/replacements.ts'
import { applyReplica } from '../transform/replicas.ts'
import { cloneNode, getField, type MappingNode, type SourceText, type YamlNode } from '../yaml/node.ts'
import type { Accumulator, Target } from './accumulate.ts'
import { builtInOrigin } from './generators.ts'
import { configureTransformers } from './plugins.ts'
import { specsOf } from './transformerConfig.ts'

/** A transformer made ready to run. */
export interface Transformer {
  /** The reference's name for it. */
  readonly kind: string
  /** The field of the kustomization that asks for it. */
  readonly field: readonly (string | number)[]
  readonly origin: Origin | undefined
  run(resMap: ResMap): void | Promise<void>
}

/** Runs what a kustomization changes on all that was accumulated: its own fields first, then plugins. */
export async function runTransformers(target: Target, accumulator: Accumulator): Promise<void> {
  const transformers = [
    ...builtInTransformers(target, accumulator),
    ...(await configureTransformers(target, 'transformers')),
  ]
  const { resMap } = accumulator
  for (const transformer of transformers) {
    await atField(target.loaded.node, transformer.field, () => transformer.run(resMap))
    if (transformer.origin !== undefined) recordTransformation(resMap.resources, transformer.origin)
    const { trace } = target.context
    trace?.({ kind: transformer.kind, place: placeOf(target.loaded.node, transformer.field) }, resMap.resources)
  }
}

/** The transformers that the fields of a kustomization ask for, in the reference's order. */
function builtInTransformers(target: Target, { config }: Accumulator): Transformer[] {
  const { loaded, kustomization, context } = target
  const transformers: Transformer[] = []
  const add = (kind: string, field: readonly (string | number)[], run: Transformer['run']): void => {
    transformers.push({ kind, field, origin: builtInOrigin(target, kind), run })
  }
  const sourceOfPath = (path: string): SourceText => loaded.files.get(path)!.source
  const inlineAt =
    (...field: (string | number)[]) =>
    (text: string): SourceText =>
      embeddedSource(text, placeOf(loaded.node, field))
  const at = (...field: (string | number)[]): YamlNode => placeOf(loaded.node, field)
  const each = <T>(list: readonly T[] | undefined, visit: (item: T, i: number) => void): void => list?.forEach(visit)

  if (kustomization.patchesStrategicMerge?.length) {
    const patches = kustomization.patchesStrategicMerge.flatMap(
      (entry, i) => tryReadManifests(inlineAt('patchesStrategicMerge', i)(entry)) ?? readManifests(sourceOfPath(entry)),
    )
    add('PatchStrategicMergeTransformer', ['patchesStrategicMerge'], (resMap) =>
      applyStrategicPatches(resMap, patches, context),
    )
  }
  each(kustomization.patches, (entry, i) => {
    const patch = atFieldSync(loaded.node, ['patches', i], () =>
      preparePatch(entry, sourceOfPath, inlineAt('patches', i, 'patch')),
    )
    add('PatchTransformer', ['patches', i], (resMap) => applyPatch(resMap, patch, context))
  })
  const { namespace, namePrefix, nameSuffix } = kustomization
  if (namespace) {
    add('NamespaceTransformer', ['namespace'], (resMap) => {
      const fieldSpecs = specsOf(config, 'namespace')
      applyNamespace(resMap.resources, { namespace, fieldSpecs, place: at('namespace') })
      resMap.idsChanged()
    })
  }
  if (namePrefix) {
    add('PrefixTransformer', ['namePrefix'], (resMap) => {
      applyNamePrefix(resMap.resources, namePrefix, specsOf(config, 'namePrefix'), at('namePrefix'))
      resMap.idsChanged()
    })
  }
  if (nameSuffix) {
    add('SuffixTransformer', ['nameSuffix'], (resMap) => {
      applyNameSuffix(resMap.resources, nameSuffix, specsOf(config, 'nameSuffix'), at('nameSuffix'))
      resMap.idsChanged()
    })
  }
  each(kustomization.labels, (label, i) => {
    const fieldSpecs = atFieldSync(loaded.node, ['labels', i], () => labelFieldSpecs(label, config))
    add('LabelTransformer', ['labels', i], ({ resources }) =>
      setStringEntries(resources, label.pairs ?? {}, compileFieldSpecs(fieldSpecs), (key) =>
        at('labels', i, 'pairs', key),
      ),
    )
  })
  if (kustomization.labels?.length || Object.keys(kustomization.commonLabels ?? {}).length > 0) {
    // Upstream always adds this one, even when only `labels` is given.
    add('LabelTransformer', ['commonLabels'], ({ resources }) =>
      setStringEntries(resources, kustomization.commonLabels ?? {}, specsOf(config, 'commonLabels'), (key) =>
        at('commonLabels', key),
      ),
    )
  }
  const { commonAnnotations = {} } = kustomization
  if (Object.keys(commonAnnotations).length > 0) {
    add('AnnotationsTransformer', ['commonAnnotations'], ({ resources }) =>
      setStringEntries(resources, commonAnnotations, specsOf(config, 'commonAnnotations'), (key) =>
        at('commonAnnotations', key),
      ),
    )
  }
  each(kustomization.patchesJson6902, (entry, i) => {
    const patch = atFieldSync(loaded.node, ['patchesJson6902', i], () =>
      prepareJson6902(entry, sourceOfPath, inlineAt('patchesJson6902', i, 'patch')),
    )
    add('PatchJson6902Transformer', ['patchesJson6902', i], (resMap) => applyJson6902(resMap, patch, context.growth))
  })
  each(kustomization.replicas, (replica, i) => {
    add('ReplicaCountTransformer', ['replicas', i], (resMap) =>
      applyReplica(resMap, replica, specsOf(config, 'replicas'), at('replicas', i, 'count')),
    )
  })
  each(kustomization.images, (image, i) => {
    add('ImageTagTransformer', ['images', i], ({ resources }) =>
      applyImage(resources, image, specsOf(config, 'images'), at('images', i)),
    )
  })
  if (kustomization.replacements?.length) {
    const replacements = kustomization.replacements.flatMap(({ targets, ...field }: ReplacementField, i) => {
      // On the way to its transformer upstream drops a list that is empty.
      const given = targets?.length ? { ...field, targets } : field
      return atFieldSync(loaded.node, ['replacements', i], () =>
        readReplacements(given, sourceOfPath, at('replacements', i)),
      )
    })
    add('ReplacementTransformer', ['replacements'], (resMap) => {
      applyReplacements(resMap, replacements, context.growth)
      resMap.idsChanged()
    })
  }
  return transformers
}

/** Notes on every resource that a transformer ran; one without an origin is taken to stem from it. */
function recordTransformation(resources: readonly Resource[], origin: Origin): void {
  for (const resource of resources) {
    // What the transformer deleted stays in the list until the next step.
    if (isDeleted(resource)) continue
    if (resource.origin === undefined) resource.origin = origin
    else resource.transformations.push(origin)
    // Upstream writes the note into the annotations, all of which thereby become strings.
    setTextMap(resource.manifest, 'annotations', textMapOf(resource.manifest, 'annotations'))
    moveAnnotationsLast(resource.manifest)
  }
}

/** Runs the validators; one that changes anything but the `validated-by` label is an error. */
export async function runValidators(target: Target, { resMap }: Accumulator): Promise<void> {
  for (const validator of await configureTransformers(target, 'validators')) {
    const before = resMap.resources.map((r) => snapshot(r, r.manifest))
    await atField(target.loaded.node, validator.field, () => validator.run(resMap))
    const after = resMap.resources.map((r) => snapshot(r, withoutValidatedBy(r.manifest)))
    const changed = after.findIndex((text, i) => text !== before[i])
    if (changed >= 0 || before.length !== after.length) {
      throw validatorChanged(validator.kind, placeOf(target.loaded.node, validator.field))
    }
    // Upstream compares the resources by their ids, which finds out if two have one by now.
    atFieldSync(target.loaded.node, validator.field, () => new ResMap().append(resMap.resources))
    target.context.trace?.(
      { kind: validator.kind, place: placeOf(target.loaded.node, validator.field) },
      resMap.resources,
    )
  }
}

const validatedBy = 'validated-by'

/**
 * What a validator may leave behind. Upstream takes the label away and writes the others anew, at the end of
 * `metadata`, and then compares nodes, places included: labels from a file are not what they were.
 */
function withoutValidatedBy(manifest: MappingNode): MappingNode {
  const labels = textMapOf(manifest, 'labels')
  if (!labels.delete(validatedBy)) return manifest
  const copy = cloneNode(manifest)
  setTextMap(copy, 'labels', labels)
  return copy
}

/** All of a resource that a validator must leave alone. */
function snapshot({ previousIds, namePrefixes, nameSuffixes }: Resource, manifest: MappingNode): string {
  const areWrittenAnew = getField(getField(manifest, 'metadata'), 'labels')?.source === undefined
  return JSON.stringify([withoutPlaces(manifest), areWrittenAnew, previousIds, namePrefixes, nameSuffixes])
}

function withoutPlaces(node: YamlNode): unknown {
  if (node.kind === 'scalar') return [node.value, node.style, node.tag, node.isTagged]
  if (node.kind === 'sequence') return node.items.map(withoutPlaces)
  return { entries: node.entries.map((e) => [e.key, withoutPlaces(e.value)]) }
}
