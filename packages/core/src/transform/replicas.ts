import { replicaNotFound } from '../diagnostics/errors/transform.ts'
import type { Replica } from '../kustomization/kustomization.ts'
import { type CompiledFieldSpec, editField } from '../resource/fieldSpec.ts'
import { gvkMatches } from '../resource/gvk.ts'
import type { ResMap } from '../resource/resMap.ts'
import { allIds } from '../resource/resource.ts'
import { setScalar } from '../resource/setFields.ts'
import type { Place } from '../yaml/node.ts'

/** Sets the replica count of every resource that has or had a name; that there is none is an error. */
export function applyReplica(
  resMap: ResMap,
  replica: Replica,
  fieldSpecs: readonly CompiledFieldSpec[],
  place?: Place,
): void {
  const { name = '', count = 0 } = replica
  let found = false
  for (const compiled of fieldSpecs) {
    for (const resource of resMap.everNamed(name)) {
      if (!allIds(resource).some((id) => id.name === name && gvkMatches(id, compiled.spec))) continue
      found = true
      editField(resource.manifest, compiled, 'scalar', (node) => setScalar(node, String(count), '!!int', place))
    }
  }
  if (!found)
    throw replicaNotFound(
      name,
      fieldSpecs.map(({ spec }) => spec),
      resMap.resources,
    )
}
