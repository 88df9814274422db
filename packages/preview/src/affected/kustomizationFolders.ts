export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** The folders of some files in which there is a kustomization, but those of tools. */
export function kustomizationFolders(files: readonly string[]): string[] {
  const folders = new Set<string>()
  for (const file of files) {
    const slash = file.lastIndexOf('/')
    if (kustomizationNames.includes(file.slice(slash + 1)) && !file.includes('/node_modules/'))
      folders.add(file.slice(0, slash) || '/')
  }
  return [...folders].sort()
}
