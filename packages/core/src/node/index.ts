export { diskFileSystem } from './diskFileSystem.ts'
export { type DisposableRemoteHost, type RemoteHostOptions, remoteHost } from './remoteHost.ts'
export { writeFolder } from './writeFolder.ts'
