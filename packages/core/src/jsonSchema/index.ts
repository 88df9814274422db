export { type JsonSchema, type KustomizationKind, kustomizationSchema } from './jsonSchema.ts'
