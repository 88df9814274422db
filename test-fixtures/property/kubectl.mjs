// The reference kubectl, for TypeScript.
export { runReference } from '../scripts/reference.mjs'
