/** Tells the program that it is a thread of another one. */
export const workerArgument = '--kust-worker'
