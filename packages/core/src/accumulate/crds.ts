import { crdNotReadable } from '../diagnostics/errors/load.ts'
import type { NameReference, TransformerConfig } from '../kustomization/transformerConfig.ts'
import type { FieldSpec } from '../resource/fieldSpec.ts'
import { getEntry, getField, type MappingNode, type SourceText, textOf, type YamlNode } from '../yaml/node.ts'
import { readYaml11 } from '../yaml/readYaml.ts'
import { mergeTransformerConfig } from './transformerConfig.ts'

/**
 * The field specs that a `crds` file implies: it describes types by name (`github.com/x/v1.Foo`), and
 * extensions of their properties tell which hold labels, annotations, names or references.
 */
export function configOfCrds(source: SourceText): TransformerConfig {
  const types = readYaml11(source)
  if (types === undefined) return {}
  if (types.kind !== 'mapping') throw crdNotReadable(types)
  let config: TransformerConfig = {}
  for (const { key } of types.entries) {
    const properties = propertiesOf(types, key)
    const isType = ['kind', 'apiVersion', 'metadata'].every((name) => getField(properties, name) !== undefined)
    if (isType) config = mergeTransformerConfig(config, configOfType(types, key))
  }
  return config
}

function propertiesOf(types: MappingNode, typeName: string): YamlNode | undefined {
  const type = getField(types, typeName)
  return fieldAnyCase(fieldAnyCase(type, 'schema'), 'properties')
}

/** Upstream decodes the outer layer with Go's JSON, to which the case of names is the same. */
function fieldAnyCase(node: YamlNode | undefined, name: string): YamlNode | undefined {
  if (node?.kind !== 'mapping') return undefined
  return (getEntry(node, name) ?? node.entries.find((e) => e.key.toLowerCase() === name))?.value
}

function configOfType(types: MappingNode, typeName: string): TransformerConfig {
  const kind = typeName.slice(typeName.lastIndexOf('.') + 1)
  const commonLabels: FieldSpec[] = []
  const commonAnnotations: FieldSpec[] = []
  const namePrefix: FieldSpec[] = []
  const nameReference: NameReference[] = []
  collect(typeName, [], new Set())
  return {
    ...(commonLabels.length > 0 && { commonLabels }),
    ...(commonAnnotations.length > 0 && { commonAnnotations }),
    ...(namePrefix.length > 0 && { namePrefix }),
    ...(nameReference.length > 0 && { nameReference }),
  }

  function collect(name: string, path: readonly string[], visiting: ReadonlySet<string>): void {
    const properties = propertiesOf(types, name)
    // A type that contains itself ends here; upstream never returns from it.
    if (properties?.kind !== 'mapping' || visiting.has(name)) return
    for (const { key, value: property } of properties.entries) {
      const at = [...path, key]
      const spec = (...more: readonly string[]): FieldSpec => ({ kind, path: [...at, ...more].join('/') })
      const extension = (extensionName: string): string | undefined => {
        const node = getField(property, extensionName)
        return node?.kind === 'scalar' ? textOf(node) : undefined
      }
      if (extension('x-kubernetes-annotation') !== undefined) commonAnnotations.push(spec())
      if (extension('x-kubernetes-label-selector') !== undefined) commonLabels.push(spec())
      if (extension('x-kubernetes-identity') !== undefined) namePrefix.push(spec())
      const version = extension('x-kubernetes-object-ref-api-version')
      const target = extension('x-kubernetes-object-ref-kind')
      if (version !== undefined && target !== undefined) {
        const nameKey = extension('x-kubernetes-object-ref-name-key') ?? 'name'
        nameReference.push({ kind: target, version, fieldSpecs: [spec(nameKey)] })
      }
      const reference = textOf(getField(property, '$ref'))
      if (reference !== '') collect(reference, at, new Set([...visiting, name]))
    }
  }
}
