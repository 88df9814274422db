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
export type { Sha256 } from './libraries/sha256.ts'
export type { Awaitable, FileSystem, ResolvedPath } from './load/fileSystem.ts'
export { leafKustomizations } from './load/leafKustomizations.ts'
export { type BuildLimits, defaultBuildLimits } from './load/limits.ts'
export type { LoadRestrictor } from './load/loader.ts'
export { memoryFileSystem } from './load/memoryFileSystem.ts'
export type { FileAccess, RemotePin } from './load/reader.ts'
export {
  type Clone,
  type CloneRequest,
  defaultGitLimits,
  defaultHttpLimits,
  type GitLimits,
  type HttpLimits,
  type RemoteHost,
} from './load/remoteHost.ts'
export { snapshot } from './load/snapshot.ts'
export { type LocalizeOptions, type LocalizeResult, localize } from './localize/localize.ts'
export { parseManifests, printManifest } from './manifests.ts'
export type { FieldSpec } from './resource/fieldSpec.ts'
export type { Gvk } from './resource/gvk.ts'
export { effectiveNamespace, type ResId } from './resource/resId.ts'
export type { Selector } from './resource/selector.ts'
export { encodeBase64, utf8Encode } from './yaml/base64.ts'
export type { JsonValue } from './yaml/json.ts'
export type { Place, SourceText } from './yaml/node.ts'
