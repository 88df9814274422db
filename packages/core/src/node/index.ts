export { diskFileSystem } from './diskFileSystem.ts'
export { type DisposableHelmHost, type HelmHostOptions, helmHost } from './helmHost.ts'
export { type DisposablePluginHost, type PluginHostOptions, pluginHost } from './pluginHost.ts'
