import { functionOutputItem } from '../diagnostics/errors/functions.ts'
import {
  cloneNode,
  entry,
  getField,
  isNull,
  type MappingNode,
  mapping,
  scalar,
  sequence,
  textOf,
  type YamlNode,
} from '../yaml/node.ts'
import { printNode } from '../yaml/printNode.ts'
import { readDocument, readDocuments, sourceText } from '../yaml/readYaml.ts'
import { annotate, isInScope, scopeOf, settleAnnotations, tellAnnotations, tellIds } from './ioAnnotations.ts'
import type { ProgramResult } from './pluginHost.ts'
import { checkResults } from './results.ts'

export interface FunctionCall {
  /** What messages call the function. */
  readonly name: string
  /** The text of the configuration. */
  readonly config: string
  /** The text of the resources; a function that generates gets its configuration instead. */
  readonly resources: string | undefined
  /** Whether it gets all resources; otherwise those below its own path, if it has one. */
  readonly isGlobal: boolean
  /** Undefined for a function that is left out. */
  readonly run: ((input: string) => Promise<ProgramResult>) | undefined
}

/** Calls a function with a ResourceList, by the rules of kyaml, and gives the manifests that are there afterwards. */
export async function callFunction(call: FunctionCall): Promise<MappingNode[]> {
  const config = manifestOf(call.config)
  // The mark that lets a configuration among the resources disappear in the end.
  annotate(config, 'config.kubernetes.io/local-config', 'true')
  const text = call.resources ?? printNode(config)
  const items = readDocuments(sourceText(call.name, text)) as MappingNode[]
  const told = tellAnnotations(items)
  if (call.run === undefined) {
    settleAnnotations(items, told, undefined)
    return items
  }
  const scope = scopeOf(config)
  const given = call.isGlobal ? items : items.filter((item) => isInScope(item, scope))
  const saved = items.filter((item) => !given.includes(item))
  tellIds(given)
  const result = await call.run(printNode(resourceList(given, config)))
  const { output, results } = readOutput(result, call.name)
  checkResults(call.name, result, results)
  settleAnnotations(output, told, scope)
  settleAnnotations(saved, told, undefined)
  return [...output, ...saved]
}

function manifestOf(text: string): MappingNode {
  return readDocument(sourceText('', text)) as MappingNode
}

function resourceList(items: readonly YamlNode[], functionConfig: YamlNode): MappingNode {
  return mapping([
    entry('apiVersion', scalar('config.kubernetes.io/v1')),
    entry('kind', scalar('ResourceList')),
    entry('items', sequence([...items])),
    entry('functionConfig', functionConfig),
  ])
}

/** The items of a ResourceList, or the documents as they are. */
function readOutput(
  { status, output: text }: ProgramResult,
  name: string,
): { output: MappingNode[]; results: YamlNode | undefined } {
  // A function that fails may have been cut off in the middle of a word; its failure counts more.
  const documents = status === 0 ? readDocuments(sourceText(`output of ${name}`, text)) : tryRead(text)
  const [only] = documents
  const kind = textOf(getField(only, 'kind'))
  const isList = documents.length === 1 && (kind === 'ResourceList' || kind === 'List')
  const list = getField(only, 'items')
  if (!isList || (list === undefined && getField(only, 'functionConfig') === undefined)) {
    return { output: documents.map(checked), results: undefined }
  }
  const items = list?.kind === 'sequence' ? list.items : []
  const mayShare = text.includes('*')
  return {
    output: items.filter((item) => !isNull(item)).map((item) => checked(mayShare ? cloneNode(item) : item)),
    results: getField(only, 'results'),
  }
}

function tryRead(text: string): YamlNode[] {
  try {
    return readDocuments(sourceText('', text))
  } catch {
    return []
  }
}

function checked(node: YamlNode): MappingNode {
  if (node.kind !== 'mapping') throw functionOutputItem(node)
  return node
}
