import type { RemoteContent } from '../scripts/remoteServers.mjs'

export declare const hostileContent: RemoteContent
