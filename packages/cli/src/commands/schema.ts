import { type KustomizationKind, kustomizationSchema } from '@kust/core/json-schema'
import { type ParsedFlags, UsageError } from '../flags.ts'
import type { Streams } from '../streams.ts'
import type { Command } from './index.ts'

export const command: Command = {
  about: `Print the JSON Schema (draft-07) of kustomization files: of kind Kustomization, of kind Component, or of both where
none is named. For the YAML language server, write it to a file and begin kustomization.yaml with
  # yaml-language-server: $schema=PATH`,
  flags: {},
  run: runSchema,
}

const kinds: readonly KustomizationKind[] = ['Kustomization', 'Component']

/** Prints the JSON Schema of kustomization files. */
async function runSchema({ arguments: words }: ParsedFlags, { out }: Streams): Promise<number> {
  if (words.length > 1) throw new UsageError(`schema takes one kind; found ${words.join(' and ')}`)
  const [wanted] = words
  const kind = kinds.find((name) => name.toLowerCase() === wanted?.toLowerCase())
  if (wanted !== undefined && kind === undefined)
    throw new UsageError(`the kinds are ${kinds.join(' and ')}; found \`${wanted}\``)
  out(`${JSON.stringify(kustomizationSchema(kind), undefined, 2)}\n`)
  return 0
}
