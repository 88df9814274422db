/** Mistakes around plugins, Helm and functions. */

import { describeGvk } from '../../resource/gvk.ts'
import type { ResId } from '../../resource/resId.ts'
import type { Place } from '../../yaml/node.ts'
import { KustError } from '../kustError.ts'

export function externalPluginDisabled(id: ResId, place: Place): KustError {
  return new KustError(
    'external-plugin',
    `${describeGvk(id)} is no built-in plugin (those have \`apiVersion: builtin\`), and others run only where that is enabled: --enable-alpha-plugins on the command line, \`plugins\` or \`functions\` among the options of the library`,
    place,
  )
}

export function unknownBuiltIn(kind: string, place: Place): KustError {
  return new KustError('unknown-plugin', `there is no built-in plugin ${kind}`, place)
}

export function notGenerator(kind: string, place: Place): KustError {
  return new KustError('not-a-generator', `${kind} is a transformer; list it under \`transformers\``, place)
}

export function notTransformer(kind: string, place: Place): KustError {
  return new KustError('not-a-transformer', `${kind} is a generator; list it under \`generators\``, place)
}

export function noFieldSpecs(kind: string, place: Place): KustError {
  return new KustError(
    'plugin-without-field-specs',
    `a ${kind} needs \`fieldSpecs\`: plugins have no default ones`,
    place,
  )
}

export function namespaceSubjects(mode: string, place: Place): KustError {
  return new KustError(
    'bad-subject-mode',
    `\`setRoleBindingSubjects\` must be defaultOnly, allServiceAccounts or none; found ${mode}`,
    place,
  )
}

export function iamCloudUnknown(cloud: string, place: Place): KustError {
  return new KustError('unknown-cloud', `\`cloud\` must be gke; found "${cloud}"`, place)
}

export function valueAddTargets(why: string, place: Place): KustError {
  return new KustError('bad-value-add', `the ValueAddTransformer cannot run: ${why}`, place)
}

export function validatorChanged(kind: string, place: Place): KustError {
  return new KustError(
    'validator-changed-resources',
    `the validator ${kind} changed a resource; validators may only add the label \`validated-by\``,
    place,
  )
}
