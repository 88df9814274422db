export { diskFileSystem } from './diskFileSystem.ts'
