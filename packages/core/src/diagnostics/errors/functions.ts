/** Mistakes around functions and plugins that are not built in, and what these do wrong. */

import { describeResId, type ResId } from '../../resource/resId.ts'
import type { Place, YamlNode } from '../../yaml/node.ts'
import { KustError } from '../kustError.ts'
import { printable, quoted, seconds } from './remote.ts'

/** What a function said when it failed. */
export function functionFailed(name: string, how: string, said: string): KustError {
  return new KustError('function-failed', `${printable(name)} failed (${how}): ${quoted(said)}`)
}

export function functionTimeout(name: string, timeoutMs: number): KustError {
  return new KustError(
    'function-timeout',
    `${printable(name)} was ended: it took longer than ${seconds(timeoutMs)} (--function-timeout gives it more)`,
  )
}

export function functionOutputTooLarge(name: string, limit: number): KustError {
  return new KustError('function-output-too-large', `${printable(name)} was ended: it printed more than ${limit} bytes`)
}

export function functionNotStarted(name: string, why: string): KustError {
  return new KustError('function-not-started', `${printable(name)} cannot be run: ${quoted(why)}`)
}

export function functionOutsideRoot(path: string, root: string): KustError {
  return new KustError(
    'function-outside-root',
    `the executable \`${printable(path)}\` lies outside ${root}; a relative path leads to a file in or below the folder of the kustomization (--load-restrictor LoadRestrictionsNone lifts this)`,
  )
}

export function functionOutputItem(node: YamlNode): KustError {
  return new KustError(
    'function-output',
    'what a function gives must be manifests: mappings with a kind and a name',
    node,
  )
}

/** What a JavaScript function gave back. */
export function functionReturned(name: string, what: string): KustError {
  return new KustError('function-output', `${name} must return resources, as plain data; ${what}`)
}

export function functionDuplicate(name: string, id: ResId, place: Place): KustError {
  return new KustError('function-duplicate', `${printable(name)} gave ${describeResId(id)} twice`, place)
}

export function functionAmbiguous(name: string, id: ResId, place: Place): KustError {
  return new KustError(
    'function-ambiguous',
    `${printable(name)} gave ${describeResId(id)}, of which there are several among the resources`,
    place,
  )
}

export function annotationsDiffer(name: string, old: string, place: Place): KustError {
  return new KustError(
    'function-annotations-differ',
    `the annotations \`${name}\` and \`${old}\` mean the same and differ`,
    place,
  )
}

export function needsHashInvalid(found: string, place: Place): KustError {
  return new KustError(
    'needs-hash-invalid',
    `the annotation kustomize.config.k8s.io/needs-hash is true or false; found \`${printable(found)}\``,
    place,
  )
}

export function containerImageRefused(image: string, place: Place): KustError {
  return new KustError(
    'container-image-refused',
    `the image of a function cannot begin with -, which is an option; found \`${printable(image)}\``,
    place,
  )
}

export function networkNotEnabled(image: string, place: Place): KustError {
  return new KustError(
    'function-network',
    `the function ${printable(image)} wants the network, which --network enables`,
    place,
  )
}

export function containerEnvironment(name: string, place: Place): KustError {
  return new KustError(
    'function-environment',
    `the function wants \`${printable(name)}\` from the environment; it gets only what is named on the command line too (--env ${printable(name)})`,
    place,
  )
}

export function mountOutside(path: string, place: Place): KustError {
  return new KustError(
    'mount-outside-root',
    `a function cannot mount \`${printable(path)}\`: mounts are relative to the folder of the kustomization, and in or below it`,
    place,
  )
}

export function mountRefused(path: string, place: Place): KustError {
  return new KustError(
    'mount-refused',
    `a function cannot mount \`${printable(path)}\`: commas, quotes and line breaks would make another mount of it`,
    place,
  )
}

export function pluginHomeMissing(looked: readonly string[]): KustError {
  return new KustError(
    'plugin-home-missing',
    `there is no folder with plugins; looked for ${looked.map((path) => `\`${printable(path)}\``).join(', ')}`,
  )
}

export function pluginNotFound(path: string): KustError {
  return new KustError('plugin-not-found', `there is no plugin at ${printable(path)}, and no function is configured`)
}

export function pluginNotExecutable(path: string): KustError {
  return new KustError('plugin-not-executable', `the plugin ${printable(path)} is not executable`)
}

export function pluginIsGo(path: string): KustError {
  return new KustError(
    'plugin-is-go',
    `${printable(path)} is a Go plugin, which only a program built with the same Go can load; make it an executable`,
  )
}

export function pluginOutsideHome(path: string, place: Place): KustError {
  return new KustError(
    'plugin-outside-home',
    `\`${printable(path)}\` is no place below the plugin home; apiVersion and kind of a plugin are names`,
    place,
  )
}

export function argsOneLinerQuote(place: Place): KustError {
  return new KustError('args-one-liner', '`argsOneLiner` has a quote that is not closed', place)
}
