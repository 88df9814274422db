import { join } from 'node:path'

/**
 * Of git's variables, those that say how to reach a host and who asks there. `GIT_SSH_COMMAND` and `GIT_ASKPASS` run
 * programs, but ones that the user has chosen, as with `PATH`; nothing in a repository can set them. All others, such
 * as `GIT_DIR`, `GIT_INDEX_FILE` or `GIT_TEMPLATE_DIR`, would have git work elsewhere or otherwise.
 */
const keptVariables =
  /^GIT_(EXEC_PATH|SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|SSL_[A-Z_]+|PROXY_SSL_[A-Z_]+|HTTP_PROXY_AUTHMETHOD|HTTP_USER_AGENT)$/

export function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_/i.test(name) || keptVariables.test(name)))
}

/** The variables that say where settings are. */
export function configVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /^GIT_CONFIG(_|$)/.test(name)))
}

/** The user's own list of protocols takes the place of our settings in git, so it is cut down to what they allow. */
export function allowedProtocols({ GIT_ALLOW_PROTOCOL: own }: NodeJS.ProcessEnv, protocols: readonly string[]) {
  if (own === undefined) return {}
  const allowed = own.split(':').filter((protocol) => protocol === 'file' || protocols.includes(protocol))
  return { GIT_ALLOW_PROTOCOL: allowed.join(':') || 'none' }
}

type Setting = readonly [key: string, value: string]

/**
 * Of the user's settings, those about the way to a host: credentials, certificates, proxies, ssh, and other addresses
 * for the same host, which is how tokens and mirrors are set up. What would change files (line ends, filters such as
 * LFS, attributes, hooks, templates) is left out.
 */
const networkSetting = /^(credential\.|http\.|url\..*\.insteadof$|core\.(sshcommand|askpass)$|ssh\.variant$)/is

/** Reads `key\nvalue\0`, or `key\0` for a setting that is just switched on. */
export function networkSettings(text: string): { forGit: Setting[]; forServer: Setting[] } {
  const settings = text
    .split('\0')
    .filter((line) => line !== '')
    .map((line): Setting => {
      const end = line.indexOf('\n')
      return end < 0 ? [line, 'true'] : [line.slice(0, end), line.slice(end + 1)]
    })
  return {
    forGit: settings.filter(([key]) => networkSetting.test(key)),
    forServer: settings.filter(([key]) => key === 'safe.directory'),
  }
}

/** For `file://`, git runs the other side too, which reads no settings but those in a file. */
export function safeDirectories(settings: readonly Setting[]): string {
  const quote = (value: string): string => `"${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
  return ['[safe]', ...settings.map(([, value]) => `\tdirectory = ${quote(value)}`), ''].join('\n')
}

/** What upstream can name, and `git`, which it lets submodules name. */
export const remoteProtocols = ['https', 'http', 'ssh', 'git']

/** These come last and so win. */
export function guardSettings(empty: string, protocols: readonly string[]): Setting[] {
  return [
    ['protocol.allow', 'never'],
    ...protocols.map((protocol): Setting => [`protocol.${protocol}.allow`, 'always']),
    // From a URL, but not from a submodule: that is git's own default.
    ['protocol.file.allow', 'user'],
    ['core.hooksPath', empty],
    ['core.attributesFile', join(empty, 'attributes')],
    ['core.autocrlf', 'false'],
    ['core.eol', 'lf'],
    ['core.fsmonitor', 'false'],
    ['submodule.recurse', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    // No work in the background, in a folder that is about to be removed.
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    // Objects by themselves are slow to look up, which a tree that names one of them often can make use of.
    ['fetch.unpackLimit', '1'],
    ['init.defaultBranch', 'main'],
    ['advice.detachedHead', 'false'],
  ]
}

/** Settings as git takes them from its environment: they hold for submodules too, and no file has the secrets. */
export function commandSettings(settings: readonly Setting[]): NodeJS.ProcessEnv {
  const variables = settings.flatMap(([key, value], i): [string, string][] => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(variables) }
}
