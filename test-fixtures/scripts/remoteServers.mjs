// The other machines of the cases in `remote/`, all on this one: repositories behind the real git, over http
// (`git http-backend`), `file://` and an ssh that stays here; and files behind a web server.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { repositories, site } from './remoteContent.mjs'

/**
 * Starts them. `tokens` says what stands for the marks in a case's files; `env` is the environment for the programs
 * that fetch, the reference's and ours.
 */
export async function startRemoteServers(content = { repositories, site }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kust-remote-')))
  const root = join(folder, 'srv')
  const server = createServer((request, response) => answer(root, content.site, request, response))
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const address = `127.0.0.1:${server.address().port}`
  const tokens = {
    '{{http}}': `http://${address}`,
    '{{address}}': address,
    '{{file}}': `file://${root}`,
    '{{folder}}': root,
  }
  const env = environment(folder, root)
  for (const [name, steps] of Object.entries(content.repositories)) {
    makeRepository(join(root, name), steps, tokens, env, (tag, id) => {
      tokens[`{{${name}@${tag}}}`] = id
    })
  }
  return {
    tokens,
    env,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Puts what stands for the marks in their place. */
export function fillIn(text, tokens) {
  return Object.entries(tokens).reduce((filled, [token, value]) => filled.replaceAll(token, value), text)
}

export function fillInTree(tree, tokens) {
  const decoder = new TextDecoder()
  return new Map([...tree].map(([path, bytes]) => [path, Buffer.from(fillIn(decoder.decode(bytes), tokens))]))
}

/** The way back: what differs from run to run becomes a mark again. */
export function takeOut(text, tokens) {
  return Object.entries(tokens).reduce((masked, [token, value]) => masked.replaceAll(value, token), text)
}

/** A user of git with settings that count: another address for github.com, and a program that stands in for ssh. */
function environment(folder, root) {
  const home = join(folder, 'home')
  mkdirSync(home)
  writeFileSync(join(home, '.gitconfig'), `[url "file://${root}/"]\n\tinsteadOf = https://github.com/\n`)
  const ssh = join(folder, 'ssh')
  // Called as `ssh HOST COMMAND`, perhaps with options; the folder of the repositories is the root of that host.
  writeFileSync(
    ssh,
    `#!/bin/sh\nfor command; do :; done\ncd '${root}' && exec sh -c "$(echo "$command" | sed "s|'/|'|")"\n`,
  )
  chmodSync(ssh, 0o755)
  return {
    PATH: process.env.PATH,
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: ssh,
    GIT_SSH_VARIANT: 'ssh',
  }
}

/** Fixed names and times, so that commits have the same ids wherever they are made. */
const author = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'kust'],
    [`GIT_${who}_EMAIL`, 'kust@example.org'],
    [`GIT_${who}_DATE`, '2024-01-01T00:00:00Z'],
  ]),
)

function makeRepository(folder, commits, tokens, env, onTag) {
  mkdirSync(folder, { recursive: true })
  const git = (...args) =>
    execFileSync('git', args, { cwd: folder, env: { ...env, ...author }, encoding: 'utf8' }).trim()
  git('-c', 'init.defaultBranch=main', 'init', '--quiet')
  git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  for (const { files = {}, links = {}, submodules = {}, tag, annotated, branch } of commits) {
    if (branch !== undefined) git('checkout', '--quiet', '-b', branch)
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), fillIn(text, tokens))
    }
    for (const [path, to] of Object.entries(links)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      symlinkSync(to, join(folder, path))
    }
    git('add', '--all')
    for (const [path, { commit, url, name = path }] of Object.entries(submodules)) {
      git('update-index', '--add', '--cacheinfo', `160000,${fillIn(commit, tokens)},${path}`)
      writeFileSync(
        join(folder, '.gitmodules'),
        `[submodule "${name}"]\n\tpath = ${path}\n\turl = ${JSON.stringify(fillIn(url, tokens))}\n`,
      )
      git('add', '.gitmodules')
    }
    git('commit', '--quiet', '--message', 'x')
    if (tag !== undefined) {
      git('tag', ...(annotated ? ['--annotate', '--message', 'x'] : []), tag)
      onTag(tag, git('rev-parse', 'HEAD'))
    }
    if (branch !== undefined) git('checkout', '--quiet', 'main')
  }
}

function answer(root, site, request, response) {
  const { pathname, search } = new URL(request.url, 'http://localhost')
  const page = site[pathname]
  if (page?.stream !== undefined) {
    page.stream(response)
  } else if (page !== undefined) {
    const { status = 200, location, body = '', type = 'text/plain' } = page
    response.writeHead(status, { 'content-type': type, ...(location !== undefined && { location }) })
    response.end(body)
  } else if (/\/(info\/refs|git-upload-pack)$/.test(pathname)) {
    answerByGit(root, pathname, search.slice(1), request, response)
  } else {
    response.writeHead(404).end('not found')
  }
}

/** The protocol of CGI, which is how git serves repositories over http. */
function answerByGit(root, pathname, query, request, response) {
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      PATH_INFO: pathname,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.on('error', () => {})
  request.pipe(child.stdin)
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.on('close', () => {
    const output = Buffer.concat(chunks)
    const end = output.indexOf('\r\n\r\n')
    const headers = output.subarray(0, Math.max(end, 0)).toString().split('\r\n')
    const fields = headers.map((line) => line.split(/: */, 2)).filter(([name]) => name !== '')
    const status = Number(fields.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200)
    response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== 'Status')))
    response.end(output.subarray(end + 4))
  })
}
