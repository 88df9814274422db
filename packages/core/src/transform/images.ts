import { wrongNodeKind } from '../diagnostics/errors/patches.ts'
import type { Image } from '../kustomization/kustomization.ts'
import { type CompiledFieldSpec, editFields } from '../resource/fieldSpec.ts'
import { imageNameRegex, type TextMatcher } from '../resource/regex.ts'
import { kindOf, type Resource } from '../resource/resource.ts'
import { setScalar } from '../resource/setFields.ts'
import { getField, isNull, type Place, textOf, type YamlNode } from '../yaml/node.ts'

/**
 * Changes name, tag or digest of the images that an entry names: first in every list called `containers`
 * or `initContainers` wherever it stands, then in the fields of the specs. An image that both find is
 * changed twice, so a `tagSuffix` is added twice.
 */
export function applyImage(
  resources: readonly Resource[],
  image: Image,
  fieldSpecs: readonly CompiledFieldSpec[],
  place?: Place,
): void {
  const matches = imageNameRegex(image.name ?? '')
  const edit = (node: YamlNode): void => editImage(node, image, matches, place)
  for (const { manifest } of resources) {
    if (kindOf(manifest) === 'CustomResourceDefinition') continue
    editContainers(manifest, edit)
    editFields(manifest, fieldSpecs, undefined, edit)
  }
}

function editContainers(node: YamlNode, edit: (node: YamlNode) => void): void {
  if (node.kind === 'sequence') {
    for (const item of node.items) editContainers(item, edit)
  } else if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      if (value.kind === 'scalar') continue
      editContainers(value, edit)
      if ((key === 'containers' || key === 'initContainers') && value.kind === 'sequence') {
        for (const container of value.items) editImageOf(container, edit)
      }
    }
  }
}

function editImageOf(container: YamlNode, edit: (node: YamlNode) => void): void {
  if (isNull(container)) return
  if (container.kind !== 'mapping') throw wrongNodeKind('mapping', container)
  const image = getField(container, 'image')
  if (image !== undefined) edit(image)
}

function editImage(node: YamlNode, image: Image, matches: TextMatcher, place: Place | undefined): void {
  if (node.kind !== 'scalar') throw wrongNodeKind('scalar', node)
  const old = textOf(node)
  if (!matches(old)) return
  let { name, tag, digest } = splitImage(old)
  if (image.newName) name = image.newName
  if (image.newTag && image.digest) {
    tag = image.newTag
    digest = image.digest
  } else if (image.newTag) {
    tag = image.newTag
    digest = ''
  } else if (image.digest) {
    tag = ''
    digest = image.digest
  } else if (image.tagSuffix) {
    tag += image.tagSuffix
    digest = ''
  }
  setScalar(node, `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`, '', place)
}

/** Splits `registry:5000/name:tag@digest`; a port is only told from a tag by the slash behind it. */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(image.indexOf('/'), 0)
  const at = image.indexOf('@', slash)
  const colon = image.indexOf(':', slash)
  if (at < 0 && colon < 0) return { name: image, tag: '', digest: '' }
  if (at >= 0 && (colon < 0 || at < colon)) {
    return { name: image.slice(0, at), tag: '', digest: image.slice(at + 1) }
  }
  const end = at < 0 ? image.length : at
  return {
    name: image.slice(0, colon),
    tag: image.slice(colon + 1, end),
    digest: at < 0 ? '' : image.slice(at + 1),
  }
}
