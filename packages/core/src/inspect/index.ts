/** For tools that look into a build, such as the linter: less stable than the other entries. */
export type { Step, Trace } from '../accumulate/trace.ts'
export { type Position, positionOf } from '../diagnostics/position.ts'
export { decode, placeOf } from '../kustomization/decode.ts'
export { apiVersionOf, type Deprecation, findDeprecated, modernize } from '../kustomization/deprecatedFields.ts'
export { baseName, cleanPath, directoryOf, isInOrBelow, joinPath, relativePath } from '../kustomization/path.ts'
export { kustomizationShape } from '../kustomization/shapes.ts'
export { generalYaml } from '../libraries/index.ts'
export { kustomizationFileNames, type LoadedEntry, type LoadedKustomization } from '../load/loadKustomization.ts'
export { filesOf } from '../load/namedFiles.ts'
export { effectiveNamespace, type ResId } from '../resource/resId.ts'
export { allIds, currentId, isDeleted, type Resource, textEntries, textMapOf } from '../resource/resource.ts'
export { compileSelector, selectsAnyId, selectsResource } from '../resource/selector.ts'
export { type PlacedReplacement, readReplacements } from '../transform/readReplacements.ts'
export { utf8Encode } from '../yaml/base64.ts'
export { printJson } from '../yaml/json.ts'
export {
  getEntry,
  getField,
  type MapEntry,
  type MappingNode,
  type Place,
  type ScalarNode,
  type SequenceNode,
  type SourceText,
  textOf,
  type YamlNode,
} from '../yaml/node.ts'
export { decodeUtf8, readDocuments, readYaml11, sourceText } from '../yaml/readYaml.ts'
export { createInspector, type Inspector, type Watcher } from './inspector.ts'
