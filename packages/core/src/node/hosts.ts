// What runs programs and fetches, apart from the disk: it brings much of Node along, which a plain build does without.
export { type DisposableHelmHost, type HelmHostOptions, helmHost } from './helmHost.ts'
export { type DisposablePluginHost, type PluginHostOptions, pluginHost } from './pluginHost.ts'
export { type DisposableRemoteHost, type RemoteHostOptions, remoteHost } from './remoteHost.ts'
