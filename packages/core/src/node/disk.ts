export { diskFileSystem } from './diskFileSystem.ts'
export { foldersBelow } from './foldersBelow.ts'
export { nativeSha256 } from './nativeSha256.ts'
export { writeFolder } from './writeFolder.ts'
