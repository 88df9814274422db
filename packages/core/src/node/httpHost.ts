import {
  httpFailed,
  httpStatus,
  httpTimeout,
  httpTooLarge,
  httpUrlRefused,
  offline,
  tooManyRedirects,
} from '../diagnostics/errors/remote.ts'
import { KustError } from '../diagnostics/kustError.ts'
import { defaultHttpLimits, type HttpLimits, type RemoteHost } from '../load/remoteHost.ts'
import { isHttpUrl } from '../load/repoSpec.ts'

export interface HttpHostOptions {
  readonly limits?: Partial<HttpLimits>
  /** Refuses every request. */
  readonly offline?: boolean
  /** What asks; for hosts that need a proxy. Node's own `fetch` unless told. */
  readonly fetch?: typeof fetch
}

export interface HttpHost extends Pick<RemoteHost, 'fetchFile'> {
  fetchFile(url: string): Promise<Uint8Array>
}

/** Fetches single files. Each URL is asked for once, and then remembered. */
export function httpHost(options: HttpHostOptions = {}): HttpHost {
  const limits = { ...defaultHttpLimits, ...options.limits }
  const files = new Map<string, Promise<Uint8Array>>()
  return {
    fetchFile(url) {
      let file = files.get(url)
      if (file === undefined) {
        file = options.offline ? Promise.reject(offline(url)) : get(url, limits, options.fetch ?? fetch)
        files.set(url, file)
        file.catch(() => files.delete(url))
      }
      return file
    },
  }
}

/** One GET, with all redirects, within one time limit. */
async function get(url: string, limits: HttpLimits, ask: typeof fetch): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(limits.timeoutMs)
  try {
    const response = await follow(url, limits, signal, ask)
    if (!response.ok) {
      discard(response)
      // Upstream gives the words of the standard, not those of the server.
      const { STATUS_CODES } = await import('node:http')
      throw httpStatus(url, response.status, STATUS_CODES[response.status] ?? '')
    }
    return await readBody(url, response, limits)
  } catch (error) {
    if (error instanceof KustError) throw error
    throw signal.aborted ? httpTimeout(url, limits.timeoutMs) : httpFailed(url, reasonOf(error))
  }
}

/** The first answer that is no redirect. */
async function follow(url: string, limits: HttpLimits, signal: AbortSignal, ask: typeof fetch): Promise<Response> {
  let { target, authorization } = parseUrl(url, requestUrl(url))
  for (let redirects = 0; redirects <= limits.maxRedirects; redirects++) {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const response = await ask(target, { redirect: 'manual', credentials: 'omit', headers, signal })
    const location = response.headers.get('location')
    if (!redirectStatuses.has(response.status) || location === null) return response
    discard(response)
    const next = parseUrl(url, location, target.href)
    // What the URL says about the user is for the server that it names and for no other.
    if (next.authorization === undefined && next.target.origin === target.origin) next.authorization = authorization
    target = next.target
    authorization = next.authorization
  }
  throw tooManyRedirects(url, limits.maxRedirects)
}

/** Those that upstream's client follows. */
const redirectStatuses = new Set([301, 302, 303, 307, 308])

interface Target {
  /** Without user and password, which `fetch` refuses. */
  target: URL
  authorization: string | undefined
}

function parseUrl(url: string, text: string, base?: string): Target {
  if (!URL.canParse(text, base))
    throw httpUrlRefused(url, base === undefined ? 'it is no URL' : 'its redirect is no URL')
  const target = new URL(text, base)
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    throw httpUrlRefused(url, `it leads to ${target.protocol}, and only http and https are fetched`)
  }
  const { username, password } = target
  target.username = ''
  target.password = ''
  target.hash = ''
  if (username === '' && password === '') return { target, authorization: undefined }
  const user = Buffer.from(`${unescapePart(username)}:${unescapePart(password)}`)
  return { target, authorization: `Basic ${user.toString('base64')}` }
}

/**
 * A URL as upstream requests it: before the query, a `#` and what browsers read differently belong to the path.
 */
function requestUrl(url: string): string {
  if (!isHttpUrl(url)) throw httpUrlRefused(url, 'it is no http or https URL')
  const query = url.indexOf('?')
  const end = query < 0 ? url.length : query
  const path = url.slice(0, end).replaceAll('#', '%23').replaceAll('\\', '%5C').replaceAll(' ', '%20')
  return path + url.slice(end)
}

function unescapePart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function readBody(url: string, response: Response, limits: HttpLimits): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop ends the connection.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limits.maxBytes) throw httpTooLarge(url, limits.maxBytes)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, size))
}

/** Ends a connection whose answer is of no interest. */
function discard(response: Response): void {
  response.body?.cancel().catch(() => {})
}

/** `fetch` keeps the reason in the cause. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(inner instanceof Error)) return String(inner)
  const code = 'code' in inner ? String(inner.code) : ''
  return inner.message === '' ? code : inner.message
}
