import { gitPrefixIgnored, urlExitsRepository } from '../diagnostics/errors/remote.ts'
import { cleanPath } from '../kustomization/path.ts'
import { utf8Encode } from '../yaml/base64.ts'

/** A git repository, a commit in it and a folder in that, as one URL names them. */
export interface RepoSpec {
  /** The URL as it was written. Upstream finds cycles by comparing these. */
  readonly raw: string
  /** What git fetches from: the host in upstream's spelling, and the path of the repository on it. */
  readonly cloneUrl: string
  /** The first part of `cloneUrl`, down to what separates it from the path. */
  readonly host: string
  /** The branch, tag or commit; empty for the default branch. */
  readonly ref: string
  /** The folder with the kustomization, clean and relative to the repository; empty for its root. */
  readonly path: string
  readonly submodules: boolean
  /** How long each git command may take. */
  readonly timeoutMs: number
  readonly warnings: readonly string[]
}

/** Upstream's, for each git command. */
export const defaultTimeoutMs = 27_000

/**
 * Takes a git URL apart; undefined if the text is not one, and then it can be a path.
 * The grammar is that of upstream's `internal/git/repospec.go`.
 *
 * Throws if the folder lies outside the repository. Upstream takes such a URL for a path on the disk, or, where an
 * empty part hides the `..`, finds out after cloning; no reading of it is of use to anyone.
 */
export function parseRepoSpec(url: string): RepoSpec | undefined {
  if (url.startsWith('/')) return undefined
  const { before: location, after: query } = cut(url, '?')
  const forced = /^git::/i.exec(location)
  const place = splitHost(forced === null ? location : location.slice(forced[0].length))
  if (place === undefined) return undefined
  const parts = splitPath(place.path, place.host === 'file://')
  if (parts === undefined || parts.repository === '') return undefined
  const path = cleanPath(`./${parts.folder.replace(/^\//, '')}`)
  // A second leading slash makes it absolute for upstream's first check, but not when it is joined to the clone.
  if (path === '..' || path.startsWith('../')) throw urlExitsRepository(url, parts.folder)
  return {
    raw: url,
    cloneUrl: place.host + parts.repository,
    host: place.host,
    path: path === '.' ? '' : path,
    ...readQuery(query),
    warnings: forced === null ? [] : [gitPrefixIgnored(url)],
  }
}

/** As `parseRepoSpec`, with undefined for a folder outside the repository too. */
export function tryParseRepoSpec(url: string): RepoSpec | undefined {
  try {
    return parseRepoSpec(url)
  } catch {
    return undefined
  }
}

/** The path that upstream's origin annotations give for the folder: its stand-in for the clone shows at the root. */
export function originPathOf({ path }: RepoSpec): string {
  return path === '' ? 'notCloned' : path
}

/**
 * Whether a file entry is fetched by http(s), and otherwise is a path. As upstream, where Go's `url.Parse` decides, this
 * takes no text with control characters, broken escapes, or a host or port that cannot be one; and none without a
 * host, which upstream takes, and then cannot fetch.
 */
export function isHttpUrl(entry: string): boolean {
  return httpUrl.test(entry) && !/[\0-\x1f\x7f]/.test(entry)
}

const httpUser = /(?:(?:[\w.~!$&'()*+,;=:@-]|%[\da-f]{2})*@)?/
const httpHost = /(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=<>"-]|[^\0-\x7f]|%[89a-f][\da-f])+)(?::\d*)?/
const httpRest = /(?:\/(?:[^%?#]|%[\da-f]{2})*)?(?:\?[^#]*)?(?:#(?:[^%]|%[\da-f]{2})*)?/
const httpUrl = new RegExp(`^https?://${httpUser.source}${httpHost.source}${httpRest.source}$`, 'i')

/** The scheme, user and host as git is to see them, with what separates them from the path. */
function splitHost(url: string): { host: string; path: string } | undefined {
  const scheme = /^(ssh|https?|file):\/\//i.exec(url)?.[0] ?? ''
  const afterScheme = url.slice(scheme.length)
  if (scheme.toLowerCase() === 'file://') return { host: 'file://', path: afterScheme }
  const user = /^[a-zA-Z][a-zA-Z0-9-]*@/.exec(afterScheme)?.[0] ?? ''
  const rest = afterScheme.slice(user.length)
  // Go lowers the dotted capital I to i, and so it spells github too.
  const github = /^g[iİ]thub\.com[/:]/i.test(rest)
  const scpLike = scheme === '' && (user !== '' || github)
  if (scheme === '' && !scpLike) return undefined
  const end = hostEnd(rest, scpLike)
  const host = rest.slice(0, end)
  const path = rest.slice(end)
  if (github) {
    const ssh = user !== '' || scheme.toLowerCase() === 'ssh://'
    return { host: ssh ? `${user}github.com:` : 'https://github.com/', path }
  }
  return host === '' ? undefined : { host: scheme.toLowerCase() + user + host, path }
}

/** Where the path starts: after the first slash, or, without a scheme, after a colon before that. */
function hostEnd(rest: string, scpLike: boolean): number {
  let end = rest.indexOf('/')
  if (scpLike) {
    const colon = rest.indexOf(':')
    if (end < 0 || (colon > 0 && colon < end)) end = colon
  }
  return end < 0 ? rest.length : end + 1
}

/** Where the repository ends and the folder starts: at the first mark that there is, or after two parts. */
function splitPath(path: string, isFile: boolean): { repository: string; folder: string } | undefined {
  // Azure DevOps: the part after this one is the repository.
  const azure = path.indexOf('_git/')
  if (azure >= 0) {
    const name = azure + '_git/'.length
    const { before, after } = cut(path.slice(name), '/')
    return { repository: path.slice(0, name) + before, folder: after }
  }
  const slashes = path.indexOf('//')
  if (slashes >= 0) return { repository: path.slice(0, slashes), folder: path.slice(slashes + 2) }
  const suffix = path.indexOf('.git')
  if (suffix >= 0) {
    const end = suffix + '.git'.length
    return { repository: path.slice(0, end), folder: path.slice(end) }
  }
  if (isFile) return { repository: path, folder: '' }
  const [owner, name, ...folder] = path.split('/')
  return name === undefined ? undefined : { repository: `${owner}/${name}`, folder: folder.join('/') }
}

/** The settings behind the `?`. A query that cannot be read says nothing at all, as upstream. */
function readQuery(query: string): Pick<RepoSpec, 'ref' | 'submodules' | 'timeoutMs'> {
  const values = parseQuery(query) ?? new Map<string, string>()
  return {
    ref: values.get('ref') || values.get('version') || '',
    submodules: parseBoolean(values.get('submodules') ?? '') ?? true,
    timeoutMs: parseTimeout(values.get('timeout') ?? '') ?? defaultTimeoutMs,
  }
}

/** The first value of each key, read as Go's `url.ParseQuery` does; undefined where that fails. */
function parseQuery(query: string): Map<string, string> | undefined {
  const values = new Map<string, string>()
  const pairs = query.split('&')
  if (pairs.length > 10_000 || query.includes(';')) return undefined
  for (const pair of pairs) {
    if (pair === '') continue
    const { before, after } = cut(pair, '=')
    const key = unescapeQuery(before)
    const value = unescapeQuery(after)
    if (key === undefined || value === undefined) return undefined
    if (!values.has(key)) values.set(key, value)
  }
  return values
}

function unescapeQuery(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined
  const spaced = text.replaceAll('+', ' ')
  if (!spaced.includes('%')) return spaced
  const bytes: number[] = []
  for (const part of spaced.split(/(%..)/)) {
    if (/^%..$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16))
    else bytes.push(...utf8Encode(part))
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes))
}

/** Go's `strconv.ParseBool`. */
function parseBoolean(text: string): boolean | undefined {
  if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true
  return /^(0|f|F|false|FALSE|False)$/.test(text) ? false : undefined
}

/** What Go counts with ends here. */
const maxNanoseconds = 2n ** 63n

/**
 * Whole seconds, or a Go duration such as `1m30s`; undefined for what is neither, or not above zero.
 * Upstream's seconds wrap around after 292 years; here they do not.
 */
function parseTimeout(text: string): number | undefined {
  if (/^[+-]?\d+$/.test(text)) {
    const seconds = BigInt(text.replace('+', ''))
    return seconds > 0n && seconds < maxNanoseconds ? Number(seconds) * 1000 : undefined
  }
  const nanoseconds = parseDuration(text)
  return nanoseconds === undefined || nanoseconds <= 0 ? undefined : nanoseconds / 1e6
}

const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3, // the micro sign
  μs: 1e3, // the Greek letter
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}

/** Go's `time.ParseDuration`, in nanoseconds; only of durations above zero. */
function parseDuration(text: string): number | undefined {
  if (!/^\+?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|[uµμ]s|ms|s|m|h))+$/.test(text)) return undefined
  let sum = 0n
  for (const [, whole, fraction, unit] of text.matchAll(/(\d*)(\.\d*)?([a-zµμ]+)/g)) {
    const scale = units[unit!]!
    sum += BigInt(whole!) * BigInt(scale) + BigInt(Math.floor(Number(`0${fraction ?? ''}`) * scale))
  }
  return sum < maxNanoseconds ? Number(sum) : undefined
}

function cut(text: string, separator: string): { before: string; after: string } {
  const at = text.indexOf(separator)
  return at < 0 ? { before: text, after: '' } : { before: text.slice(0, at), after: text.slice(at + separator.length) }
}
