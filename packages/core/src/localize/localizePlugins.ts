import { notSequenceOrScalar } from '../diagnostics/errors/localize.ts'
import { printYaml } from '../emit/printYaml.ts'
import { loadFile } from '../load/loader.ts'
import { tryReadManifests } from '../load/loadKustomization.ts'
import { compileFieldSpecs, editField } from '../resource/fieldSpec.ts'
import { parseApiVersion } from '../resource/gvk.ts'
import { readManifests } from '../resource/readManifests.ts'
import { apiVersionTextOf, kindOf } from '../resource/resource.ts'
import { utf8Encode } from '../yaml/base64.ts'
import { cloneNode, getField, type MappingNode, type SourceText, type YamlNode } from '../yaml/node.ts'
import { copyChartHome } from './chartHomes.ts'
import { copyFile, localizeFile, type Root } from './localize.ts'
import { localizeFileSource, localizePatchEntry } from './localizeFields.ts'

type Localize = (root: Root, path: string) => Promise<string>

const files: readonly (readonly [path: string, Localize])[] = [
  ['env', localizeFile],
  ['envs', localizeFile],
  ['files', (root, source) => localizeFileSource(root, source)],
]

/** The fields of built-in plugins that name files, in the order in which upstream copies these. */
const pathsOf: Readonly<Record<string, readonly (readonly [path: string, Localize])[]>> = {
  ConfigMapGenerator: files,
  SecretGenerator: files,
  HelmChartInflationGenerator: [
    ['valuesFile', localizeFile],
    ['additionalValuesFiles', localizeFile],
    ['chartHome', copyChartHome],
  ],
  PatchTransformer: [['path', localizeFile]],
  PatchJson6902Transformer: [['path', localizeFile]],
  ReplacementTransformer: [['replacements/path', localizeFile]],
  PatchStrategicMergeTransformer: [['paths', (root, entry) => localizePatchEntry(root, entry)]],
}

/**
 * An entry of `generators`, `transformers` or `validators`: configurations in a file, or in the entry itself. Upstream
 * prints them anew even if nothing in them changes.
 */
export async function localizePlugins(root: Root, entry: string, inline: SourceText): Promise<string> {
  const here = tryReadManifests(inline)
  if (here !== undefined) return printAll(await localizeAll(root, here))
  const { source } = await loadFile(root.loader, entry)
  const text = printAll(await localizeAll(root, readManifests(source)))
  return copyFile(root, entry, utf8Encode(text))
}

function printAll(manifests: readonly MappingNode[]): string {
  return manifests.map((document) => printYaml(document)).join('---\n')
}

async function localizeAll(root: Root, manifests: readonly MappingNode[]): Promise<MappingNode[]> {
  const localized = manifests.map((manifest) => cloneNode(manifest))
  for (const manifest of localized) {
    const kind = kindOf(manifest)
    if (parseApiVersion(apiVersionTextOf(manifest)).version !== 'builtin' || !Object.hasOwn(pathsOf, kind)) continue
    for (const [path, localize] of pathsOf[kind]!) {
      for (const node of nodesAt(manifest, path)) await localizeNode(root, node, localize)
    }
    if (kind === 'HelmChartInflationGenerator' && getField(manifest, 'chartHome') === undefined) {
      await copyChartHome(root, '')
    }
  }
  return localized
}

function nodesAt(manifest: MappingNode, path: string): YamlNode[] {
  const nodes: YamlNode[] = []
  const [spec] = compileFieldSpecs([{ path }])
  editField(manifest, spec!, undefined, (node) => nodes.push(node))
  return nodes
}

async function localizeNode(root: Root, node: YamlNode, localize: Localize): Promise<void> {
  if (node.kind === 'mapping') throw notSequenceOrScalar()
  for (const scalar of node.kind === 'sequence' ? node.items : [node]) {
    if (scalar.kind !== 'scalar') throw notSequenceOrScalar()
    scalar.value = await localize(root, scalar.value)
    scalar.tag = '!!str'
  }
}
