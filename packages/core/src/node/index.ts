export { diskFileSystem } from './diskFileSystem.ts'
export { type DisposableHelmHost, type HelmHostOptions, helmHost } from './helmHost.ts'
