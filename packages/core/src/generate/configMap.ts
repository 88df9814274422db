import { generatorNeedsName } from '../diagnostics/errors/generators.ts'
import { placeOf } from '../kustomization/decode.ts'
import type { ConfigMapArgs, GeneratorOptions, SecretArgs } from '../kustomization/kustomization.ts'
import { behaviorOf, moveAnnotationsLast, newResource, type Resource } from '../resource/resource.ts'
import type { Schema } from '../schema/schema.ts'
import { encodeBase64 } from '../yaml/base64.ts'
import { compareBytes } from '../yaml/json.ts'
import {
  type MapEntry,
  type MappingNode,
  mapping,
  type Place,
  type ScalarNode,
  scalar,
  type YamlNode,
} from '../yaml/node.ts'
import { plainEntry, quoteIfTyped } from '../yaml/write.ts'
import { bytesOf, type DataValue, type FileContent, type KeyValue, keyValues } from './keyValueSources.ts'

/** Makes the ConfigMap of one `configMapGenerator` entry. Bytes that are no text go to `binaryData`. */
export function generateConfigMap(
  args: ConfigMapArgs,
  contentOf: FileContent,
  schema: Schema,
  place: YamlNode,
): Resource {
  const entries = baseEntries('ConfigMap', args, place)
  const values = keyValues(args, contentOf)
  const text = values.filter(({ value }) => typeof value === 'string')
  const binary = values.filter(({ value }) => typeof value !== 'string')
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
export function generateSecret(args: SecretArgs, contentOf: FileContent, schema: Schema, place: YamlNode): Resource {
  const entries = baseEntries('Secret', args, place)
  entries.push(plainEntry('type', dataText(args.type || 'Opaque', place)))
  entries.push(plainEntry('data', dataMapping(keyValues(args, contentOf), base64Lines, place)))
  return generated(entries, args, schema, place)
}

function baseEntries(kind: string, args: ConfigMapArgs, place: YamlNode): MapEntry[] {
  if (!args.name) throw generatorNeedsName()
  const metadata = [plainEntry('name', dataText(args.name, place))]
  if (args.namespace) metadata.push(plainEntry('namespace', dataText(args.namespace, place)))
  for (const field of ['labels', 'annotations'] as const) {
    const texts = args.options?.[field] ?? {}
    if (Object.keys(texts).length > 0) metadata.push(plainEntry(field, optionMapping(texts, field, place)))
  }
  return [
    plainEntry('apiVersion', scalar('v1', 'plain', undefined, place)),
    plainEntry('kind', scalar(kind, 'plain', undefined, place)),
    plainEntry('metadata', mapping(metadata, place)),
  ]
}

/** Labels or annotations, which upstream writes anew: the mapping itself stands nowhere. */
function optionMapping(texts: Readonly<Record<string, string>>, field: string, place: YamlNode): MappingNode {
  const values = Object.entries(texts).map(([key, value]) => ({ key, value, field: ['options', field, key] }))
  return { ...dataMapping(values, (value) => value as string, place), source: undefined }
}

/** The values as strings in the order of the keys, each with its place in the generator. */
function dataMapping(values: readonly KeyValue[], print: (value: DataValue) => string, place: YamlNode): MappingNode {
  const sorted = values.toSorted((a, b) => compareBytes(a.key, b.key))
  return mapping(
    sorted.map(({ key, value, field }) => plainEntry(key, dataText(print(value), placeOf(place, field)))),
    place,
  )
}

/** A text of the data as upstream writes it. */
export function dataText(value: string, place: Place): ScalarNode {
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

function generated(entries: MapEntry[], args: ConfigMapArgs, schema: Schema, place: YamlNode): Resource {
  if (args.options?.immutable) entries.push(plainEntry('immutable', scalar('true', 'plain', '!!bool', place)))
  const resource = newResource(mapping(entries, place), schema)
  resource.needsHashSuffix = !args.options?.disableNameSuffixHash
  resource.behavior = behaviorOf(args.behavior)
  moveAnnotationsLast(resource.manifest)
  return resource
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
