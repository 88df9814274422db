import { KustError, type Place } from '@kust/core'

/** The mistakes that users of goldens make, one function each. */

export function configUnreadable(file: string, why: string): KustError {
  return new KustError('golden-config', `the file cannot be read: ${why}`, { file })
}

export function configNotYaml(why: string, place: Place): KustError {
  return new KustError('golden-config', `this is not YAML: ${why}`, place)
}

export function configWrongType(field: string, wanted: string, found: string, place: Place): KustError {
  return new KustError('golden-config', `${field} is ${wanted}; found ${found}`, place)
}

export function configUnknownField(field: string, known: readonly string[], place: Place): KustError {
  return new KustError('golden-config', `there is no field \`${field}\`; there are ${known.join(', ')}`, place)
}

export function schemeWithoutDir(scheme: string, place: Place): KustError {
  return new KustError(
    'golden-config',
    `golden says where each overlay's file is, so it has {dir}; found \`${scheme}\``,
    place,
  )
}

export function schemeOutside(scheme: string, place: Place): KustError {
  return new KustError('golden-config', `goldens stay in the folder of the configuration; found \`${scheme}\``, place)
}

export function noOverlays(root: string, patterns: readonly string[]): KustError {
  const where = patterns.length === 0 ? '' : ` that matches ${patterns.map((pattern) => `\`${pattern}\``).join(', ')}`
  return new KustError('no-overlays', `there is no kustomization${where} below ${root}`)
}

export function overlayOutside(directory: string, root: string): KustError {
  return new KustError('overlay-outside', `an overlay with a golden lies in ${root}; found ${directory}`)
}

export function goldenElsewhere(file: string): KustError {
  return new KustError('golden-elsewhere', 'the golden is left alone, as a symbolic link leads elsewhere', { file })
}

export function goldenUnusable(file: string, why: string): KustError {
  return new KustError('golden-unusable', `the golden cannot be read or written: ${why}`, { file })
}

export function noReference(tried: readonly string[]): KustError {
  const programs = tried.map((program) => `\`${program}\``).join(' and ')
  return new KustError('no-kubectl', `nothing to compare with: ${programs} cannot be run, or tells no version`)
}
