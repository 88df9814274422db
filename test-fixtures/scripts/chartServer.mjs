// Serves charts on loopback, as a chart repository and as a registry: packaged by the real helm, so that cases can pull.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { referenceHelm } from './reference.mjs'

/** What a client of the registry has to trust, as `SSL_CERT_FILE`. */
export const certificate = fileURLToPath(new URL('loopback.pem', import.meta.url))

/**
 * Packages every chart below a folder (`<chart>/<version>/`) and serves them: `repository` is the URL of an index,
 * `registry` that of a registry, and `close` ends both.
 */
export async function serveCharts(folder) {
  const packages = mkdtempSync(join(tmpdir(), 'kust-charts-'))
  for (const chart of readdirSync(folder)) {
    for (const version of readdirSync(join(folder, chart))) {
      helm('package', join(folder, chart, version), '--destination', packages)
    }
  }
  helm('repo', 'index', packages)
  const files = new Map(readdirSync(packages).map((name) => [name, readFileSync(join(packages, name))]))
  rmSync(packages, { recursive: true })
  const repository = await listen(createServer(), (pathname) => ({ body: files.get(basename(pathname)) }))
  // Helm speaks to registries by https alone. The key is no secret: who trusts it trusts it on loopback.
  const pem = readFileSync(certificate)
  const registry = await listen(createHttpsServer({ key: pem, cert: pem }), (path) => registryAnswer(path, files))
  return {
    repository: `http://127.0.0.1:${repository.port}/charts`,
    registry: `oci://127.0.0.1:${registry.port}/charts`,
    close: () => Promise.all([repository.close(), registry.close()]),
  }
}

async function listen(server, answerTo) {
  server.on('request', (request, response) => {
    const answer = answerTo(new URL(request.url, 'http://localhost').pathname)
    if (answer?.body === undefined) return response.writeHead(404).end()
    const body = Buffer.from(answer.body)
    response.writeHead(answer.status ?? 200, { 'content-length': body.length, ...answer.headers })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: server.address().port,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

function helm(...args) {
  execFileSync(referenceHelm(), args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** What a registry says about `/v2/charts/<chart>/...`. */
function registryAnswer(pathname, files) {
  const [, , , chart, kind, reference] = pathname.split('/')
  if (chart === undefined || chart === '') return { body: '{}' }
  const prefix = `${chart}-`
  const versions = [...files.keys()]
    .filter((name) => name.startsWith(prefix) && name.endsWith('.tgz'))
    .map((name) => name.slice(prefix.length, -'.tgz'.length))
  // A version that only those who have credentials may see.
  if (reference === '401.0.0') return { status: 401, body: '', headers: { 'www-authenticate': 'Basic realm="x"' } }
  if (kind === 'tags') return json({ name: `charts/${chart}`, tags: versions.map((v) => v.replaceAll('+', '_')) })
  for (const version of versions) {
    const layer = files.get(`${prefix}${version}.tgz`)
    const config = Buffer.from(JSON.stringify({ name: chart, version, apiVersion: 'v2' }))
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        config: descriptor('application/vnd.cncf.helm.config.v1+json', config),
        layers: [descriptor('application/vnd.cncf.helm.chart.content.v1.tar+gzip', layer)],
      }),
    )
    if (kind === 'manifests' && (reference === version || reference === digest(manifest))) {
      const type = 'application/vnd.oci.image.manifest.v1+json'
      return { body: manifest, headers: { 'content-type': type, 'docker-content-digest': digest(manifest) } }
    }
    const blob = [config, layer].find((bytes) => kind === 'blobs' && digest(bytes) === reference)
    if (blob !== undefined) return { body: blob, headers: { 'docker-content-digest': reference } }
  }
}

function json(value) {
  return { body: JSON.stringify(value), headers: { 'content-type': 'application/json' } }
}

function descriptor(mediaType, bytes) {
  return { mediaType, digest: digest(bytes), size: bytes.length }
}

function digest(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
