/** Group, version and kind; the core group is the empty string. */
export interface Gvk {
  readonly group: string
  readonly version: string
  readonly kind: string
}

/** A pattern for a Gvk: what is missing or empty matches anything. */
export interface GvkPattern {
  readonly group?: string | undefined
  readonly version?: string | undefined
  readonly kind?: string | undefined
}

/** Splits an apiVersion at its first slash; without one it is all version. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/')
  if (slash < 0) return { group: '', version: apiVersion }
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}

export function apiVersionOf(gvk: Gvk): string {
  return gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`
}

export function gvkMatches(gvk: Gvk, pattern: GvkPattern): boolean {
  return (
    (!pattern.kind || pattern.kind === gvk.kind) &&
    (!pattern.group || pattern.group === gvk.group) &&
    (!pattern.version || pattern.version === gvk.version)
  )
}

/** The reference's text for a Gvk, `Kind.Version.Group`, as in the legacy sort order. */
export function gvkToString(gvk: Gvk): string {
  return `${gvk.kind || '[noKind]'}.${gvk.version || '[noVer]'}.${gvk.group || '[noGrp]'}`
}

/** For messages: `apps/v1 Deployment`, or as much of it as is known. */
export function describeGvk(gvk: GvkPattern): string {
  const apiVersion = [gvk.group, gvk.version].filter(Boolean).join('/')
  return [apiVersion, gvk.kind].filter(Boolean).join(' ')
}
