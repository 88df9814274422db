export * from './disk.ts'
export * from './hosts.ts'
