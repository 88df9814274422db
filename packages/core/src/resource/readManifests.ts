import { itemsNotList, missingKind, missingMetadata, missingName } from '../diagnostics/errors/resources.ts'
import { printJson } from '../yaml/json.ts'
import {
  cloneNode,
  getEntry,
  getField,
  isNull,
  isNullOrEmpty,
  type MappingNode,
  type SourceText,
  textOf,
  type YamlNode,
} from '../yaml/node.ts'
import { readDocument, readDocuments } from '../yaml/readYaml.ts'
import { kindOf, nameOf } from './resource.ts'

/**
 * The manifests of a resource file, an inline patch or a plugin configuration, in the order in which
 * upstream sees them: kinds ending in `List` give way to their items, at the end.
 */
export function readManifests(source: SourceText): MappingNode[] {
  return expandLists(readUnexpanded(source))
}

/** Puts the items of lists in their place, at the end. */
export function expandLists(queue: MappingNode[]): MappingNode[] {
  const manifests: MappingNode[] = []
  for (let manifest = queue.shift(); manifest !== undefined; manifest = queue.shift()) {
    const items = kindOf(manifest).endsWith('List') ? getEntry(manifest, 'items') : undefined
    if (items === undefined) manifests.push(manifest)
    else queue.push(...checked(itemsOf(manifest, items.value)))
  }
  return manifests
}

/** The same, with lists left as they are. */
export function readUnexpanded(source: SourceText): MappingNode[] {
  return checked(unwrapped(source, readDocuments(source)))
}

/**
 * Reads manifests for a build that knows how often it will ask for each source: one that is asked for once
 * is handed out as it was read, of any other there are copies.
 */
export function manifestReader(uses: ReadonlyMap<SourceText, number>): (source: SourceText) => MappingNode[] {
  const read = new Map<SourceText, MappingNode[]>()
  return (source) => {
    // Aliases share nodes with their anchors, and a copy shares nothing.
    if ((uses.get(source) ?? 1) === 1 && !mayHaveAliases(source.text)) return readManifests(source)
    let manifests = read.get(source)
    if (manifests === undefined) {
      manifests = readManifests(source)
      read.set(source, manifests)
    }
    return manifests.map((manifest) => cloneNode(manifest))
  }
}

/** Reads manifests for many builds: what was read is kept as long as its source lives, and handed out in copies. */
export function keepingManifestReader(): (source: SourceText) => MappingNode[] {
  const read = new WeakMap<SourceText, MappingNode[]>()
  return (source) => {
    let manifests = read.get(source)
    if (manifests === undefined) {
      manifests = readManifests(source)
      read.set(source, manifests)
    }
    return manifests.map((manifest) => cloneNode(manifest))
  }
}

/** Whether an asterisk stands where it can be more than a character of some text. */
function mayHaveAliases(text: string): boolean {
  for (let at = text.indexOf('*'); at >= 0; at = text.indexOf('*', at + 1)) {
    if (at === 0 || ' \t\n,:[{'.includes(text[at - 1]!)) return true
  }
  return false
}

const separator = /\n---.*\n/

/** A lone `List` or `ResourceList` stands for its items as they are. */
function unwrapped(source: SourceText, documents: YamlNode[]): YamlNode[] {
  const [only] = documents
  if (documents.length !== 1 || separator.test(source.text)) return documents
  const kind = textOf(getField(only, 'kind'))
  if (kind !== 'List' && kind !== 'ResourceList') return documents
  const items = getField(only, 'items')
  if (items === undefined) return getField(only, 'functionConfig') === undefined ? documents : []
  return items.kind === 'sequence' ? items.items : []
}

/** The items of a typed list, each through JSON as upstream passes them. */
function itemsOf(list: MappingNode, items: YamlNode): YamlNode[] {
  if (isNull(items)) return []
  if (items.kind !== 'sequence') throw itemsNotList(kindOf(list), items)
  return items.items.map(throughJson)
}

/** The node printed as JSON and read again, with the places of the original. */
function throughJson(node: YamlNode): YamlNode {
  const read = readDocument({ path: node.source?.path ?? '', text: printJson(node, { asRead: true }) })!
  restorePlaces(read, node)
  return read
}

function restorePlaces(node: YamlNode, original: YamlNode): void {
  node.source = original.source
  node.offset = original.offset
  if (node.kind === 'mapping') {
    for (const e of node.entries) {
      const from = getEntry(original, e.key)
      if (from === undefined) continue
      e.keyOffset = from.keyOffset
      restorePlaces(e.value, from.value)
    }
  } else if (node.kind === 'sequence' && original.kind === 'sequence') {
    node.items.forEach((item, i) => {
      restorePlaces(item, original.items[i]!)
    })
  }
}

function checked(nodes: YamlNode[]): MappingNode[] {
  return nodes.filter((node) => !isNullOrEmpty(node)).map(checkManifest)
}

/** A manifest needs a kind and, unless it is a list, a name. */
export function checkManifest(node: YamlNode): MappingNode {
  const metadata = getField(node, 'metadata')
  const says = (parent: YamlNode | undefined, field: string): boolean => !isNullOrEmpty(getField(parent, field))
  const known =
    says(node, 'apiVersion') ||
    says(node, 'kind') ||
    ['name', 'namespace', 'labels', 'annotations'].some((field) => says(metadata, field))
  if (node.kind !== 'mapping' || !known) throw missingMetadata(node)
  const kind = says(node, 'kind') ? kindOf(node) : ''
  if (kind === '') throw missingKind(node)
  if (!kind.endsWith('List') && nameOf(node) === '') throw missingName(node, kind)
  return node
}
