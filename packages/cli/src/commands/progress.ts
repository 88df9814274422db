const width = 30

/** A bar on one line of a terminal, which is gone in the end. */
export function progressBar(
  total: number,
  write: (text: string) => void,
): { readonly show: (done: number) => void; readonly clear: () => void } {
  let shown = -1
  return {
    show(done) {
      const filled = Math.floor((done / total) * width)
      // A terminal is slow; what nobody could tell apart is not written.
      if (filled === shown) return
      shown = filled
      write(`\r[${'='.repeat(filled)}${' '.repeat(width - filled)}] ${done}/${total}`)
    },
    clear() {
      if (shown >= 0) write('\r\x1b[K')
    },
  }
}
