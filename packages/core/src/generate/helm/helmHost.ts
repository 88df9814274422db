/**
 * Runs Helm for a build. Charts are folders on the disk of the machine that runs it, so it goes with a file system
 * that shows this disk.
 *
 * What Helm refuses, and what takes too long or says too much, is a `KustError`.
 */
export interface HelmHost {
  /** What charts get that do not say it themselves (`--helm-kube-version`, `--helm-api-versions`, `--helm-debug`). */
  readonly defaults: HelmDefaults
  /** Makes what one chart needs on the disk, does the work with it, and removes it. */
  session<T>(configHome: string | undefined, work: (helm: Helm) => Promise<T>): Promise<T>
}

export interface HelmDefaults {
  readonly kubeVersion?: string
  readonly apiVersions?: readonly string[]
  readonly debug?: boolean
}

/** Helm, ready to work on one chart. */
export interface Helm {
  /** Runs a command and gives its standard output; only pulling needs the network. */
  run(args: readonly string[], needs: 'network' | 'nothing'): Promise<string>
  /** Writes a file for Helm to read, and gives its absolute path. */
  writeValues(fileName: string, content: Uint8Array | string): Promise<string>
  /** Where a folder really is, with links followed; undefined if there is none. */
  folderAt(path: string): Promise<string | undefined>
  /** The first link in a folder that leads out of all of these folders. */
  linkOutOf(folder: string, allowed: readonly string[]): Promise<string | undefined>
}

/** What bounds each run of Helm. */
export interface HelmLimits {
  readonly timeoutMs: number
  /** Of the standard output. */
  readonly maxOutputBytes: number
}

/** Upstream knows neither. */
export const defaultHelmLimits: HelmLimits = { timeoutMs: 300_000, maxOutputBytes: 128 * 1024 * 1024 }
