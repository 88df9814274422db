/**
 * Whether a path with `/` fits a pattern: `*` and `?` stand for characters within a name, `**` for any folders,
 * `{a,b}` for either. A pattern that fits a folder fits what is below it.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => true
  const matchers = patterns.map((pattern) => new RegExp(`^${regexOf(normal(pattern))}(/.*)?$`, 's'))
  return (path) => matchers.some((matcher) => matcher.test(path))
}

function normal(pattern: string): string {
  return pattern.replace(/^(\.\/)+/, '').replace(/\/+$/, '')
}

function regexOf(pattern: string): string {
  if (pattern === '' || pattern === '.') return '[\\s\\S]*'
  // Several `**` next to each other mean one, and take the time of one.
  const tokens = pattern.replaceAll(/(\*\*\/)+/g, '**/').match(/\*\*\/|\*\*|\*+|\?|\{[^{}]*\}|[\s\S]/g) ?? []
  return tokens
    .map((token) => {
      if (token === '**/') return '(?:[^/]+/)*'
      if (token === '**') return '[\\s\\S]*'
      if (token.startsWith('*')) return '[^/]*'
      if (token === '?') return '[^/]'
      if (token.length > 1 && token.startsWith('{'))
        return `(?:${token.slice(1, -1).split(',').map(regexOf).join('|')})`
      return token.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
    })
    .join('')
}
