import { wrongNodeKind } from '../diagnostics/errors/patches.ts'
import { splitPath } from '../resource/fieldSpec.ts'
import { getField, isNull, type MappingNode, mapping, scalar, textOf, type YamlNode } from '../yaml/node.ts'
import { overwriteScalar, plainEntry } from '../yaml/write.ts'

/**
 * Puts a value into a field, which is made where it is missing. With a position above zero the field is
 * a file path, and the value becomes one of its parts.
 */
export function addValue(manifest: MappingNode, fieldPath: string, value: string, position: number): void {
  const parts = splitPath(fieldPath, '/').filter((part) => part.trim() !== '')
  let at: YamlNode = manifest
  for (const [i, part] of parts.entries()) {
    // Below a null upstream finds nothing to change.
    if (i > 0 && isNull(at)) return
    if (at.kind !== 'mapping') throw wrongNodeKind('mapping', at)
    let next = getField(at, part)
    if (next === undefined) {
      next = i === parts.length - 1 ? scalar('', 'plain', '') : mapping([])
      at.entries.push(plainEntry(part, next))
    }
    at = next
  }
  if (at.kind !== 'scalar') throw wrongNodeKind('scalar', at)
  const text = position > 0 ? insertPathPart(isNull(at) ? '' : textOf(at), position - 1, value) : value
  overwriteScalar(at, scalar(text, 'plain', ''))
}

/** Inserts a part into a file path; an absolute path stays absolute. */
function insertPathPart(path: string, position: number, part: string): string {
  if (part === '') return path
  const absolute = path.startsWith('/')
  const parts = path.split('/').filter((p) => p !== '')
  parts.splice(Math.min(position, parts.length), 0, part)
  return `${absolute ? '/' : ''}${parts.join('/')}`
}
