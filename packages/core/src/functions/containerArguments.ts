import {
  containerEnvironment,
  containerImageRefused,
  mountOutside,
  mountRefused,
  networkNotEnabled,
} from '../diagnostics/errors/functions.ts'
import { cleanPath, isAbsolute, joinPath } from '../kustomization/path.ts'
import type { Place } from '../yaml/node.ts'
import type { ContainerSpec, StorageMount } from './functionSpec.ts'
import type { FunctionSettings } from './pluginHost.ts'

/** The command line of docker for a function, and what of its folder it mounts. */
export function containerCommand(
  container: ContainerSpec,
  settings: FunctionSettings,
  directory: string,
  place: Place,
): { args: string[]; mounted: string[] } {
  const { image = '', network = false } = container
  if (image.startsWith('-')) throw containerImageRefused(image, place)
  if (network && !settings.network) throw networkNotEnabled(image, place)
  const own = container.mounts ?? []
  const absolute = (mount: StorageMount): StorageMount =>
    isAbsolute(mount.src ?? '') ? mount : { ...mount, src: joinPath(directory, mount.src ?? '') }
  const mounts = [...own, ...settings.mounts.map(parseMount)].map(absolute)
  const args = [
    'run',
    '--rm',
    '-i',
    ...['-a', 'STDIN', '-a', 'STDOUT', '-a', 'STDERR'],
    ...['--network', network ? 'host' : 'none'],
    ...['--user', settings.user ?? 'nobody'],
    '--security-opt=no-new-privileges',
    ...mounts.flatMap((mount) => ['--mount', printMount(mount)]),
    ...environmentFlags(container.envs ?? [], settings.env, place),
    image,
  ]
  return { args, mounted: own.map((mount) => absolute(mount).src!) }
}

/** Refuses mounts of anything but what lies in the folder of the kustomization. */
export function checkMounts(mounts: readonly StorageMount[], place: Place): void {
  for (const { type = '', src = '', dst = '' } of mounts) {
    if (isAbsolute(src) || cleanPath(src).startsWith('..')) throw mountOutside(src, place)
    // Docker takes a mount apart at its commas, and of two sources the last.
    if ([type, src, dst].some((text) => /[,"\r\n]/.test(text))) throw mountRefused(src, place)
  }
}

function parseMount(text: string): StorageMount {
  const mount: StorageMount = {}
  for (const option of text.split(',')) {
    const [, key, value = ''] = /^([^=]*)=(.*)$/s.exec(option) ?? []
    if (key === 'type') mount.type = value
    else if (key === 'src' || key === 'source') mount.src = value
    else if (key === 'dst' || key === 'target') mount.dst = value
    else if (key === 'rw' && value === 'true') mount.rw = true
  }
  return mount
}

function printMount({ type = '', src = '', dst = '', rw = false }: StorageMount): string {
  return `type=${type},source=${src},target=${dst}${rw ? '' : ',readonly'}`
}

/** What upstream gives every container; the command line can change it, a function cannot. */
const defaultVariables = { LOG_TO_STDERR: 'true', STRUCTURED_RESULTS: 'true' }

/**
 * Variables by name, then those that docker takes from its own environment. Of these, a function gets only what the
 * command line names too: otherwise a file could have any secret of the environment handed to it.
 */
function environmentFlags(declared: readonly string[], given: readonly string[], place: Place): string[] {
  const variables = new Map<string, string>()
  const exported = new Set<string>()
  const add = (text: string): void => {
    const equals = text.indexOf('=')
    if (equals < 0) exported.add(text)
    else variables.set(text.slice(0, equals), text.slice(equals + 1))
  }
  for (const text of declared) {
    if (!text.includes('=') && !given.includes(text)) throw containerEnvironment(text, place)
    add(text)
  }
  for (const [name, value] of Object.entries(defaultVariables)) variables.set(name, value)
  for (const text of given) add(text)
  return [
    ...[...variables.keys()].sort().flatMap((name) => ['-e', `${name}=${variables.get(name)!}`]),
    ...[...exported].flatMap((name) => ['-e', name]),
  ]
}

/** Variables of an executable: what has not exactly one `=` is left out, as upstream does. */
export function executableVariables(declared: readonly string[], given: readonly string[]): string[] {
  const variables = new Map<string, string>()
  for (const text of [...declared, ...given]) {
    const [name, value, ...more] = text.split('=')
    if (value !== undefined && more.length === 0) variables.set(name!, value)
  }
  return [...variables].map(([name, value]) => `${name}=${value}`).sort()
}
