import { atField } from '../diagnostics/context.ts'
import { externalPluginDisabled } from '../diagnostics/errors/plugins.ts'
import { callFunction } from '../functions/callFunction.ts'
import { checkMounts, containerCommand, executableVariables } from '../functions/containerArguments.ts'
import { type FunctionSpec, functionSpecOf } from '../functions/functionSpec.ts'
import { generateWithJavaScript, type JavaScriptCall, transformWithJavaScript } from '../functions/javaScript.ts'
import { pluginArguments, pluginPath } from '../functions/legacyPlugin.ts'
import type { PluginHost, ProgramResult } from '../functions/pluginHost.ts'
import { printConfig, printResources } from '../functions/printedInput.ts'
import { checkResults } from '../functions/results.ts'
import { resourceFromFunction, takeGenerated, takeTransformed } from '../functions/takeOutput.ts'
import { loadFile } from '../load/loader.ts'
import { describeGvk } from '../resource/gvk.ts'
import { checkManifest, expandLists, readManifests } from '../resource/readManifests.ts'
import type { ResMap } from '../resource/resMap.ts'
import { apiVersionTextOf, currentId, nameOf, originalId, type Resource } from '../resource/resource.ts'
import type { MappingNode } from '../yaml/node.ts'
import { sourceText } from '../yaml/readYaml.ts'
import type { Target } from './accumulate.ts'

/** A function or plugin that is not built in, in the two ways in which it can be used. */
export interface ExternalPlugin {
  generate(): Promise<readonly Resource[]>
  transform(resMap: ResMap, field: 'transformers' | 'validators'): Promise<void>
}

/** Finds what a configuration asks for: a function in JavaScript, a function that is a program, or a plugin. */
export async function externalPlugin(target: Target, config: Resource): Promise<ExternalPlugin> {
  const { hosts, schema, warn } = target.context
  const id = currentId(config)
  const name = `${describeGvk(id)} ${nameOf(config.manifest)}`
  const key = `${apiVersionTextOf(config.manifest)}/${id.kind}`
  const { functions = {}, plugins } = hosts
  if (Object.hasOwn(functions, key)) {
    const call: JavaScriptCall = { name, run: functions[key]!, config, schema, warn }
    return {
      generate: () => atField(config.manifest, [], () => generateWithJavaScript(call)),
      transform: (resMap, field) => atField(config.manifest, [], () => transformWithJavaScript(call, resMap, field)),
    }
  }
  if (plugins === undefined) throw externalPluginDisabled(id, config.manifest)
  const spec = functionSpecOf(config.manifest)
  if (spec === undefined) return programPlugin(target, config, name, await legacyProgram(target, config, name, plugins))
  checkMounts(spec.container?.mounts ?? [], config.manifest)
  return programPlugin(target, config, name, functionProgram(target, config, name, spec, plugins))
}

/** Gives manifests for the text of resources, or for nothing, where it generates. */
type Program = (resources: string | undefined) => Promise<MappingNode[]>

function programPlugin(target: Target, config: Resource, name: string, run: Program): ExternalPlugin {
  const { schema } = target.context
  // An error without a place of its own is about the configuration.
  const resourcesOf = (text: string | undefined): Promise<Resource[]> =>
    atField(config.manifest, [], async () =>
      (await run(text)).map((manifest) => resourceFromFunction(manifest, schema)),
    )
  return {
    generate: async () => takeGenerated(name, await resourcesOf(undefined)),
    transform: async (resMap) => takeTransformed(name, resMap, await resourcesOf(printResources(resMap.resources))),
  }
}

function functionProgram(
  target: Target,
  config: Resource,
  name: string,
  { container, exec }: FunctionSpec,
  plugins: PluginHost,
): Program {
  const { loader } = target.loaded
  const directory = loader.root
  const { settings } = plugins
  const isContainer = Boolean(container?.image)
  const run = (input: string): Promise<ProgramResult> => {
    if (isContainer) {
      const { args, mounted } = containerCommand(container!, settings, directory, config.manifest)
      return plugins.run({ kind: 'container', directory, input, args, mounted })
    }
    return plugins.run({
      kind: 'executable',
      directory,
      input,
      path: exec!.path!,
      args: exec!.args ?? [],
      env: executableVariables(exec!.envs ?? [], settings.env),
      isFree: loader.restrictor === 'LoadRestrictionsNone',
    })
  }
  const isRun = isContainer || (settings.exec && Boolean(exec?.path))
  return async (resources) => {
    const manifests = await callFunction({
      name,
      config: printConfig(config),
      resources,
      isGlobal: isContainer,
      run: isRun ? (input) => saying(target, name, run(input)) : undefined,
    })
    return expandLists(manifests.map(checkManifest))
  }
}

async function legacyProgram(target: Target, config: Resource, name: string, plugins: PluginHost): Promise<Program> {
  const { loader } = target.loaded
  const path = pluginPath(originalId(config), config.manifest)
  const args = await pluginArguments(config.manifest, (file) => loadFile(loader, file))
  return async (resources) => {
    const text = printConfig(config)
    const request = {
      kind: 'plugin',
      directory: loader.root,
      input: resources ?? '',
      path,
      args,
      config: text,
    } as const
    const result = await plugins.run(request)
    checkResults(name, result, undefined)
    return readManifests(sourceText(`output of ${name}`, result.output))
  }
}

/** Passes on what a function that succeeds writes for people. */
async function saying(target: Target, name: string, running: Promise<ProgramResult>): Promise<ProgramResult> {
  const result = await running
  const said = result.said.trimEnd()
  if (result.status === 0 && said !== '') target.context.warn(`${name}: ${said}`)
  return result
}
