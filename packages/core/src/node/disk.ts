export { diskFileSystem } from './diskFileSystem.ts'
export { writeFolder } from './writeFolder.ts'
