export {
  type ExplainedBuild,
  type ExplainedField,
  type ExplainedResource,
  explain,
  type FieldChange,
  type FieldPath,
  type FilePosition,
  originOf,
  type RemovedField,
} from './explain.ts'
