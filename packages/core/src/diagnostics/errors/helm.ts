/** Mistakes around Helm charts, and what Helm itself says. */

import type { Place, YamlNode } from '../../yaml/node.ts'
import { type FilePlace, KustError } from '../kustError.ts'
import { printable, quoted, seconds } from './remote.ts'

export function helmNotEnabled(place: Place): KustError {
  return new KustError(
    'helm-not-enabled',
    'Helm charts are inflated only where that is enabled: --enable-helm on the command line, `helm` among the options of the library',
    place,
  )
}

export function helmChartNameMissing(place: Place): KustError {
  return new KustError('helm-chart-name-missing', 'a Helm chart needs a `name`', place)
}

export function helmChartNameRefused(name: string, place: Place): KustError {
  return new KustError(
    'helm-chart-name',
    `\`${printable(name)}\` is no name of a chart: it names a folder below \`chartHome\`, without slashes`,
    place,
  )
}

/** A text that Helm would take for an option. */
export function helmArgumentRefused(field: string, text: string, place: Place): KustError {
  return new KustError(
    'helm-argument-refused',
    `\`${field}\` of a Helm chart cannot begin with -, which Helm would take for an option; found \`${printable(text)}\``,
    place,
  )
}

export function helmValuesMergeUnknown(found: string, place: Place): KustError {
  return new KustError(
    'helm-values-merge',
    `\`valuesMerge\` must be override, merge or replace; found \`${printable(found)}\``,
    place,
  )
}

export function helmValuesEmpty(place: FilePlace): KustError {
  return new KustError(
    'helm-values-empty',
    'a values file that inline values are merged with cannot be empty; `{}` says that there are none',
    place,
  )
}

export function helmValuesNotMapping(node: YamlNode): KustError {
  return new KustError('helm-values-not-a-mapping', 'Helm values are a mapping', node)
}

export function helmChartMissing(name: string, folder: string, place: Place): KustError {
  return new KustError(
    'helm-chart-not-found',
    `there is no chart \`${name}\` at ${folder}, and without a \`repo\` it cannot be pulled`,
    place,
  )
}

export function helmChartOutside(home: string, root: string, place: Place): KustError {
  return new KustError(
    'helm-chart-outside-root',
    `the charts in \`${printable(home)}\` lie outside ${root}; nothing is pulled to a folder outside the root, and none is named by an absolute path (--load-restrictor LoadRestrictionsNone lifts this)`,
    place,
  )
}

export function helmLinkOutside(link: string, root: string, place: Place): KustError {
  return new KustError(
    'helm-link-outside-root',
    `\`${printable(link)}\` in the chart is a link that leads out of ${root}; Helm would read what it points to (--load-restrictor LoadRestrictionsNone lifts this)`,
    place,
  )
}

export function helmVersion(said: string, place: Place): KustError {
  return new KustError('helm-version', `Helm 3 or 4 is needed; \`helm version\` says: ${quoted(said)}`, place)
}

export function helmNotFound(program: string): KustError {
  return new KustError(
    'helm-not-found',
    `there is no \`${printable(program)}\` that can be run; Helm is needed to inflate charts (--helm-command names it)`,
  )
}

/** What Helm said while it did a step, such as `template`. */
export function helmFailed(step: string, said: string): KustError {
  return new KustError('helm-failed', `helm ${step}: ${quoted(said)}`)
}

export function helmTimeout(step: string, timeoutMs: number): KustError {
  return new KustError(
    'helm-timeout',
    `helm ${step} was ended: it took longer than ${seconds(timeoutMs)} (--helm-timeout gives it more)`,
  )
}

export function helmOutputTooLarge(step: string, limit: number): KustError {
  return new KustError('helm-output-too-large', `helm ${step} was ended: it printed more than ${limit} bytes`)
}
