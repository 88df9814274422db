export { comparableDisk } from './comparableDisk.ts'
export { type GitRepository, openRepository, type RepositoryOptions, type Revision } from './gitRepository.ts'
