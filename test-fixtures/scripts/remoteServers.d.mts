import type { Tree } from './caseFolder.mjs'

export type Tokens = Readonly<Record<string, string>>

export interface RemoteServers {
  readonly tokens: Tokens
  readonly env: NodeJS.ProcessEnv
  close(): Promise<void>
}

export declare function startRemoteServers(): Promise<RemoteServers>
export declare function fillIn(text: string, tokens: Tokens): string
export declare function fillInTree(tree: Tree, tokens: Tokens): Tree
export declare function takeOut(text: string, tokens: Tokens): string
