import { writeSync } from 'node:fs'
import { workerArgument } from './commands/workerArgument.ts'
import { kust } from './kust.ts'
import type { Streams } from './streams.ts'

/** Given by the launcher: how the program has been started. */
declare const start: { readonly isFirst: boolean; readonly onLargeInput: (() => void) | undefined }

/** Whether a stream has still to write something. */
let isWaiting = false

const [, program, ...args] = process.argv

if (args[0] === workerArgument) {
  import('./commands/worker.ts').then(({ serve }) => serve())
} else {
  const streams: Streams = {
    out: (text) => write(1, text),
    err: (text) => write(2, text),
    // Loaded when it is asked for: it brings all of Node's streams.
    isTerminal: () => process.getBuiltinModule('node:tty').isatty(2),
    isOutTerminal: () => process.getBuiltinModule('node:tty').isatty(1),
    ...(program !== undefined && { program }),
    isFirst: start.isFirst,
    ...(start.onLargeInput !== undefined && { onLargeInput: start.onLargeInput }),
  }
  kust(args, streams).then((status) => {
    process.exitCode = status
    // What V8 has planned to do at leisure, such as collecting garbage, nobody has to wait for.
    if (!isWaiting) process.exit()
  })
}

/** Writes at once, without Node's streams, which take longer to set up than a small build takes. */
function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text)
  let at = 0
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // A reader that stops early (`kust build . | head`) is no mistake of anybody.
      if (code === 'EPIPE') process.exit(0)
      if (code !== 'EAGAIN') throw error
      // A pipe that does not block and is full; streams can wait for it.
      const stream = descriptor === 1 ? process.stdout : process.stderr
      isWaiting = true
      stream.write(bytes.subarray(at))
      return
    }
  }
}
