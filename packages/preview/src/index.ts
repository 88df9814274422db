export {
  type AffectedKustomization,
  type AffectedOptions,
  type AffectedResult,
  affectedKustomizations,
  type Side,
} from './affected/affected.ts'
export { bothSides, type CompareOptions, environmentDiff, rendersDifferently } from './affected/compare.ts'
export { globMatcher } from './affected/glob.ts'
export { kustomizationFolders } from './affected/kustomizationFolders.ts'
export { shardOf, type Work } from './affected/shards.ts'
export { type DiffPath, diffFields, type FieldDiff, pathText } from './diff/diffFields.ts'
export { type DiffOptions, diffResources, type ResourceDiff, type ResourceSide } from './diff/diffResources.ts'
export { type Counts, countsOf, type EnvironmentDiff, hasErrors, isDifferent } from './diff/preview.ts'
export { type AnnotateOptions, annotate } from './render/annotate.ts'
export { type Annotation, renderGitHub, renderGitLab } from './render/annotations.ts'
export { renderFields } from './render/fields.ts'
export { renderJson } from './render/json.ts'
export { commentMarker, type MarkdownOptions, renderMarkdown } from './render/markdown.ts'
export { type Paint, painter } from './render/paint.ts'
export { renderSideBySide, type SideBySideOptions } from './render/sideBySide.ts'
export { renderUnified, type UnifiedOptions } from './render/unified.ts'
export { type ComparableFileSystem, type Tree, type TreeEntry, treeFileSystem } from './revisions/treeFileSystem.ts'
