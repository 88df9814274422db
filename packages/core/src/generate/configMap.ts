import { generatorNeedsName } from '../diagnostics/errors/generators.ts'
import type { ConfigMapArgs, GeneratorOptions, SecretArgs } from '../kustomization/kustomization.ts'
import { type GeneratorBehavior, moveAnnotationsLast, newResource, type Resource } from '../resource/resource.ts'
import type { Schema } from '../schema/schema.ts'
import { encodeBase64 } from '../yaml/base64.ts'
import { compareBytes } from '../yaml/json.ts'
import { type MapEntry, mapping, type Place, type ScalarNode, scalar } from '../yaml/node.ts'
import { plainEntry, quoteIfTyped } from '../yaml/write.ts'
import { bytesOf, type DataValue, type FileContent, keyValues } from './keyValueSources.ts'

/** Makes the ConfigMap of one `configMapGenerator` entry. Bytes that are no text go to `binaryData`. */
export function generateConfigMap(args: ConfigMapArgs, contentOf: FileContent, schema: Schema, place: Place): Resource {
  const entries = baseEntries('ConfigMap', args, place)
  const values = keyValues(args, contentOf)
  const text = [...values].filter(([, value]) => typeof value === 'string')
  const binary = [...values].filter(([, value]) => typeof value !== 'string')
  if (text.length > 0)
    entries.push(
      plainEntry(
        'data',
        dataMapping(text, (value) => value as string, place),
      ),
    )
  if (binary.length > 0) entries.push(plainEntry('binaryData', dataMapping(binary, base64Lines, place)))
  return generated(entries, args, schema, place)
}

/** Makes the Secret of one `secretGenerator` entry; all its data is base64. */
export function generateSecret(args: SecretArgs, contentOf: FileContent, schema: Schema, place: Place): Resource {
  const entries = baseEntries('Secret', args, place)
  entries.push(plainEntry('type', text(args.type || 'Opaque', place)))
  entries.push(plainEntry('data', dataMapping([...keyValues(args, contentOf)], base64Lines, place)))
  return generated(entries, args, schema, place)
}

function baseEntries(kind: string, args: ConfigMapArgs, place: Place): MapEntry[] {
  if (!args.name) throw generatorNeedsName()
  const metadata = [plainEntry('name', text(args.name, place))]
  if (args.namespace) metadata.push(plainEntry('namespace', text(args.namespace, place)))
  for (const field of ['labels', 'annotations'] as const) {
    const texts = Object.entries(args.options?.[field] ?? {})
    if (texts.length > 0)
      metadata.push(plainEntry(field, { ...dataMapping(texts, (value) => value as string, place), source: undefined }))
  }
  return [
    plainEntry('apiVersion', scalar('v1', 'plain', undefined, place)),
    plainEntry('kind', scalar(kind, 'plain', undefined, place)),
    plainEntry('metadata', mapping(metadata, place)),
  ]
}

/** A mapping of strings in the order of the keys. */
export function dataMapping(
  values: readonly (readonly [string, DataValue])[],
  print: (value: DataValue) => string,
  place: Place,
): ReturnType<typeof mapping> {
  const sorted = [...values].sort(([a], [b]) => compareBytes(a, b))
  return mapping(
    sorted.map(([key, value]) => plainEntry(key, text(print(value), place))),
    place,
  )
}

function text(value: string, place: Place): ScalarNode {
  return quoteIfTyped(scalar(value, value.includes('\n') ? 'literal' : 'plain', '!!str', place))
}

const base64LineLength = 70

/** Base64 in lines of 70 characters; a text shorter than one line has no line end. */
function base64Lines(value: DataValue): string {
  const encoded = encodeBase64(bytesOf(value))
  if (encoded.length < base64LineLength) return encoded
  let lines = ''
  for (let i = 0; i < encoded.length; i += base64LineLength) lines += `${encoded.slice(i, i + base64LineLength)}\n`
  return lines
}

function generated(entries: MapEntry[], args: ConfigMapArgs, schema: Schema, place: Place): Resource {
  if (args.options?.immutable) entries.push(plainEntry('immutable', scalar('true', 'plain', '!!bool', place)))
  const resource = newResource(mapping(entries, place), schema)
  resource.needsHashSuffix = !args.options?.disableNameSuffixHash
  resource.behavior = behaviorOf(args.behavior)
  moveAnnotationsLast(resource.manifest)
  return resource
}

function behaviorOf(text: string | undefined): GeneratorBehavior {
  return text === 'create' || text === 'replace' || text === 'merge' ? text : 'unspecified'
}

/** Adds the options of all generators to those of one: its own labels and annotations win, flags add up. */
export function withGlobalOptions<T extends ConfigMapArgs>(args: T, global: GeneratorOptions | undefined): T {
  if (global === undefined) return args
  const own = args.options ?? {}
  const options: GeneratorOptions = { ...own }
  for (const field of ['labels', 'annotations'] as const) {
    const merged = own[field] === undefined ? global[field] : { ...global[field], ...own[field] }
    if (merged !== undefined) options[field] = merged
  }
  for (const flag of ['disableNameSuffixHash', 'immutable'] as const) if (global[flag]) options[flag] = true
  return { ...args, options }
}
