import { newResource } from '../../../packages/core/src/resource/resource.ts'
import { createSchema } from '../../../packages/core/src/schema/schema.ts'
import { applyImage } from '../../../packages/core/src/transform/images.ts'
import type { MappingNode } from '../../../packages/core/src/yaml/node.ts'
import { readDocument, sourceText } from '../../../packages/core/src/yaml/readYaml.ts'
import { tryReading } from '../refusals.ts'

const schema = createSchema()

/** The bytes are lines: an image, and the fields of an entry of `images`. */
export function fuzz(data: Uint8Array): void {
  const [image = '', name = '', newName = '', newTag = '', digest = '', tagSuffix = ''] = new TextDecoder()
    .decode(data)
    .split('\n')
  const text = `kind: Pod\napiVersion: v1\nmetadata: {name: a}\nspec: {containers: [{image: ${JSON.stringify(image)}}]}\n`
  const manifest = tryReading(() => readDocument(sourceText('a.yaml', text)) as MappingNode)
  if (manifest === undefined) return
  const entry = { name, newName, newTag, digest, tagSuffix }
  tryReading(() => applyImage([newResource(manifest, schema)], entry, []))
  tryReading(() => applyImage([newResource(manifest, schema)], { name: image, newTag }, []))
}
