import { varFieldMissing, varNotString, varUnmapped } from '../diagnostics/errors/link.ts'
import { KustError } from '../diagnostics/kustError.ts'
import type { Var } from '../kustomization/kustomization.ts'
import { lookup, splitFieldPath } from '../resource/fieldPath.ts'
import { type CompiledFieldSpec, editFields } from '../resource/fieldSpec.ts'
import type { Growth } from '../resource/growth.ts'
import type { Resource } from '../resource/resource.ts'
import { goFloatText } from '../yaml/goFloat.ts'
import { compareBytes } from '../yaml/json.ts'
import { isNull, type Place, type ScalarNode, type YamlNode } from '../yaml/node.ts'
import { scalarTag } from '../yaml/resolveScalar.ts'

/** A var with the place where it is declared. */
export interface CollectedVar {
  readonly declared: Var
  readonly place: Place
}

/** The value of a var: a scalar keeps its type where it stands alone; anything else replaces nothing. */
interface VarValue {
  readonly text: string
  readonly tag: '!!str' | '!!int' | '!!float' | '!!bool'
}

/**
 * Replaces `$(NAME)` in the fields that may hold vars. Returns the names of the vars that nothing used.
 */
export function resolveVars(
  resources: readonly Resource[],
  vars: ReadonlyMap<string, CollectedVar>,
  fieldSpecs: readonly CompiledFieldSpec[],
  growth: Growth,
): string[] {
  if (vars.size === 0) return []
  const values = new Map<string, VarValue | undefined>()
  const byVar = firstByVar(resources)
  for (const name of [...vars.keys()].sort(compareBytes)) {
    values.set(name, varValueOf(byVar.get(name), name, vars.get(name)!))
  }
  const used = new Set<string>()
  for (const { manifest } of resources) {
    editFields(manifest, fieldSpecs, undefined, (node) => replaceIn(node, values, used, growth))
  }
  return [...values.keys()].filter((name) => !used.has(name))
}

/** The first resource that each var reads. */
function firstByVar(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  const first = new Map<string, Resource>()
  for (const resource of resources) {
    for (const name of resource.varNames) if (!first.has(name)) first.set(name, resource)
  }
  return first
}

function varValueOf(
  resource: Resource | undefined,
  name: string,
  { declared, place }: CollectedVar,
): VarValue | undefined {
  if (resource === undefined) throw varUnmapped(name, place)
  const path = declared.fieldref?.fieldPath || 'metadata.name'
  const node = lookupField(resource, path)
  const value = node === undefined ? undefined : node.kind === 'scalar' ? scalarVarValue(node) : null
  if (value === undefined) throw varFieldMissing(name, path, resource, place)
  return value ?? undefined
}

function lookupField(resource: Resource, path: string): YamlNode | undefined {
  try {
    return lookup(resource.manifest, splitFieldPath(path).flatMap(splitSliceIndex))
  } catch (error) {
    if (error instanceof KustError) return undefined
    throw error
  }
}

/** `containers[0]` is the field `containers` and the index 0. */
function splitSliceIndex(part: string): string[] {
  const found = /^(.*)\[(\d+)\]$/.exec(part)
  if (found === null) return [part]
  return found[1] === '' ? [found[2]!] : [found[1]!, found[2]!]
}

function scalarVarValue(node: ScalarNode): VarValue | undefined {
  const { value } = node
  switch (scalarTag(node)) {
    case '!!int':
      return isGoInt(value) ? { text: String(BigInt(value)), tag: '!!int' } : undefined
    case '!!float':
      return Number.isNaN(Number(value)) ? undefined : { text: value, tag: '!!float' }
    case '!!bool':
      return { text: value.toLowerCase(), tag: '!!bool' }
    default:
      return { text: value, tag: '!!str' }
  }
}

/** Whether Go's Atoi takes a text. */
function isGoInt(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)
}

type Values = ReadonlyMap<string, VarValue | undefined>

function replaceIn(node: YamlNode, values: Values, used: Set<string>, growth: Growth): void {
  if (isNull(node)) return
  if (node.kind === 'scalar') {
    if (isString(node)) replaceScalar(node, values, used, growth)
  } else if (node.kind === 'mapping') {
    for (const e of node.entries) {
      if (e.keyTag !== '!!str') throw varNotString(node)
      if (e.value.kind === 'scalar' && isString(e.value)) replaceScalar(e.value, values, used, growth)
    }
  } else {
    for (const item of node.items) {
      if (item.kind !== 'scalar' || !isString(item)) throw varNotString(item)
      replaceScalar(item, values, used, growth)
    }
  }
}

function isString(node: ScalarNode): boolean {
  return node.tag === '' || scalarTag(node) === '!!str'
}

function replaceScalar(node: ScalarNode, values: Values, used: Set<string>, growth: Growth): void {
  const { text, tag } = expand(node.value, values, used, growth)
  node.value = text
  node.tag = tag
  node.style = 'plain'
  node.isTagged = false
}

/** Replaces the references in a text. `$$` is a dollar sign; what is no reference stays as it is. */
function expand(text: string, values: Values, used: Set<string>, growth: Growth): VarValue {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const dollar = text.indexOf('$', at)
    if (dollar < 0 || dollar === text.length - 1) return { text: out + text.slice(at), tag: '!!str' }
    out += text.slice(at, dollar)
    const next = text[dollar + 1]!
    const close = next === '(' ? text.indexOf(')', dollar) : -1
    if (close < 0) {
      out += next === '$' ? '$' : `$${next}`
      at = dollar + 2
      continue
    }
    const name = text.slice(dollar + 2, close)
    const value = values.get(name)
    if (value !== undefined) {
      used.add(name)
      growth.add(value.text.length)
    }
    // A reference that is all of the text keeps the type of the value.
    if (dollar === 0 && close === text.length - 1) return alone(value) ?? { text, tag: '!!str' }
    out += value === undefined ? `$(${name})` : inText(value)
    at = close + 1
  }
  return { text: out, tag: '!!str' }
}

function alone(value: VarValue | undefined): VarValue | undefined {
  if (value?.tag !== '!!float') return value
  const n = Number(value.text)
  return { ...value, text: Number.isInteger(n) && Math.abs(n) < 2 ** 63 ? String(BigInt(n)) : String(n) }
}

function inText(value: VarValue): string {
  if (value.tag !== '!!float') return value.text
  const n = Number(value.text)
  // Inside a text Go prints a float with an exponent only from 1e21 on.
  return Math.abs(n) < 1e21 && Math.abs(n) >= 1e-4 ? String(n) : goFloatText(n)
}
