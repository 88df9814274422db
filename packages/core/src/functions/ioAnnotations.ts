import { annotationsDiffer } from '../diagnostics/errors/functions.ts'
import { joinPath } from '../kustomization/path.ts'
import { kindOf, metadataOf, nameOf, namespaceOf, textMapOf } from '../resource/resource.ts'
import { entry, getField, isNullOrEmpty, type MappingNode, mapping, removeField, scalar } from '../yaml/node.ts'
import { writeField } from '../yaml/write.ts'

/** What upstream tells functions about each resource under two names, today's and an older one. */
const paired = {
  path: ['internal.config.kubernetes.io/path', 'config.kubernetes.io/path'],
  index: ['internal.config.kubernetes.io/index', 'config.kubernetes.io/index'],
  id: ['internal.config.kubernetes.io/id', 'config.k8s.io/id'],
} as const

type Pair = keyof typeof paired

const pairs = ['path', 'index', 'id'] as const

const migrationId = 'internal.config.kubernetes.io/annotations-migration-resource-id'

/** What a function is told about its inputs, by the number of each. */
export type ToldAnnotations = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Sets an annotation as upstream does for functions: in single quotes, unless it is there. */
export function annotate(manifest: MappingNode, key: string, text: string): void {
  const metadata = metadataOf(manifest)
  if (isNullOrEmpty(getField(metadata, 'annotations'))) removeField(metadata, 'annotations')
  if (getField(metadata, 'annotations') === undefined) {
    metadata.entries.push(entry('annotations', mapping([])))
  }
  const annotations = getField(metadata, 'annotations')
  if (annotations?.kind === 'mapping') writeField(annotations, key, scalar(text, 'single'))
}

function clear(manifest: MappingNode, key: string): void {
  const annotations = getField(getField(manifest, 'metadata'), 'annotations')
  if (annotations?.kind === 'mapping') removeField(annotations, key)
}

/** Marks the inputs of a function, and notes what they say. */
export function tellAnnotations(items: readonly MappingNode[]): ToldAnnotations {
  const told = new Map<string, ReadonlyMap<string, string>>()
  items.forEach((item, i) => {
    completePairs(item)
    setPair(item, 'index', String(i), 'old first')
    annotate(item, migrationId, String(i))
    told.set(String(i), new Map(textMapOf(item, 'annotations')))
    completePairs(item)
    refuseDifferent(item)
  })
  return told
}

/** Numbers those of the inputs that the function gets. */
export function tellIds(items: readonly MappingNode[]): void {
  for (const [i, item] of items.entries()) setPair(item, 'id', String(i + 1))
}

function setPair(item: MappingNode, pair: Pair, text: string, order?: 'old first'): void {
  const [name, old] = paired[pair]
  for (const key of order === undefined ? [name, old] : [old, name]) annotate(item, key, text)
}

/** Gives each annotation that stands under one name alone the other too. */
function completePairs(item: MappingNode): void {
  const annotations = textMapOf(item, 'annotations')
  for (const pair of pairs) {
    const [name, old] = paired[pair]
    const text = annotations.get(name) ?? ''
    const oldText = annotations.get(old) ?? ''
    if (text !== '' && oldText === '') annotate(item, old, text)
    else if (text === '' && oldText !== '') annotate(item, name, oldText)
  }
}

function refuseDifferent(item: MappingNode): void {
  const annotations = textMapOf(item, 'annotations')
  for (const pair of pairs) {
    const [name, old] = paired[pair]
    const text = annotations.get(name) ?? ''
    const oldText = annotations.get(old) ?? ''
    if (text !== '' && oldText !== '' && text !== oldText) throw annotationsDiffer(name, old, item)
  }
}

/**
 * Takes over what a function did to these annotations: known ids go, both names agree afterwards, and the numbers go.
 * In a `folder`, resources without a path get one.
 */
export function settleAnnotations(
  items: readonly MappingNode[],
  told: ToldAnnotations,
  folder: string | undefined,
): void {
  for (const item of items) {
    const annotations = textMapOf(item, 'annotations')
    const [id, oldId] = paired.id
    const number = annotations.get(id) ?? annotations.get(oldId)
    if (number !== undefined && told.has(String(Number(number) - 1))) {
      clear(item, id)
      clear(item, oldId)
    }
    completePairs(item)
    if (folder !== undefined && !annotations.has(paired.path[0]) && !annotations.has(paired.path[1])) {
      const file = `${kindOf(item).toLowerCase()}_${nameOf(item)}.yaml`
      setPair(item, 'path', joinPath(folder, namespaceOf(item), file))
    }
    reconcile(item, told)
    refuseDifferent(item)
    for (const key of [migrationId, ...paired.index]) clear(item, key)
    const metadata = metadataOf(item)
    if (isNullOrEmpty(getField(metadata, 'annotations'))) removeField(metadata, 'annotations')
  }
}

/** Where a function changed one of two names, the other follows. */
function reconcile(item: MappingNode, told: ToldAnnotations): void {
  const annotations = textMapOf(item, 'annotations')
  const before = told.get(annotations.get(migrationId) ?? '')
  if (before === undefined) return
  for (const pair of ['path', 'index'] as const) {
    const [name, old] = paired[pair]
    const original = before.get(name) ?? before.get(old) ?? ''
    if (original === '') continue
    const text = annotations.get(name) ?? ''
    const oldText = annotations.get(old) ?? ''
    if (original !== text && original !== oldText && text !== oldText) throw annotationsDiffer(name, old, item)
    if (original !== text) annotate(item, old, text)
    else if (original !== oldText) annotate(item, name, oldText)
  }
}

/** The folder whose resources an executable gets, by the path annotation of its configuration; '' for all. */
export function scopeOf(config: MappingNode): string {
  const annotations = textMapOf(config, 'annotations')
  const path = annotations.get(paired.path[0]) ?? annotations.get(paired.path[1])
  return path === undefined ? '' : scopeFolder(path)
}

/** Whether a resource lies in the scope of a function. */
export function isInScope(item: MappingNode, scope: string): boolean {
  if (scope === '' || scope === '.') return true
  const annotations = textMapOf(item, 'annotations')
  const path = annotations.get(paired.path[0]) ?? annotations.get(paired.path[1])
  return path !== undefined && scopeFolder(path).startsWith(scope)
}

/** Functions in a folder of that name work on the folder above. */
function scopeFolder(path: string): string {
  const folder = joinPath(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.')
  return folder === 'functions' || folder.endsWith('/functions') ? joinPath(folder, '..') : folder
}
