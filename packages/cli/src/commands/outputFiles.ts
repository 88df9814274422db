import { type BuiltResource, effectiveNamespace, KustError } from '@kust/core'

/**
 * The reference's file names for `-o DIRECTORY`: `<group>_<version>_<kind>_<name>.yaml` in lower case, with
 * the namespace before it where the build has more than one. Of resources that share a name, the last
 * in this order wins: by namespace, cluster-scoped ones last.
 */
export function fileNames(resources: readonly BuiltResource[]): Map<string, BuiltResource> {
  const namespaced = resources.filter(({ id }) => !id.clusterScoped)
  const several = new Set(namespaced.map(({ id }) => effectiveNamespace(id))).size > 1
  const files = new Map<string, BuiltResource>()
  for (const resource of namespaced) {
    const prefix = several ? `${effectiveNamespace(resource.id).toLowerCase()}_` : ''
    files.set(prefix + fileName(resource), resource)
  }
  for (const resource of resources) if (resource.id.clusterScoped) files.set(fileName(resource), resource)
  return files
}

function fileName({ id }: BuiltResource): string {
  const { group, version, kind, name } = id
  const file = `${[group, version, kind].filter(Boolean).join('_')}_${name}.yaml`.toLowerCase()
  if (/[/\\]/.test(file)) {
    throw new KustError(
      'unsafe-file-name',
      `${kind} ${name} cannot be written to a file of its name, which has a slash`,
    )
  }
  return file
}
