import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { KustError } from '../diagnostics/kustError.ts'
import type { Clone, CloneRequest } from '../load/remoteHost.ts'
import { type GitHost, type GitHostOptions, gitHost } from './gitHost.ts'

/** Removed at the end, with all that the tests make. */
const top = realpathSync(mkdtempSync(join(tmpdir(), 'kust-test-')))
const repositories = join(top, 'srv')
mkdirSync(repositories)

// ---- repositories

const plain: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: join(top, 'nobody'),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
}

function git(folder: string, ...args: string[]): string {
  const always = [
    '-c',
    'init.defaultBranch=main',
    '-c',
    'protocol.file.allow=always',
    '-c',
    'advice.detachedHead=false',
  ]
  return execFileSync('git', [...always, ...args], { cwd: folder, env: plain, stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim()
}

/** A repository with one commit of the given files. */
function repository(name: string, files: Record<string, string> = { 'a.yaml': 'a: 1\n' }): string {
  const folder = join(repositories, name)
  mkdirSync(folder)
  git(folder, 'init', '--quiet')
  git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  commit(folder, files)
  return folder
}

function commit(folder: string, files: Record<string, string>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'x')
  return git(folder, 'rev-parse', 'HEAD')
}

/** Adds one without asking where it would come from. */
function addSubmodule(folder: string, path: string, of: string, url: string, more = ''): void {
  const id = git(join(repositories, of), 'rev-parse', 'HEAD')
  git(folder, 'update-index', '--add', '--cacheinfo', `160000,${id},${path}`)
  const lines = [`[submodule "${path}"]`, `path = ${path}`, `url = ${JSON.stringify(url)}`, more, '']
  writeFileSync(join(folder, '.gitmodules'), lines.join('\n'))
  git(folder, 'add', '.gitmodules')
  git(folder, 'commit', '--quiet', '--message', 'x')
}

/** A program that leaves a trace when it runs. */
function trap(name: string): { program: string; trace: string } {
  const program = join(top, name)
  const trace = `${program}.trace`
  writeFileSync(program, `#!/bin/sh\ntouch '${trace}'\n`)
  chmodSync(program, 0o755)
  return { program, trace }
}

// ---- hosts

/** Where the hosts of a test make their folders: nothing may be left of them. */
const temporary = join(top, 'tmp')
const hosts: GitHost[] = []
const savedTmp = process.env.TMPDIR
beforeAll(() => {
  mkdirSync(temporary)
  process.env.TMPDIR = temporary
})
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.dispose()
  expect(readdirSync(temporary)).toEqual([])
})
afterAll(() => {
  if (savedTmp === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = savedTmp
  rmSync(top, { recursive: true, force: true })
})

function host(options: GitHostOptions = {}): GitHost {
  const created = gitHost(options)
  hosts.push(created)
  return created
}

function request(cloneUrl: string, more: Partial<CloneRequest> = {}): CloneRequest {
  return { cloneUrl, ref: '', submodules: true, timeoutMs: 20_000, ...more }
}

async function clone(url: string, more: Partial<CloneRequest> = {}, options: GitHostOptions = {}): Promise<Clone> {
  return host(options).clone(request(url, more))
}

async function refusal(
  url: string,
  more: Partial<CloneRequest> = {},
  options: GitHostOptions = {},
): Promise<KustError> {
  const error = await clone(url, more, options).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(KustError)
  return error as KustError
}

function read({ root }: Clone, path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

// ---- servers

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

/** Serves the repositories by `git http-backend`, to whoever has the password if there is one. */
async function serve(options: { password?: string; onRequest?: (url: string) => void } = {}): Promise<string> {
  const answer: RequestListener = (incoming, response) => {
    const url = new URL(incoming.url!, 'http://localhost')
    options.onRequest?.(url.pathname)
    const wanted = options.password === undefined ? undefined : `Basic ${btoa(`me:${options.password}`)}`
    if (wanted !== undefined && incoming.headers.authorization !== wanted) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
      return
    }
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...plain,
        GIT_PROJECT_ROOT: repositories,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: incoming.method,
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: incoming.headers['content-type'] ?? '',
        GIT_PROTOCOL: String(incoming.headers['git-protocol'] ?? ''),
        HTTP_CONTENT_ENCODING: incoming.headers['content-encoding'] ?? '',
      },
    })
    incoming.pipe(backend.stdin)
    const chunks: Buffer[] = []
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    backend.on('close', () => {
      const output = Buffer.concat(chunks)
      const end = output.indexOf('\r\n\r\n')
      for (const line of output.subarray(0, end).toString().split('\r\n')) {
        const [name, value] = line.split(': ') as [string, string]
        if (name === 'Status') response.statusCode = Number.parseInt(value, 10)
        else response.setHeader(name, value)
      }
      response.end(output.subarray(end + 4))
    })
  }
  return listen(createServer(answer))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

// ---- tests

describe('a clone', () => {
  let folder: string
  let first: string
  let second: string
  beforeAll(() => {
    folder = repository('basic', { 'a.yaml': 'a: 1\n', 'base/b.yaml': 'b: 1\n' })
    first = git(folder, 'rev-parse', 'HEAD')
    git(folder, 'tag', 'v1')
    git(folder, 'tag', '--annotate', '--message', 'x', 'v1-signed')
    git(folder, 'branch', 'feature/x')
    second = commit(folder, { 'a.yaml': 'a: 2\n' })
  })

  it('has the files of the default branch, and nothing of git', async () => {
    const copy = await clone(`file://${folder}`)
    expect(copy.commit).toBe(second)
    expect(readdirSync(copy.root).sort()).toEqual(['a.yaml', 'base'])
    expect(read(copy, 'a.yaml')).toBe('a: 2\n')
    expect(copy.fileSystem.workingDirectory).toBe(copy.root)
    expect(await copy.fileSystem.resolve(`${copy.root}/base`)).toEqual({ path: `${copy.root}/base`, kind: 'directory' })
  })

  it.each(['v1', 'v1-signed', 'feature/x', 'refs/tags/v1', 'refs/heads/feature/x'])('is of the ref %s', async (ref) => {
    expect(await clone(`file://${folder}`, { ref })).toMatchObject({ commit: first })
  })

  it('is of a commit', async () => {
    expect(await clone(`file://${folder}`, { ref: first })).toMatchObject({ commit: first })
  })

  it('comes over http', async () => {
    const server = await serve()
    const copy = await clone(`${server}/basic`, { ref: 'main' })
    expect(copy.commit).toBe(second)
    expect(read(copy, 'base/b.yaml')).toBe('b: 1\n')
    expect(await clone(`${server}/basic`, { ref: first })).toMatchObject({ commit: first })
  })

  it('is made once, however many ask', async () => {
    const requests: string[] = []
    const server = await serve({ onRequest: (url) => requests.push(url) })
    const shared = host()
    const ask = () => shared.clone(request(`${server}/basic`))
    const [a, b, c] = [...(await Promise.all([ask(), ask()])), await ask()]
    expect(b).toBe(a)
    expect(c).toBe(a)
    expect(requests.filter((url) => url.endsWith('info/refs'))).toHaveLength(1)
    expect(await shared.clone(request(`${server}/basic`, { ref: 'v1' }))).not.toBe(a)
  })

  it('is tried again after a failure', async () => {
    const shared = host()
    const later = join(repositories, 'later')
    await expect(shared.clone(request(`file://${later}`))).rejects.toThrow(KustError)
    repository('later')
    expect(await shared.clone(request(`file://${later}`))).toMatchObject({ root: expect.any(String) })
  })

  it('keeps links as they are; the file system shows where they lead', async () => {
    const linked = repository('linked')
    symlinkSync('/etc', join(linked, 'out'))
    symlinkSync('a.yaml', join(linked, 'in'))
    commit(linked, {})
    const { root, fileSystem } = await clone(`file://${linked}`)
    expect((await fileSystem.resolve(`${root}/out`))!.path).toBe(realpathSync('/etc'))
    expect((await fileSystem.resolve(`${root}/in`))!.path).toBe(`${root}/a.yaml`)
  })

  it('goes away with its host', async () => {
    const made = host()
    const { root } = await made.clone(request(`file://${folder}`))
    await made.dispose()
    expect(existsSync(root)).toBe(false)
    await expect(made.clone(request(`file://${folder}`))).rejects.toMatchObject({ code: 'host-disposed' })
  })
})

describe('what cannot be cloned', () => {
  let url: string
  beforeAll(() => {
    url = `file://${repository('refs')}`
  })

  it('a repository that is not there', async () => {
    const error = await refusal(`file://${repositories}/none`)
    expect(error).toMatchObject({ code: 'git-failed', message: expect.stringContaining('git fetch') })
    expect(error.message).not.toContain(temporary)
  })

  it('a ref that is not there', async () => {
    expect(await refusal(url, { ref: 'none' })).toMatchObject({
      code: 'git-failed',
      message: expect.stringMatching(/`none` of .*couldn't find remote ref none/),
    })
  })

  it.each([
    '--upload-pack=touch trap',
    '-u',
    '--',
    '-',
    '+main',
    'main:refs/heads/x',
    'refs/heads/*:refs/heads/*',
    '^main',
    'main~1',
    'a b',
    'a\nb',
    'a\0b',
    'a..b',
    '@{-1}',
    'x.lock',
    '../x',
    'a//b',
    '/a',
    'a\\b',
  ])('the ref %j', async (ref) => {
    expect((await refusal(url, { ref })).code).toBe('git-ref-refused')
  })

  it.each([
    '',
    '-',
    '--upload-pack=touch trap',
    '-u@example.org:org/repo',
    'ext::sh -c "touch trap"',
    'fd::17',
    'github.com::org/repo',
    'ssh://-oProxyCommand=touch trap/org/repo',
    'ssh://git@-oProxyCommand=touch trap/org/repo',
    'ssh://git@%2doProxyCommand=touch trap/org/repo',
    'ssh:///org/repo',
    'https:///org/repo',
    'https://me@/org/repo',
    'git@-oProxyCommand=touch:org/repo',
    'git@example.org:-org/repo',
    'git@example.org:org/repo\n',
    'https://example.org/a\nb/c',
    'https://example.org/a\0b',
    'file://-x',
    'file://--upload-pack=x',
    'git@example.org/org/repo',
    '/etc',
    '../repo',
    '@',
    'git://127.0.0.1/org/repo',
    'ftp://127.0.0.1/org/repo',
    '@example.org',
    'me@:org/repo',
  ])('the URL %j', async (hostile) => {
    expect((await refusal(hostile)).code).toBe('git-url-refused')
    expect(existsSync(join(process.cwd(), 'trap'))).toBe(false)
  })

  it('what answers too late', async () => {
    const silent = createTcpServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const started = Date.now()
    const { port } = silent.address() as AddressInfo
    const error = await refusal(`http://127.0.0.1:${port}/org/repo`, { timeoutMs: 300 })
    expect(error).toMatchObject({ code: 'git-timeout', message: expect.stringMatching(/git fetch .*0\.3 s/) })
    const capped = await refusal(`http://127.0.0.1:${port}/org/repo`, {}, { limits: { maxTimeoutMs: 200 } })
    expect(capped.code).toBe('git-timeout')
    expect(Date.now() - started).toBeLessThan(3000)
    silent.close()
  })

  it('what is still on its way when the host goes', async () => {
    const silent = createTcpServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const made = host()
    const copy = made.clone(request(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/org/repo`))
    const caught = copy.catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await made.dispose()
    expect(await caught).toMatchObject({ code: 'host-disposed' })
    silent.close()
  })

  it('what is no repository', async () => {
    const server = await listen(createServer((_, response) => response.end('<html>')))
    expect((await refusal(`${server}/org/repo`)).code).toBe('git-failed')
  })

  it('without git', async () => {
    expect((await refusal(url, {}, { program: 'no-such-git' })).code).toBe('git-not-found')
    const old = join(top, 'old-git')
    writeFileSync(old, '#!/bin/sh\necho git version 2.30.9\n')
    chmodSync(old, 0o755)
    expect(await refusal(url, {}, { program: old })).toMatchObject({
      code: 'git-too-old',
      message: expect.stringContaining('2.30.9'),
    })
  })
})

describe('limits', () => {
  it('of bytes, counted before the files are written', async () => {
    const large = repository('large', { 'a.yaml': 'x'.repeat(300_000) })
    const limits = { maxBytes: 200_000 }
    expect((await refusal(`file://${large}`, {}, { limits })).code).toBe('clone-too-large')
  })

  it('of files', async () => {
    const many = repository('many', Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, ''])))
    const error = await refusal(`file://${many}`, {}, { limits: { maxFiles: 50 } })
    expect(error).toMatchObject({ code: 'clone-too-large', message: expect.stringContaining('50 files') })
  })

  it('hold against few objects that stand for ten thousand million files', async () => {
    const bomb = repository('bomb')
    let tree = git(bomb, 'rev-parse', 'HEAD:a.yaml')
    for (let level = 0; level < 10; level++) {
      const kind = level === 0 ? '100644 blob' : '040000 tree'
      const listing = Array.from({ length: 10 }, (_, i) => `${kind} ${tree}\tf${i}\n`).join('')
      tree = execFileSync('git', ['mktree'], { cwd: bomb, env: plain, input: listing }).toString().trim()
    }
    git(bomb, 'reset', '--soft', git(bomb, 'commit-tree', '-m', 'x', tree))
    const started = Date.now()
    expect((await refusal(`file://${bomb}`)).code).toBe('clone-too-large')
    expect(Date.now() - started).toBeLessThan(5000)
  })

  it('stop a fetch that is under way', async () => {
    const random = repository('random')
    writeFileSync(join(random, 'r0'), crypto.getRandomValues(new Uint8Array(60_000)))
    commit(random, {})
    // A slow server: the copy grows for seconds, and is given up long before its end.
    const slow = join(top, 'slow-git')
    writeFileSync(
      slow,
      '#!/bin/sh\nif [ "$1" = fetch ]; then for i in 1 2 3 4 5 6 7 8; do cp "$RANDOM_FILE" r$i; sleep 1; done; fi\nexec git "$@"\n',
    )
    chmodSync(slow, 0o755)
    const started = Date.now()
    const error = await refusal(
      `file://${random}`,
      {},
      { program: slow, limits: { maxBytes: 200_000 }, env: { ...process.env, RANDOM_FILE: join(random, 'r0') } },
    )
    expect(error.code).toBe('clone-too-large')
    expect(Date.now() - started).toBeLessThan(6500)
  })
})

describe('submodules', () => {
  let server: string
  beforeAll(async () => {
    server = await serve()
    repository('inner', { 'inner.yaml': 'i: 1\n' })
    const middle = repository('middle', { 'middle.yaml': 'm: 1\n' })
    addSubmodule(middle, 'in', 'inner', `${server}/inner`)
    const outer = repository('outer', { 'outer.yaml': 'o: 1\n' })
    // Relative to the URL that the repository is cloned from.
    addSubmodule(outer, 'mid', 'middle', '../middle')
  })

  it('are part of the clone, and so are theirs', async () => {
    const copy = await clone(`${server}/outer`)
    expect(read(copy, 'mid/middle.yaml')).toBe('m: 1\n')
    expect(read(copy, 'mid/in/inner.yaml')).toBe('i: 1\n')
    expect(readdirSync(join(copy.root, 'mid')).sort()).toEqual(['.gitmodules', 'in', 'middle.yaml'])
  })

  it('are not unless asked for', async () => {
    const copy = await clone(`${server}/outer`, { submodules: false })
    expect(readdirSync(join(copy.root, 'mid'))).toEqual([])
  })

  it('cannot be paths on this machine', async () => {
    const local = repository('local-submodule')
    addSubmodule(local, 'in', 'inner', `file://${repositories}/inner`)
    for (const url of [`file://${local}`, `${server}/local-submodule`]) {
      const error = await refusal(url)
      expect(error.message).toMatch(/submodule update.*transport 'file' not allowed/)
    }
  })

  it.each([
    ['ext::sh -c "touch TRAP"'],
    ['-u./trap'],
    ['--upload-pack=touch TRAP'],
    ['ssh://-oProxyCommand=touch TRAP/x'],
    ['fd::17'],
  ])('cannot be %j', async (hostile) => {
    const { trace } = trap('submodule-url')
    const name = `hostile-${Math.random()}`
    addSubmodule(repository(name), 'in', 'inner', hostile.replace('TRAP', trace))
    expect((await refusal(`${server}/${name}`)).code).toBe('git-failed')
    expect(existsSync(trace)).toBe(false)
  })

  it('run no command of their own', async () => {
    const { program, trace } = trap('submodule-update')
    addSubmodule(repository('update-command'), 'in', 'inner', `${server}/inner`, `update = !${program}`)
    expect((await refusal(`${server}/update-command`)).code).toBe('git-failed')
    expect(existsSync(trace)).toBe(false)
  })

  it('without an address are an error', async () => {
    const folder = repository('no-address')
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},in`)
    git(folder, 'commit', '--quiet', '--message', 'x')
    expect((await refusal(`${server}/no-address`)).message).toMatch(/submodule update.*in .gitmodules/)
    await clone(`${server}/no-address`, { submodules: false })
  })
})

describe("the user's machine", () => {
  let folder: string
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(top, 'home-'))
  })
  beforeAll(() => {
    folder = repository('machine', {
      'a.yaml': 'a: 1\nb: 2\n',
      '.gitattributes': '*.txt filter=trap\n',
      'b.txt': 'x\n',
    })
  })
  const own = (env: NodeJS.ProcessEnv): GitHostOptions => ({ env: { PATH: process.env.PATH, HOME: home, ...env } })
  const configure = (text: string): void => writeFileSync(join(home, '.gitconfig'), text)

  it('does not change files by its settings', async () => {
    const { program, trace } = trap('filter')
    mkdirSync(join(home, '.config', 'git'), { recursive: true })
    writeFileSync(join(home, '.config', 'git', 'attributes'), '*.yaml text eol=crlf\n')
    configure(
      `[core]\nautocrlf = true\neol = crlf\nfsmonitor = ${program}\n[filter "trap"]\nsmudge = ${program}\nrequired\n`,
    )
    const copy = await clone(`file://${folder}`, {}, own({}))
    expect(read(copy, 'a.yaml')).toBe('a: 1\nb: 2\n')
    expect(read(copy, 'b.txt')).toBe('x\n')
    expect(existsSync(trace)).toBe(false)
  })

  it.each(['init.templateDir', 'core.hooksPath', 'GIT_TEMPLATE_DIR'])('runs no hooks by way of %s', async (way) => {
    const { program, trace } = trap('hook')
    const template = join(home, 'template')
    mkdirSync(join(template, 'hooks'), { recursive: true })
    for (const name of ['post-checkout', 'reference-transaction', 'post-index-change']) {
      const text = readFileSync(program)
      for (const place of [join(template, 'hooks'), template]) writeFileSync(join(place, name), text, { mode: 0o755 })
    }
    const [section, key] = way.split('.')
    if (key !== undefined) configure(`[${section}]\n${key} = ${template}\n`)
    await clone(`file://${folder}`, {}, own({ [way]: template }))
    expect(existsSync(trace)).toBe(false)
  })

  it('does not turn git elsewhere by variables', async () => {
    const other = repository(`other-${Math.random()}`)
    const before = git(other, 'status', '--porcelain')
    const { program, trace } = trap('variable')
    const copy = await clone(
      `file://${folder}`,
      {},
      own({
        GIT_DIR: join(other, '.git'),
        GIT_WORK_TREE: other,
        GIT_INDEX_FILE: join(home, 'index'),
        GIT_OBJECT_DIRECTORY: join(home, 'objects'),
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'core.fsmonitor',
        GIT_CONFIG_VALUE_0: program,
        GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${program}'`,
        GIT_EXTERNAL_DIFF: program,
        GIT_TRACE: join(home, 'trace'),
        GIT_PROXY_COMMAND: program,
        GIT_DEFAULT_HASH: 'sha256',
        GIT_PROTOCOL_FROM_USER: '0',
      }),
    )
    expect(read(copy, 'a.yaml')).toBe('a: 1\nb: 2\n')
    expect(git(other, 'status', '--porcelain')).toBe(before)
    expect(readdirSync(home)).toEqual([])
    expect(existsSync(trace)).toBe(false)
  })

  it('lends its credential helper, and nobody is asked', async () => {
    const server = await serve({ password: 'pass' })
    const denied = await refusal(`${server}/machine`, {}, own({}))
    expect(denied.message).toContain('terminal prompts disabled')
    configure('[credential]\nhelper = "!f() { echo username=me; echo password=pass; }; f"\n')
    expect(await clone(`${server}/machine`, {}, own({}))).toMatchObject({ commit: expect.any(String) })
  })

  it('lends credentials in settings of other kinds, from where the user says that they are', async () => {
    const server = await serve({ password: 'pass' })
    const authority = server.slice('http://'.length)
    const settings = {
      extraHeader: `[http "${server}/"]\nextraHeader = Authorization: Basic ${btoa('me:pass')}\n`,
      insteadOf: `[url "http://me:pass@${authority}/"]\ninsteadOf = ${server}/\n`,
    }
    for (const [name, text] of Object.entries(settings)) {
      const file = join(home, name)
      writeFileSync(file, text)
      await clone(`${server}/machine`, {}, own({ GIT_CONFIG_GLOBAL: file }))
    }
    const variables = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.http://me:pass@${authority}/.insteadOf` }
    await clone(`${server}/machine`, {}, own({ ...variables, GIT_CONFIG_VALUE_0: `${server}/` }))
    writeFileSync(join(home, '.netrc'), `machine 127.0.0.1 login me password pass\n`)
    await clone(`${server}/machine`, {}, own({}))
  })

  it('asks by the program that the user has named', async () => {
    const server = await serve({ password: 'pass' })
    const ask = join(home, 'ask')
    writeFileSync(ask, '#!/bin/sh\ncase "$1" in User*) echo me;; *) echo pass;; esac\n', { mode: 0o755 })
    await clone(`${server}/machine`, {}, own({ GIT_ASKPASS: ask }))
    configure(`[core]\naskPass = ${ask}\n`)
    await clone(`${server}/machine`, {}, own({}))
  })

  it('says how to run ssh', async () => {
    const ssh = join(home, 'ssh')
    // Stands in for the other machine: the last argument is what to run there.
    writeFileSync(ssh, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 })
    const url = `ssh://git@example.org${folder}`
    await clone(url, {}, own({ GIT_SSH_COMMAND: ssh }))
    await clone(url, {}, own({ GIT_SSH: ssh }))
    configure(`[core]\nsshCommand = ${ssh}\n`)
    await clone(`git@example.org:${folder}`, {}, own({}))
  })

  it('may allow fewer protocols, not more', async () => {
    const url = `file://${folder}`
    expect((await refusal(url, {}, own({ GIT_ALLOW_PROTOCOL: 'https:ext' }))).message).toContain("'file' not allowed")
    expect((await refusal(url, {}, own({ GIT_ALLOW_PROTOCOL: '' }))).message).toContain("'file' not allowed")
    await clone(url, {}, own({ GIT_ALLOW_PROTOCOL: 'file' }))
    const { program, trace } = trap('protocol')
    configure(
      `[protocol]\nallow = always\n[protocol "ext"]\nallow = always\n[url "ext::${program} "]\ninsteadOf = file://\n`,
    )
    expect((await refusal(url, {}, own({}))).message).toContain("'ext' not allowed")
    expect(existsSync(trace)).toBe(false)
  })

  it('says which repositories of others can be trusted', async () => {
    configure('[safe]\ndirectory = /a "b"\\\\c\n\tdirectory = *\n')
    await clone(`file://${folder}`, {}, own({}))
  })

  it('shows no password in an error', async () => {
    const server = await serve({ password: 'pass' })
    const { message } = await refusal(`${server.replace('://', '://me:wrong-secret@')}/machine`, {}, own({}))
    expect(message).toContain('127.0.0.1')
    expect(message).not.toContain('wrong-secret')
  })
})

describe('the cache', () => {
  let folder: string
  let server: string
  let requests: string[]
  let cacheDirectory: string
  beforeAll(() => {
    folder = repository('cached')
    git(folder, 'tag', 'v1')
  })
  beforeEach(async () => {
    requests = []
    server = await serve({ onRequest: (url) => requests.push(url) })
    cacheDirectory = join(mkdtempSync(join(top, 'cache-')), 'made')
  })

  it('has a commit once', async () => {
    const ref = git(folder, 'rev-parse', 'HEAD')
    const first = await clone(`${server}/cached`, { ref }, { cacheDirectory })
    const asked = requests.length
    const second = await clone(`${server}/cached`, { ref: ref.toUpperCase() }, { cacheDirectory })
    expect(second.root).toBe(first.root)
    expect(requests).toHaveLength(asked)
    expect(read(second, 'a.yaml')).toBe('a: 1\n')
    await clone(`${server}/cached`, { ref }, { cacheDirectory, offline: true })
  })

  it('asks where a branch is, unless it is offline', async () => {
    const old = await clone(`${server}/cached`, { ref: 'main' }, { cacheDirectory })
    const commitNow = commit(folder, { 'a.yaml': `a: ${Math.random()}\n` })
    const offline = await clone(`${server}/cached`, { ref: 'main' }, { cacheDirectory, offline: true })
    expect(offline).toMatchObject({ root: old.root, commit: old.commit })
    const current = await clone(`${server}/cached`, { ref: 'main' }, { cacheDirectory })
    expect(current.commit).toBe(commitNow)
    expect(current.root).not.toBe(old.root)
  })

  it('outlives hosts, and keeps nothing unfinished', async () => {
    const { root } = await clone(`${server}/cached`, { ref: 'v1' }, { cacheDirectory })
    await refusal(`${server}/cached`, { ref: 'none' }, { cacheDirectory })
    for (const each of hosts.splice(0)) await each.dispose()
    expect(existsSync(join(root, 'a.yaml'))).toBe(true)
    expect(readdirSync(cacheDirectory).filter((name) => name.startsWith('clone-'))).toEqual([])
  })

  it('can be filled by several at once', async () => {
    const copies = await Promise.all(Array.from({ length: 4 }, () => clone(`${server}/cached`, {}, { cacheDirectory })))
    expect(new Set(copies.map(({ root }) => root)).size).toBe(1)
  })

  it('knows each repository by its URL', async () => {
    const ref = git(folder, 'rev-parse', 'HEAD')
    await clone(`${server}/cached`, { ref }, { cacheDirectory })
    expect((await refusal(`${server}/other`, { ref }, { cacheDirectory, offline: true })).code).toBe('offline')
    expect((await refusal(`${server}/other`, { ref }, { cacheDirectory })).code).toBe('git-failed')
  })

  it('is all there is offline, but for this machine', async () => {
    const { length } = requests
    expect((await refusal(`${server}/cached`, {}, { offline: true })).code).toBe('offline')
    expect(requests).toHaveLength(length)
    await clone(`file://${folder}`, {}, { offline: true })
    const env = {
      ...process.env,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${server}/.insteadOf`,
      GIT_CONFIG_VALUE_0: 'file:///away/',
    }
    const error = await refusal('file:///away/cached', {}, { offline: true, env })
    expect(error.message).toContain("'http' not allowed")
  })
})
