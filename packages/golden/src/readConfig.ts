import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Place } from '@kust/core'
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import { configFileNames, type GoldenConfig } from './config.ts'
import {
  configNotYaml,
  configUnknownField,
  configUnreadable,
  configWrongType,
  schemeOutside,
  schemeWithoutDir,
} from './errors.ts'

/** The configuration that holds for a folder: the one in it, or in the nearest folder above that has one. */
export function findConfigFile(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    const found = configFileNames.map((name) => join(folder, name)).find((file) => existsSync(file))
    if (found !== undefined || folder === dirname(folder)) return found
  }
}

type Check = (found: Node | null, field: string, at: (node: Node) => Place) => void

const fields: Readonly<Record<keyof GoldenConfig, Check>> = {
  overlays: isListOfText,
  golden: isScheme,
  build: isMapping({
    enableHelm: isType('boolean'),
    helmKubeVersion: isType('string'),
    helmApiVersions: isListOfText,
    loadRestrictor: isOneOf('LoadRestrictionsRootOnly', 'LoadRestrictionsNone'),
    reorder: isOneOf('legacy', 'none'),
    offline: isType('boolean'),
  } satisfies Record<keyof NonNullable<GoldenConfig['build']>, Check>),
}

/** Reads a configuration; every mistake in it is a `KustError` with its place. */
export function readConfig(path: string): GoldenConfig {
  const text = readText(path)
  const at = (offset: number): Place => ({ source: { path, text }, offset })
  const document = parseDocument(text)
  const [mistake] = document.errors
  if (mistake !== undefined) throw configNotYaml(mistake.message.split('\n')[0]!, at(mistake.pos[0]))
  if (document.contents === null) return {}
  isMapping(fields)(document.contents, 'the configuration', (node) => at(node.range![0]))
  return document.toJS({ maxAliasCount: 0 }) as GoldenConfig
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw configUnreadable(path, (error as Error).message)
  }
}

function isMapping(known: Readonly<Record<string, Check>>): Check {
  return (found, field, at) => {
    if (!isMap(found)) throw configWrongType(field, 'a mapping', nameOf(found), at(found!))
    for (const { key, value } of found.items) {
      const name = String(isScalar(key) ? key.value : key)
      const check = Object.hasOwn(known, name) ? known[name] : undefined
      if (check === undefined) throw configUnknownField(name, Object.keys(known), at(key as Node))
      check((value ?? key) as Node, name, at)
    }
  }
}

function isType(type: 'boolean' | 'string'): Check {
  return (found, field, at) => {
    if (isScalar(found) && typeof found.value === type) return
    throw configWrongType(field, type === 'boolean' ? 'true or false' : 'text', nameOf(found), at(found!))
  }
}

function isOneOf(...legal: readonly string[]): Check {
  return (found, field, at) => {
    if (isScalar(found) && legal.includes(String(found.value))) return
    throw configWrongType(field, legal.join(' or '), nameOf(found), at(found!))
  }
}

function isListOfText(found: Node | null, field: string, at: (node: Node) => Place): void {
  if (!isSeq(found)) throw configWrongType(field, 'a list', nameOf(found), at(found!))
  for (const item of found.items) isType('string')(item as Node, `each of ${field}`, at)
}

function isScheme(found: Node | null, field: string, at: (node: Node) => Place): void {
  isType('string')(found, field, at)
  const scheme = (found as unknown as { value: string }).value
  if (!scheme.includes('{dir}')) throw schemeWithoutDir(scheme, at(found!))
  if (/^([/\\]|[A-Za-z]:)|\\|(^|\/)\.\.(\/|$)/.test(scheme)) throw schemeOutside(scheme, at(found!))
}

function nameOf(node: unknown): string {
  if (isMap(node)) return 'a mapping'
  if (isSeq(node)) return 'a list'
  return isScalar(node) ? `\`${String(node.value)}\`` : 'an alias'
}
