import type { Manifest } from './manifest.ts'
import { fields } from './manifest.ts'
import { isMap } from './mutate.ts'
import { pick, type Random } from './random.ts'
import type { ValueMap } from './yamlText.ts'

/** A selector, regular expressions among it, that mostly matches the object. */
export function selectorFor({ apiVersion, kind, name, namespace, document }: Manifest, random: Random): ValueMap {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  const wild = (text: string): string =>
    random.percent(25)
      ? pick([`${text.slice(0, 2)}.*`, `${text}|other`, '.*', `.${text.slice(1)}`, `(${text})`], random.below(5))
      : text
  const selector = fields({
    group: random.percent(20) ? group : undefined,
    version: random.percent(20) ? version : undefined,
    kind: random.percent(75) ? wild(kind) : undefined,
    name: random.percent(55) ? wild(name) : undefined,
    namespace: random.percent(12) ? wild(namespace ?? 'default') : undefined,
    labelSelector: random.percent(12) ? requirement(document, 'labels', random) : undefined,
    annotationSelector: random.percent(5) ? requirement(document, 'annotations', random) : undefined,
  })
  return Object.keys(selector).length === 0 ? { kind } : selector
}

function requirement(document: ValueMap, field: 'labels' | 'annotations', random: Random): string {
  const metadata = document.metadata
  const map = isMap(metadata) ? metadata[field] : undefined
  const [key, value] = (isMap(map) ? Object.entries(map)[0] : undefined) ?? ['app', 'web']
  const text = typeof value === 'string' && /^[a-z0-9]+$/.test(value) ? value : 'web'
  return pick(
    [
      `${key}=${text}`,
      key,
      `!${key}`,
      `${key}!=${text}`,
      `${key} in (${text},other)`,
      `${key} notin (x)`,
      `${key}==${text},!zz`,
      `${key} > 1`,
    ],
    random.below(8),
  )
}

/** A selector for that object alone. */
export function exactSelector({ kind, name, namespace }: Manifest): ValueMap {
  return fields({ kind, name, namespace })
}

/** The exact id that a source, a patch or a var names. */
export function exactId({ apiVersion, kind, name, namespace }: Manifest, random: Random): ValueMap {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  return fields({
    group: random.percent(20) && group !== '' ? group : undefined,
    version: random.percent(20) ? version : undefined,
    kind,
    name: random.percent(90) ? name : undefined,
    namespace: random.percent(30) ? namespace : undefined,
  })
}
