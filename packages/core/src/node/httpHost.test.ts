import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { KustError } from '../diagnostics/kustError.ts'
import { type HttpHostOptions, httpHost } from './httpHost.ts'

/** Answers by the first part of the path; the rest is for the answer to read. */
const answers: Record<string, (request: IncomingMessage, response: ServerResponse, rest: string) => void> = {
  file: (_, response) => response.end('kind: ConfigMap\n'),
  status: (_, response, rest) => response.writeHead(Number(rest)).end('no'),
  html: (_, response) => response.setHeader('content-type', 'text/html').end('<html>'),
  to: (_, response, rest) => response.writeHead(302, { location: decodeURIComponent(rest) }).end(),
  'not-to': (_, response) => response.writeHead(301).end(),
  hops: (_, response, rest) => {
    if (rest === '0') response.end('there')
    else response.writeHead(307, { location: `../hops/${Number(rest) - 1}` }).end()
  },
  slow: (_, response) => void response.write('a'),
  silent: () => {},
  endless: (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65536)));
    }
    response.on('drain', more)
    more()
  },
  broken: (_, response) => {
    response.setHeader('content-length', '100').write('a')
    setTimeout(() => response.destroy(), 20)
  },
  gzip: (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(1_000_000))),
  empty: (_, response) => response.writeHead(204).end(),
}

const requests: IncomingMessage[] = []
const answer: RequestListener = (request, response) => {
  requests.push(request)
  const [, name, rest] = /^\/([^/?]*)\/?([^?]*)/.exec(request.url!)!
  answers[name!]!(request, response, rest!)
}

const servers: Server[] = []
async function listen(): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

let here: string
let elsewhere: string
beforeAll(async () => {
  here = await listen()
  elsewhere = await listen()
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})
beforeEach(() => {
  requests.length = 0
})

async function fetchText(path: string, options?: HttpHostOptions): Promise<string> {
  return new TextDecoder().decode(
    await httpHost(options).fetchFile(path.includes('://') ? path : `http://${here}${path}`),
  )
}

async function refusal(path: string, options?: HttpHostOptions): Promise<KustError> {
  const error = await fetchText(path, options).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(KustError)
  return error as KustError
}

describe('a file', () => {
  it('is what the server answers, whatever it says that it is', async () => {
    expect(await fetchText('/file')).toBe('kind: ConfigMap\n')
    expect(await fetchText('/html')).toBe('<html>')
    expect(await fetchText('/empty')).toBe('')
    expect(await fetchText('/gzip')).toHaveLength(1_000_000)
  })

  it('is asked for once', async () => {
    const host = httpHost()
    const url = `http://${here}/file`
    const [a, b] = await Promise.all([host.fetchFile(url), host.fetchFile(url)])
    expect(await host.fetchFile(url)).toBe(a)
    expect(b).toBe(a)
    expect(requests).toHaveLength(1)
  })

  it('is asked for again when it could not be had', async () => {
    const host = httpHost()
    for (let i = 0; i < 2; i++) await expect(host.fetchFile(`http://${here}/status/503`)).rejects.toThrow('503')
    expect(requests).toHaveLength(2)
  })

  it('has the name that the reference asks for', async () => {
    await fetchText('/file/a#b?c=d#e')
    await fetchText('/file/a b/x\\y?q=1')
    expect(requests.map(({ url }) => url)).toEqual(['/file/a%23b?c=d', '/file/a%20b/x%5Cy?q=1'])
  })
})

describe('an answer that is no file', () => {
  it.each([404, 403, 500, 304, 300, 999])('status %d', async (status) => {
    const error = await refusal(`/status/${status}`)
    expect(error).toMatchObject({ code: 'http-status', message: expect.stringContaining(`status ${status}`) })
  })

  it('a redirect to nowhere', async () => {
    expect((await refusal('/not-to')).code).toBe('http-status')
  })

  it('a server that breaks off', async () => {
    expect((await refusal('/broken')).code).toBe('http-failed')
  })

  it('no server', async () => {
    const gone = await listen()
    await new Promise((resolve) => servers.pop()!.close(resolve))
    const error = await refusal(`http://${gone}/file`)
    expect(error).toMatchObject({ code: 'http-failed', message: expect.stringContaining('ECONNREFUSED') })
  })

  it.each(['/slow', '/silent', '/endless'])('one that takes too long: %s', async (path) => {
    const started = Date.now()
    expect((await refusal(path, { limits: { timeoutMs: 150, maxBytes: 2 ** 40 } })).code).toBe('http-timeout')
    expect(Date.now() - started).toBeLessThan(1500)
  })

  it.each(['/endless', '/gzip'])('one that is too large: %s', async (path) => {
    expect((await refusal(path, { limits: { maxBytes: 500_000 } })).code).toBe('http-too-large')
  })
})

describe('redirects', () => {
  it('are followed ten times', async () => {
    expect(await fetchText('/hops/10')).toBe('there')
    expect((await refusal('/hops/11')).code).toBe('http-redirects')
    expect((await refusal('/hops/1', { limits: { maxRedirects: 0 } })).code).toBe('http-redirects')
  })

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'data:text/plain,x', 'javascript:1', 'http://[', 'http://'])(
    'do not lead to %s',
    async (location) => {
      expect((await refusal(`/to/${encodeURIComponent(location)}`)).code).toBe('http-url-refused')
    },
  )

  it('take no password to another host', async () => {
    const target = encodeURIComponent(`http://${elsewhere}/file`)
    await fetchText(`http://me:secret@${here}/to/${target}`)
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Basic bWU6c2VjcmV0', undefined])
  })

  it('keep it on the same host, and take the one that they name', async () => {
    await fetchText(`http://me:secret@${here}/hops/1`)
    await fetchText(`/to/${encodeURIComponent(`http://you:p%40@${elsewhere}/file`)}`)
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([
      'Basic bWU6c2VjcmV0',
      'Basic bWU6c2VjcmV0',
      undefined,
      `Basic ${btoa('you:p@')}`,
    ])
  })
})

describe('a request', () => {
  it.each(['file:///etc/passwd', 'http://a b/', 'http://127.0.0.1\n/', 'http:/file', '-x', 'http://a\\@b/', 'data:,x'])(
    'is not made to %j',
    async (url) => {
      const error = await httpHost()
        .fetchFile(url)
        .catch((caught: unknown) => caught)
      expect(error).toMatchObject({ code: 'http-url-refused' })
    },
  )

  it('is not made offline', async () => {
    expect((await refusal('/file', { offline: true })).code).toBe('offline')
    expect(requests).toEqual([])
  })

  it('says nothing of passwords when it fails', async () => {
    const { message } = await refusal(`http://me:secret@${here}/status/401`)
    expect(message).toContain(here)
    expect(message).not.toMatch(/secret|me/)
  })
})
