export * from './disk.ts'
export { cleanEnvironment, commandSettings } from './gitSettings.ts'
export * from './hosts.ts'
export { endProgram, type Running, type RunRequest, type RunResult, runProgram } from './runProgram.ts'
