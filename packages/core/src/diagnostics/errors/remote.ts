/** Mistakes in what a kustomization names on other machines, and what these machines do wrong. */

import { KustError } from '../kustError.ts'

/** The build was given nothing that could fetch. */
export function noRemoteHost(entry: string): KustError {
  return new KustError(
    'no-remote-host',
    `\`${shown(entry)}\` is on another machine, and this build may not reach any (option \`remote\`)`,
  )
}

/** In the copy of a repository, a path that is no part of it. */
export function outsideRepository(entry: string, url: string): KustError {
  return new KustError(
    'outside-repository',
    `\`${shown(entry)}\` lies outside its repository \`${shown(url)}\`; what a repository holds can only name folders in it`,
  )
}

/** A URL that leads back to where the build came from. */
export function repositoryCycle(url: string, known: string): KustError {
  const back = url === known ? 'itself' : `\`${shown(known)}\``
  return new KustError('cycle', `\`${shown(url)}\` was reached through ${back}; a repository cannot name what named it`)
}

export function fileUrlInRepository(entry: string, url: string): KustError {
  return new KustError(
    'file-url-in-repository',
    `\`${shown(entry)}\` is a repository on this machine, and \`${shown(url)}\` is not; a remote repository can only name remote ones`,
  )
}

/** A warning; upstream has the same. */
export function gitPrefixIgnored(url: string): string {
  return `the prefix \`git::\` of \`${shown(url)}\` has no effect, and upstream will stop reading it; please remove it`
}

export function urlExitsRepository(url: string, folder: string): KustError {
  return new KustError(
    'url-exits-repository',
    `the folder \`${folder}\` of \`${shown(url)}\` lies outside the repository; a URL can only name folders in it`,
  )
}

/** A URL that git could take for something else: an option, a command, a path. */
export function gitUrlRefused(url: string, why: string): KustError {
  return new KustError('git-url-refused', `\`${shown(url)}\` cannot be cloned: ${why}`)
}

export function gitRefRefused(url: string, ref: string): KustError {
  return new KustError(
    'git-ref-refused',
    `\`${printable(ref)}\` is not the name of a branch, tag or commit (\`?ref=\` of \`${shown(url)}\`)`,
  )
}

export function gitNotFound(program: string): KustError {
  return new KustError('git-not-found', `there is no \`${program}\` on the path; git is needed to clone repositories`)
}

export function gitTooOld(found: string, needed: string): KustError {
  return new KustError(
    'git-too-old',
    `git ${found} cannot be kept from reading settings that change results; git ${needed} or later is needed`,
  )
}

/** What git said while it did a step, such as `fetch`. */
export function gitFailed(url: string, ref: string, step: string, said: string): KustError {
  const what = ref === '' ? `\`${shown(url)}\`` : `\`${printable(ref)}\` of \`${shown(url)}\``
  return new KustError('git-failed', `cannot clone ${what}: git ${step}: ${quoted(said)}`)
}

export function gitTimeout(url: string, step: string, timeoutMs: number): KustError {
  return new KustError(
    'git-timeout',
    `cloning \`${shown(url)}\` was given up: git ${step} took longer than ${seconds(timeoutMs)} (\`?timeout=\` in the URL gives it more)`,
  )
}

export function cloneTooLarge(url: string, limit: number, unit: 'bytes' | 'files'): KustError {
  return new KustError(
    'clone-too-large',
    `\`${shown(url)}\` has more than ${limit} ${unit}, the limit for a repository`,
  )
}

/** The host was told not to use the network, and has no copy. */
export function offline(url: string): KustError {
  return new KustError('offline', `\`${shown(url)}\` is not in the cache, and nothing may be fetched (offline)`)
}

export function disposed(url: string): KustError {
  return new KustError(
    'host-disposed',
    `\`${shown(url)}\` was not fetched: the host of this build has been disposed of`,
  )
}

/** A URL that is not fetched, whatever would answer. */
export function httpUrlRefused(url: string, why: string): KustError {
  return new KustError('http-url-refused', `\`${shown(url)}\` cannot be fetched: ${why}`)
}

/** An answer that is no success. Upstream then tries whether the URL is a repository. */
export function httpStatus(url: string, status: number, meaning: string): KustError {
  const words = meaning === '' ? '' : ` (${printable(meaning)})`
  return new KustError('http-status', `\`${shown(url)}\` answered with status ${status}${words}`)
}

export function httpFailed(url: string, reason: string): KustError {
  return new KustError('http-failed', `cannot fetch \`${shown(url)}\`: ${quoted(reason)}`)
}

export function httpTimeout(url: string, timeoutMs: number): KustError {
  return new KustError('http-timeout', `\`${shown(url)}\` was not read to its end within ${seconds(timeoutMs)}`)
}

export function httpTooLarge(url: string, limit: number): KustError {
  return new KustError('http-too-large', `\`${shown(url)}\` is larger than ${limit} bytes, the limit for a file`)
}

export function tooManyRedirects(url: string, limit: number): KustError {
  return new KustError('http-redirects', `\`${shown(url)}\` was redirected more than ${limit} times`)
}

/** A URL as it can be shown: without what may be a secret before the host's name. */
function shown(url: string): string {
  return printable(withoutSecrets(url))
}

/** What another program or machine said: without secrets and control characters, and not too much of it. */
export function quoted(said: string): string {
  const lines = said
    .split(/[\r\n]+/)
    .map((line) => printable(withoutSecrets(line).replaceAll('\t', ' ')).trim())
    .filter((line) => line !== '')
  const text = lines.slice(-8).join('; ')
  return text.length > 1000 ? `${text.slice(0, 1000)}...` : text || 'no reason given'
}

/** Passwords, and the users of http, which can be tokens. Users of ssh are no secrets. */
export function withoutSecrets(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/?#'"]*@/gi, '$1').replace(/(:\/\/[^\s/?#:@'"]*):[^\s/?#'"]*@/g, '$1@')
}

export function printable(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, '\ufffd')
}

export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`
}
