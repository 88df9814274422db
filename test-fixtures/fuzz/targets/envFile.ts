import { keyValues, splitFileSource } from '../../../packages/core/src/generate/keyValueSources.ts'
import { tryReading } from '../refusals.ts'

/** The bytes as an env file, a literal, a file entry, and the content of a file. */
export function fuzz(data: Uint8Array): void {
  const text = new TextDecoder().decode(data)
  const args = { name: 'a' }
  for (const source of [{ envs: ['a.env'] }, { literals: [text] }, { files: ['k=a.env'] }]) {
    const values = tryReading(() => keyValues({ ...args, ...source }, () => data))
    if (new Set(values?.map(({ key }) => key)).size !== (values?.length ?? 0)) throw new Error('a key came twice')
  }
  tryReading(() => splitFileSource(text))
}
