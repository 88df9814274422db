import { fieldsOf } from './topLevel.ts'

/** The text of a kustomization with the fields put before all others that it does not have. */
export function withType(text: string, values: Readonly<Record<'apiVersion' | 'kind', string>>): string | undefined {
  const fields = fieldsOf(text)
  const first = fields?.values().next().value
  if (fields === undefined || first === undefined) return undefined
  const kind = fields.get('kind')
  const apiVersion = fields.get('apiVersion')
  if (apiVersion !== undefined && kind === undefined) return inserted(text, apiVersion.end, `kind: ${values.kind}\n`)
  const missing = `apiVersion: ${values.apiVersion}\n${kind === undefined ? `kind: ${values.kind}\n` : ''}`
  if (kind !== undefined) return inserted(text, kind.start, missing)
  return inserted(text, aboveComments(text, first.start), missing)
}

/** Before the comments that stand right above a line, unless they begin the file: then they are about all of it. */
function aboveComments(text: string, line: number): number {
  let at = line
  while (at > 0) {
    const before = text.lastIndexOf('\n', at - 2) + 1
    if (text[before] !== '#') return at
    at = before
  }
  return line
}

function inserted(text: string, at: number, lines: string): string {
  const needsEnd = at > 0 && text[at - 1] !== '\n'
  return `${text.slice(0, at)}${needsEnd ? '\n' : ''}${lines}${text.slice(at)}`
}
