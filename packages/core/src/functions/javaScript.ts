import { functionFailed, functionReturned } from '../diagnostics/errors/functions.ts'
import { KustError } from '../diagnostics/kustError.ts'
import { checkManifest } from '../resource/readManifests.ts'
import { resIdKey } from '../resource/resId.ts'
import type { ResMap } from '../resource/resMap.ts'
import { currentId, newResource, type Resource, storePreviousId } from '../resource/resource.ts'
import type { Schema } from '../schema/schema.ts'
import { fromPlain } from '../yaml/fromPlain.ts'
import { type JsonValue, printJson, toPlain } from '../yaml/json.ts'
import type { MappingNode } from '../yaml/node.ts'
import { updateNode } from '../yaml/updateNode.ts'
import { describeResult, type FunctionResult, isResult } from './results.ts'
import { takeGenerated } from './takeOutput.ts'

/** A resource as plain data. */
export interface KubernetesObject {
  apiVersion: string
  kind: string
  metadata: {
    name: string
    namespace?: string
    labels?: Record<string, string>
    annotations?: Record<string, string>
    [field: string]: unknown
  }
  [field: string]: unknown
}

/** What a function gets: the resources, for it to edit, and the configuration that asked for it. */
export interface FunctionInput {
  /** Empty for a generator. Integers beyond 2^53 are bigints. */
  readonly items: KubernetesObject[]
  readonly functionConfig: KubernetesObject
  /** The field of the kustomization that asked for it. */
  readonly field: FunctionField
}

export type FunctionField = 'generators' | 'transformers' | 'validators'

export interface FunctionOutput {
  /** All resources that there are afterwards; without it, the items of the input as they are now. */
  readonly items?: readonly KubernetesObject[]
  /** A result of severity `error` fails the build, any other is a warning. */
  readonly results?: readonly FunctionResult[]
}

type Returned = readonly KubernetesObject[] | FunctionOutput | undefined

/** A function in JavaScript. Nothing returned means that it edited the items in place. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function without a return is what users write
export type JavaScriptFunction = (input: FunctionInput) => Returned | void | Promise<Returned | void>

/** Functions by the apiVersion and kind of their configurations: `example.com/v1/MyTransformer`. */
export type JavaScriptFunctions = Readonly<Record<string, JavaScriptFunction>>

export interface JavaScriptCall {
  readonly name: string
  readonly run: JavaScriptFunction
  readonly config: Resource
  readonly schema: Schema
  readonly warn: (message: string) => void
}

export async function generateWithJavaScript(call: JavaScriptCall): Promise<readonly Resource[]> {
  const items = await runFunction(call, [], 'generators')
  const resources = items.map((item) => newResource(manifestOf(item, call), call.schema))
  return takeGenerated(call.name, resources)
}

/**
 * Lets a function edit resources. One that it leaves as it was is not touched; one that it changes keeps what kust
 * remembers of it, also if the function renames it, and then references follow.
 */
export async function transformWithJavaScript(
  call: JavaScriptCall,
  resMap: ResMap,
  field: 'transformers' | 'validators',
): Promise<void> {
  const items = resMap.resources.map((resource) => toPlain(resource.manifest) as unknown as KubernetesObject)
  const byItem = new Map(items.map((item, i) => [item, resMap.resources[i]!]))
  const byId = new Map(resMap.resources.map((resource) => [resIdKey(currentId(resource)), resource]))
  const output = await runFunction(call, items, field)
  const made = output.map((item) => {
    const manifest = manifestOf(item, call)
    const created = newResource(manifest, call.schema)
    const old = byItem.get(item) ?? byId.get(resIdKey(currentId(created)))
    return { created, old }
  })
  const taken = new Set<Resource>()
  const resources = made.map(({ created, old }) => {
    if (old === undefined || taken.has(old)) return created
    taken.add(old)
    if (printJson(old.manifest) === printJson(created.manifest)) return old
    if (resIdKey(currentId(old)) !== resIdKey(currentId(created))) storePreviousId(old)
    old.manifest = updateNode(old.manifest, created.manifest) as MappingNode
    return old
  })
  resMap.reset([])
  resMap.append(resources)
}

/** Runs the function, and gives the items that are there afterwards. */
async function runFunction(
  { name, run, config, warn }: JavaScriptCall,
  items: KubernetesObject[],
  field: FunctionField,
): Promise<readonly KubernetesObject[]> {
  const functionConfig = toPlain(config.manifest) as unknown as KubernetesObject
  let returned: unknown
  try {
    returned = await run({ items, functionConfig, field })
  } catch (error) {
    if (error instanceof KustError) throw error
    throw functionFailed(name, 'it threw', error instanceof Error ? error.message : String(error))
  }
  const output = Array.isArray(returned) ? { items: returned } : (returned ?? {})
  if (typeof output !== 'object') throw functionReturned(name, `found a ${typeof output}`)
  const { items: found = items, results = [] } = output as FunctionOutput
  if (!Array.isArray(found)) throw functionReturned(name, '`items` is no list')
  if (!Array.isArray(results) || !results.every(isResult)) throw functionReturned(name, '`results` need messages')
  const errors = results.filter(({ severity = 'error' }) => severity === 'error')
  for (const result of results) if (!errors.includes(result)) warn(`${name}: ${describeResult(result)}`)
  if (errors.length > 0) throw functionFailed(name, 'by its results', errors.map(describeResult).join('; '))
  return found
}

function manifestOf(item: unknown, { name, config }: JavaScriptCall): MappingNode {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw functionReturned(name, `found ${item === null ? 'null' : Array.isArray(item) ? 'a list' : typeof item}`)
  }
  return checkManifest(fromPlain(item as JsonValue, config.manifest))
}
