import type { Kustomization } from '@kust/core'
import { decode, kustomizationShape, type YamlNode } from '@kust/core/inspect'

/** What a kustomization file says, deprecated fields where they stand. */
export function decodedAsWritten(node: YamlNode): Kustomization {
  return decode<Kustomization>(node, kustomizationShape)
}
