/** Whether a comment on a line, or on the one above it, switches a code off: `# kust-lint-ignore CODE, CODE`. */
export function isIgnored(text: string, line: number, code: string): boolean {
  const lines = text.split('\n')
  const above = lines[line - 2]?.trim() ?? ''
  return codesIn(lines[line - 1] ?? '').includes(code) || (above.startsWith('#') && codesIn(above).includes(code))
}

function codesIn(line: string): string[] {
  const found = /(?:^|\s)#\s*kust-lint-ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)/.exec(line)
  return found === null ? [] : found[1]!.split(/\s*,\s*/)
}
