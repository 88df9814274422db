import { embeddedSource } from '../diagnostics/position.ts'
import { decode } from '../kustomization/decode.ts'
import { boolean, list, object, string, strings } from '../kustomization/shape.ts'
import { getField, isNull, type MappingNode, mapping, textOf, type YamlNode } from '../yaml/node.ts'
import { readDocument } from '../yaml/readYaml.ts'

/** How a configuration wants its function to be run. */
export interface FunctionSpec {
  deferFailure?: boolean
  container?: ContainerSpec
  exec?: ExecSpec
}

export interface ExecSpec {
  path?: string
  args?: string[]
  envs?: string[]
}

export interface ContainerSpec {
  image?: string
  network?: boolean
  mounts?: StorageMount[]
  envs?: string[]
}

export interface StorageMount {
  type?: string
  src?: string
  dst?: string
  rw?: boolean
}

const storageMountShape = object<StorageMount>('mount', { type: string, src: string, dst: string, rw: boolean })

const functionSpecShape = object<FunctionSpec>('function', {
  deferFailure: boolean,
  container: object<ContainerSpec>('container', {
    image: string,
    network: boolean,
    mounts: list(storageMountShape),
    envs: strings,
  }),
  exec: object<ExecSpec>('exec', { path: string, args: strings, envs: strings }),
})

const functionAnnotations = ['config.kubernetes.io/function', 'config.k8s.io/function'] as const

/** What a configuration says about its function, in any of upstream's places; undefined if nothing. */
export function functionSpecOf(config: MappingNode): FunctionSpec | undefined {
  const metadata = getField(config, 'metadata')
  const annotations = getField(metadata, 'annotations')
  for (const name of functionAnnotations) {
    const node = getField(annotations, name)
    const text = textOf(node)
    if (text === '') continue
    const source = embeddedSource(text, node!)
    return decodeSpec(readDocument(source, 0, source.text.length, 'v2') ?? mapping([], node))
  }
  const configFn = getField(metadata, 'configFn')
  if (configFn !== undefined && !isNull(configFn)) return decodeSpec(configFn)
  const image = textOf(getField(annotations, 'config.kubernetes.io/container'))
  return image === '' ? undefined : { container: { image } }
}

function decodeSpec(node: YamlNode): FunctionSpec {
  return decode<FunctionSpec>(node, functionSpecShape, { coerce: true })
}
