import picomatch from 'picomatch'

/** Whether a path with `/` fits one of some globs, or all do without any. A glob that fits a folder fits what is below. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => true
  const all = patterns.map(normal).flatMap((pattern) => (pattern === '' ? ['**'] : [pattern, `${pattern}/**`]))
  return picomatch(all, { dot: true })
}

function normal(pattern: string): string {
  return pattern.replace(/^(\.(\/+|$))+/, '').replace(/\/+$/, '')
}
