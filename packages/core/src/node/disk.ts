export { diskFileSystem } from './diskFileSystem.ts'
export { foldersBelow } from './foldersBelow.ts'
export { writeFolder } from './writeFolder.ts'
