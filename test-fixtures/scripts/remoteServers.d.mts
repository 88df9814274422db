import type { Tree } from './caseFolder.mjs'

export type Tokens = Readonly<Record<string, string>>

export interface RemoteServers {
  readonly tokens: Tokens
  readonly env: NodeJS.ProcessEnv
  close(): Promise<void>
}

/** What the servers hold: repositories as lists of commits, and pages by path. See `remoteContent.mjs`. */
export interface RemoteContent {
  readonly repositories: Readonly<Record<string, readonly object[]>>
  readonly site: Readonly<Record<string, object>>
}

export declare function startRemoteServers(content?: RemoteContent): Promise<RemoteServers>
export declare function fillIn(text: string, tokens: Tokens): string
export declare function fillInTree(tree: Tree, tokens: Tokens): Tree
export declare function takeOut(text: string, tokens: Tokens): string
