// Measures an engine in a page of headless Chromium, which gets all it needs from a server on loopback.
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const workspace = fileURLToPath(new URL('../..', import.meta.url))
const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const types = { mjs: 'text/javascript', js: 'text/javascript', wasm: 'application/wasm' }

/**
 * Starts Chromium (`KUST_CHROMIUM` names another one); undefined if there is none.
 *
 * @returns {Promise<{ version: string, measure: (engine: string, input: object) => Promise<object>,
 * close: () => Promise<void> } | undefined>}
 */
export async function openChromium(folder) {
  const executablePath = process.env.KUST_CHROMIUM ?? programs.find((path) => existsSync(path))
  if (executablePath === undefined) return undefined
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname)
    const file = path.startsWith('/built/') ? join(folder, path.slice(7)) : join(workspace, path)
    if (path === '/') response.setHeader('content-type', 'text/html').end('<!doctype html>')
    else if (!existsSync(file)) response.writeHead(404).end()
    else response.setHeader('content-type', types[path.split('.').pop()] ?? 'text/plain').end(readFileSync(file))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  return {
    version: browser.version(),
    async measure(engine, input) {
      // A context of its own: nothing is cached, nothing compiled.
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${server.address().port}/`)
      const measured = await page.evaluate(measureInPage, { engine, input })
      await context.close()
      return measured
    },
    async close() {
      await browser.close()
      server.close()
    },
  }
}

/** Runs in the page. */
async function measureInPage({ engine, input }) {
  const { measureEngine } = await import('/benchmarks/library/engines.mjs')
  const host = {
    importModule: (name) => import(`/built/${name}`),
    compile: (name) => WebAssembly.compileStreaming(fetch(`/built/${name}`)),
  }
  return measureEngine(engine, host, input)
}
