export { type BuildOptions, type BuildResult, type BuildWarning, type BuiltResource, build } from './build.ts'
export { type FilePlace, KustError } from './diagnostics/kustError.ts'
export { kustomizeVersion } from './emit/buildMetadata.ts'
export { createEngine, type Engine, type EngineOptions } from './engine.ts'
export type {
  FunctionField,
  FunctionInput,
  FunctionOutput,
  JavaScriptFunction,
  JavaScriptFunctions,
  KubernetesObject,
} from './functions/javaScript.ts'
export type {
  FunctionSettings,
  PluginHost,
  ProgramLimits,
  ProgramRequest,
  ProgramResult,
} from './functions/pluginHost.ts'
export type { FunctionResult } from './functions/results.ts'
export type { Helm, HelmDefaults, HelmHost, HelmLimits } from './generate/helm/helmHost.ts'
export type * from './kustomization/kustomization.ts'
export type { Awaitable, FileSystem, ResolvedPath } from './load/fileSystem.ts'
export { leafKustomizations } from './load/leafKustomizations.ts'
export type { LoadRestrictor } from './load/loader.ts'
export { memoryFileSystem } from './load/memoryFileSystem.ts'
export type { FileAccess } from './load/reader.ts'
export { snapshot } from './load/snapshot.ts'
export type { FieldSpec } from './resource/fieldSpec.ts'
export type { Gvk } from './resource/gvk.ts'
export { effectiveNamespace, type ResId } from './resource/resId.ts'
export type { Selector } from './resource/selector.ts'
export type { JsonValue } from './yaml/json.ts'
export type { Place, SourceText } from './yaml/node.ts'
