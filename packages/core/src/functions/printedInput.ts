import { printYaml } from '../emit/printYaml.ts'
import { withBuildAnnotations } from '../resource/buildAnnotations.ts'
import { currentId, type Resource } from '../resource/resource.ts'
import { entry, mapping, stringScalar } from '../yaml/node.ts'
import { idAnnotation } from './takeOutput.ts'

/** A configuration as functions and plugins get it. */
export function printConfig(config: Resource): string {
  return printYaml(withBuildAnnotations(config))
}

/** Resources as functions and plugins get them: as they would be printed, with what upstream remembers of them. */
export function printResources(resources: readonly Resource[]): string {
  return resources
    .map((resource) => printYaml(withBuildAnnotations(resource, new Map([[idAnnotation, printId(resource)]]))))
    .join('---\n')
}

function printId(resource: Resource): string {
  const { group, kind, name, namespace, version } = currentId(resource)
  const fields = Object.entries({ group, kind, name, namespace, version }).filter(([, text]) => text !== '')
  return printYaml(mapping(fields.map(([key, text]) => entry(key, stringScalar(text)))))
}
