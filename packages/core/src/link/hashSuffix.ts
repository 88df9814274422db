import { hashKindNotSupported } from '../diagnostics/errors/link.ts'
import type { Sha256 } from '../libraries/sha256.ts'
import { kindOf, nameOf, type Resource, setName, storePreviousId } from '../resource/resource.ts'
import { utf8Encode } from '../yaml/base64.ts'
import { goJsonString, printJson } from '../yaml/json.ts'
import { getField, type MappingNode, type SequenceNode } from '../yaml/node.ts'

/** Appends a hash of the content to the names of the generated resources that ask for one. */
export function addHashSuffixes(resources: readonly Resource[], sha256: Sha256): void {
  for (const resource of resources) {
    if (!resource.needsHashSuffix) continue
    const hash = shortHash(sha256(utf8Encode(hashedText(resource.manifest))))
    storePreviousId(resource)
    setName(resource.manifest, `${nameOf(resource.manifest)}-${hash}`)
  }
}

/** What the reference hashes: data and type only, since its look-up of the name always finds nothing. */
function hashedText(manifest: MappingNode): string {
  switch (kindOf(manifest)) {
    case 'ConfigMap':
      return `{${mapField(manifest, 'binaryData')}${dataField(manifest)},"kind":"ConfigMap","name":""}`
    case 'Secret':
      return `{${dataField(manifest)},"kind":"Secret","name":"",${mapField(manifest, 'stringData')}"type":${typeField(manifest)}}`
    default:
      throw hashKindNotSupported(kindOf(manifest), manifest)
  }
}

function dataField(manifest: MappingNode): string {
  const data = getField(manifest, 'data')
  if (data === undefined) return '"data":""'
  return `"data":${data.kind === 'scalar' ? goJsonString(data.value) : mapJson(data)}`
}

/** A field that a scalar does not count for. */
function mapField(manifest: MappingNode, field: string): string {
  const node = getField(manifest, field)
  return node === undefined || node.kind === 'scalar' ? '' : `"${field}":${mapJson(node)},`
}

/** Upstream reads the field back into a Go map of floats and texts, which a list does not fit. */
function mapJson(node: MappingNode | SequenceNode): string {
  return node.kind === 'mapping' ? printJson(node, { integers: 'rounded' }) : 'null'
}

function typeField(manifest: MappingNode): string {
  const type = getField(manifest, 'type')
  return goJsonString(type?.kind === 'scalar' ? type.value : '')
}

const letters: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' }

/** Ten characters that spell no words and cannot be taken for a number. */
function shortHash(hex: string): string {
  return hex.slice(0, 10).replace(/[013ae]/g, (c) => letters[c]!)
}
