import { type CompiledFieldSpec, editField } from '../resource/fieldSpec.ts'
import { type GvkPattern, gvkMatches } from '../resource/gvk.ts'
import { originalId, type Resource, storePreviousId } from '../resource/resource.ts'
import { setScalar } from '../resource/setFields.ts'
import { type Place, textOf } from '../yaml/node.ts'

/** Kinds whose names mean something outside the build and stay as they are. */
const keptNames: readonly GvkPattern[] = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
]

/** Puts a prefix before the names of resources, and before every other field that the specs name. */
export function applyNamePrefix(
  resources: readonly Resource[],
  prefix: string,
  fieldSpecs: readonly CompiledFieldSpec[],
  place?: Place,
): void {
  applyAffix(resources, prefix, fieldSpecs, 'namePrefixes', (name) => prefix + name, place)
}

/** Puts a suffix behind the names of resources, and behind every other field that the specs name. */
export function applyNameSuffix(
  resources: readonly Resource[],
  suffix: string,
  fieldSpecs: readonly CompiledFieldSpec[],
  place?: Place,
): void {
  applyAffix(resources, suffix, fieldSpecs, 'nameSuffixes', (name) => name + suffix, place)
}

function applyAffix(
  resources: readonly Resource[],
  affix: string,
  fieldSpecs: readonly CompiledFieldSpec[],
  memory: 'namePrefixes' | 'nameSuffixes',
  rename: (name: string) => string,
  place: Place | undefined,
): void {
  for (const resource of resources) {
    const id = originalId(resource)
    if (keptNames.some((pattern) => gvkMatches(id, pattern))) continue
    for (const compiled of fieldSpecs) {
      const { spec } = compiled
      if (!gvkMatches(id, spec)) continue
      if (spec.path === 'metadata/name' && affix !== '') {
        resource[memory].push(affix)
        storePreviousId(resource)
      }
      editField(resource.manifest, compiled, 'scalar', (node) => setScalar(node, rename(textOf(node)), '', place))
    }
  }
}
