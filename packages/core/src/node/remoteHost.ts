import type { GitLimits, HttpLimits, RemoteHost } from '../load/remoteHost.ts'
import { type GitHostOptions, gitHost } from './gitHost.ts'
import { type HttpHostOptions, httpHost } from './httpHost.ts'

export interface RemoteHostOptions extends Omit<GitHostOptions, 'limits'>, Omit<HttpHostOptions, 'limits'> {
  readonly limits?: { readonly git?: Partial<GitLimits>; readonly http?: Partial<HttpLimits> }
}

export interface DisposableRemoteHost extends RemoteHost {
  /** Ends what still runs and removes every copy outside the cache. */
  dispose(): Promise<void>
}

/** Fetches by git and http(s) for as many builds as one likes, each thing once; `dispose` of it in the end. */
export function remoteHost(options: RemoteHostOptions = {}): DisposableRemoteHost {
  const { limits = {}, ...rest } = options
  return {
    ...httpHost({ ...rest, limits: limits.http ?? {} }),
    ...gitHost({ ...rest, limits: limits.git ?? {} }),
  }
}
