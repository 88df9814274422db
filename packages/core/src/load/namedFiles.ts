import type { ConfigMapArgs, Kustomization } from '../kustomization/kustomization.ts'

/** A file that a field of a kustomization names, other than resources, components and plugins. */
export interface NamedFile {
  readonly path: string
  /** Where it is named. */
  readonly field: readonly (string | number)[]
  /** Whether the text may be the content itself. */
  readonly maybeInline: boolean
}

/** The files that a kustomization names, in the order in which upstream reads them. */
export function filesOf(kustomization: Kustomization): NamedFile[] {
  const files: NamedFile[] = []
  const add = (path: string | undefined, ...field: (string | number)[]): void => {
    if (path) files.push({ path, field, maybeInline: false })
  }
  const schema = kustomization.openapi?.path
  if (schema !== undefined) files.push({ path: schema, field: ['openapi', 'path'], maybeInline: false })
  kustomization.configurations?.forEach((path, i) => {
    files.push({ path, field: ['configurations', i], maybeInline: false })
  })
  kustomization.crds?.forEach((path, i) => {
    files.push({ path, field: ['crds', i], maybeInline: false })
  })
  for (const generator of ['configMapGenerator', 'secretGenerator'] as const) {
    kustomization[generator]?.forEach((args, i) => {
      for (const { path, field } of generatorFilesOf(args)) add(path, generator, i, ...field)
    })
  }
  kustomization.patchesStrategicMerge?.forEach((path, i) => {
    files.push({ path, field: ['patchesStrategicMerge', i], maybeInline: true })
  })
  for (const patches of ['patches', 'patchesJson6902'] as const) {
    kustomization[patches]?.forEach((patch, i) => {
      add(patch.path, patches, i, 'path')
    })
  }
  kustomization.replacements?.forEach((replacement, i) => {
    add(replacement.path, 'replacements', i, 'path')
  })
  return files
}

/** The files that a generator reads; malformed sources are left for the generator to refuse. */
export function generatorFilesOf(args: ConfigMapArgs): { path: string; field: (string | number)[] }[] {
  const envs = (args.envs ?? []).map((path, i) => ({ path, field: ['envs', i] }))
  const files = (args.files ?? []).flatMap((source, i) => {
    const parts = source.split('=')
    const path = parts.at(-1)!
    return parts.length > 2 || path === '' ? [] : [{ path, field: ['files', i] }]
  })
  return [...envs, ...files]
}
