import type { RemoteServers, Tokens } from './remoteServers.mjs'

export interface HostileSettings {
  /** What it tries. */
  readonly why: string
  /** The published mistake of another program that it is like. */
  readonly advisory?: string
  /** The error that it meets, with its place; or `harmless`, and then `expected.yaml` is the reference's output. */
  readonly meets?: object | 'harmless'
  /** For a harmless one: `length` keeps only the number of characters, `none` nothing. */
  readonly golden?: 'length' | 'none'
  readonly target?: string
  readonly options?: { readonly loadRestrictor?: 'LoadRestrictionsNone' }
  readonly limits?: { readonly http?: { readonly timeoutMs: number } }
}

export interface HostileCase {
  readonly name: string
  readonly folder: string
  readonly settings: HostileSettings
  readonly expected: string | undefined
  readonly golden: string
}

export interface LaidOut {
  readonly root: string
  readonly trap: string
  readonly target: string
  readonly options: NonNullable<HostileSettings['options']>
  readonly tokens: Tokens
}

export declare const secret: string
export declare function readHostileCases(): HostileCase[]
export declare function layOut(testCase: HostileCase, scratch: string, servers: RemoteServers): LaidOut
