import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { KustError } from '../diagnostics/kustError.ts'
import { defaultTimeoutMs, isHttpUrl, originPathOf, parseRepoSpec, type RepoSpec } from './repoSpec.ts'

describe('a URL is taken apart', () => {
  it.each([
    // Two parts are the repository, the rest is the folder.
    ['github.com/org/repo', 'https://github.com/org/repo', ''],
    ['GitHub.com/org/repo/a/b/', 'https://github.com/org/repo', 'a/b'],
    ['github.com:org/repo/a', 'https://github.com/org/repo', 'a'],
    ['http://github.com/org/repo/a', 'https://github.com/org/repo', 'a'],
    ['https://gitlab.example.com:8443/org/repo/a', 'https://gitlab.example.com:8443/org/repo', 'a'],
    ['HTTPS://Example.org/Org/Repo', 'https://Example.org/Org/Repo', ''],
    ['https://user:word@example.org/org/repo', 'https://user:word@example.org/org/repo', ''],
    // ssh, in both forms.
    ['git@github.com:org/repo', 'git@github.com:org/repo', ''],
    ['git@github.com/org/repo/a', 'git@github.com:org/repo', 'a'],
    ['org-1@github.com:org/repo', 'org-1@github.com:org/repo', ''],
    ['ssh://git@github.com/org/repo/a', 'git@github.com:org/repo', 'a'],
    ['ssh://github.com/org/repo', 'github.com:org/repo', ''],
    ['ssh://git@ssh.github.com:443/org/repo.git', 'ssh://git@ssh.github.com:443/org/repo.git', ''],
    ['git@example.org:group/sub/repo.git/a', 'git@example.org:group/sub/repo.git', 'a'],
    ['git@example.org/user:name/repo.git/a', 'git@example.org/user:name/repo.git', 'a'],
    // Marks, the first of which decides.
    ['https://example.org/a/b/c/repo.git/x/y', 'https://example.org/a/b/c/repo.git', 'x/y'],
    ['https://example.org/a/b/c/repo//x/y', 'https://example.org/a/b/c/repo', 'x/y'],
    ['https://example.org/repo//x', 'https://example.org/repo', 'x'],
    ['https://dev.example.com/org/project/_git/repo/x', 'https://dev.example.com/org/project/_git/repo', 'x'],
    ['https://dev.example.com/org/_git/repo.git//x', 'https://dev.example.com/org/_git/repo.git', 'x'],
    ['https://example.org/a.github/repo/x', 'https://example.org/a.git', 'hub/repo/x'],
    // The whole path is the repository.
    ['file:///srv/git/repo', 'file:///srv/git/repo', ''],
    ['file:///srv/git/repo.git/x', 'file:///srv/git/repo.git', 'x'],
    ['file:///srv/git/repo//x/../y', 'file:///srv/git/repo', 'y'],
    ['file://git@host/srv/repo//x', 'file://git@host/srv/repo', 'x'],
    // What hides a path.
    ['github.com/org/repo////x', 'https://github.com/org/repo', 'x'],
    ['github.com/org/repo/a/../b/.', 'https://github.com/org/repo', 'b'],
  ])('%s', (url, cloneUrl, path) => {
    expect(parseRepoSpec(url)).toEqual({
      raw: url,
      cloneUrl,
      // Ends where the path on the host begins.
      host: /^file:\/\/|^(?:\w+:\/\/[^/]+\/|[^/:]+[/:])/.exec(cloneUrl)![0],
      path,
      ref: '',
      submodules: true,
      timeoutMs: defaultTimeoutMs,
      warnings: [],
    } satisfies RepoSpec)
  })

  it.each([
    '',
    '.',
    '..',
    '../base',
    'base',
    '/abs/org/repo.git',
    'src/github.com/org/repo',
    'github.company.com/org/repo',
    'git://example.org/org/repo',
    'ext::sh -c true',
    'ftp://example.org/org/repo',
    'https://',
    'https://github.com/file.yaml',
    'https://example.org/file.yaml',
    'https://example.org?ref=a/b/c',
    'ssh://git.example.com',
    'file://',
    '-u@example.org:org/repo',
    '--upload-pack=true',
  ])('%j is none', (url) => {
    expect(parseRepoSpec(url)).toBeUndefined()
  })

  it('has a prefix without effect', () => {
    const spec = parseRepoSpec('GIT::https://example.org/org/repo')
    expect(spec).toMatchObject({ cloneUrl: 'https://example.org/org/repo' })
    expect(spec!.warnings).toEqual([expect.stringContaining('`git::`')])
    expect(parseRepoSpec('git::git::https://example.org/org/repo')).toBeUndefined()
  })

  it.each([
    'https://github.com/org/repo//../x',
    'https://github.com/org/repo.git/path/../../exits/repo',
    'git@github.com:org/repo/..',
    'file:///repo//a/../../..',
    'https://github.com/org/repo////../../x',
  ])('%s leaves its repository', (url) => {
    expect(() => parseRepoSpec(url)).toThrow(expect.objectContaining({ code: 'url-exits-repository' }))
    expect(() => parseRepoSpec(url)).toThrow(KustError)
  })
})

describe('the query', () => {
  const read = (query: string) => parseRepoSpec(`https://example.org/org/repo?${query}`)!

  it.each([
    ['ref=main', 'main'],
    ['version=v1', 'v1'],
    ['version=v1&ref=main', 'main'],
    ['ref=&version=v1', 'v1'],
    ['ref=a/b', 'a/b'],
    ['ref=a+b%2Bc', 'a b+c'],
    ['ref=%C3%BC', 'ü'],
    ['ref=a&ref=b', 'a'],
    ['r%65f=a', 'a'],
    ['Ref=a', ''],
    ['ref=a;b', ''],
    ['ref=a&x=%zz', ''],
    ['ref=a?b#c', 'a?b#c'],
    ['', ''],
  ])('%s names the ref %j', (query, ref) => {
    expect(read(query).ref).toBe(ref)
  })

  it.each([
    ['61', 61_000],
    ['%2B61', 61_000],
    ['007', 7000],
    ['61s', 61_000],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['10ms', 10],
    ['5µs', 0.005],
    ['0', defaultTimeoutMs],
    ['-5', defaultTimeoutMs],
    ['-5s', defaultTimeoutMs],
    ['1d', defaultTimeoutMs],
    ['1e3', defaultTimeoutMs],
    ['.s', defaultTimeoutMs],
    ['99999999999999999999', defaultTimeoutMs],
    ['2562048h', defaultTimeoutMs],
  ])('timeout=%s is %d ms', (text, timeoutMs) => {
    expect(read(`timeout=${text}`).timeoutMs).toBe(timeoutMs)
  })

  it.each([
    ['false', false],
    ['0', false],
    ['F', false],
    ['True', true],
    ['no', true],
    ['', true],
  ])('submodules=%s is %s', (text, submodules) => {
    expect(read(`submodules=${text}`).submodules).toBe(submodules)
  })
})

test('an origin annotation shows where the clone would be', () => {
  expect(originPathOf(parseRepoSpec('github.com/org/repo')!)).toBe('notCloned')
  expect(originPathOf(parseRepoSpec('github.com/org/repo/a/b')!)).toBe('a/b')
})

describe('a file is fetched by http', () => {
  it.each([
    'http://example.org/a.yaml',
    'HTTPS://example.org',
    'https://user:word@example.org:8443/a%20b.yaml?x=%zz#y',
    'https://[::1]:80/a b',
    'https://github.com/org/repo',
  ])('%s', (url) => expect(isHttpUrl(url)).toBe(true))

  it.each([
    'a.yaml',
    'http:/a',
    'https:///a',
    'https://a b/c',
    'https://example.org:x/a',
    'https://example.org/%zz',
    'https://example.org/\n',
    'https://a\\b/c',
    'ftp://example.org/a',
    'file:///a',
  ])('not %j', (url) => expect(isHttpUrl(url)).toBe(false))
})

/** Texts that look like git URLs, more or less. */
const part = fc.constantFrom('org', 'repo', 'repo.git', '_git', '..', '.', '', 'a b', 'ü', 'x:y', '%2e', '-x')
const urlLike = fc
  .tuple(
    fc.constantFrom('', 'git::', 'https://', 'http://', 'ssh://', 'file://', '/', 'ext::'),
    fc.constantFrom('', 'git@', 'a:b@'),
    fc.constantFrom('github.com', 'example.org', 'h:80', ''),
    fc.constantFrom('/', ':', '//'),
    fc.array(part, { maxLength: 6 }),
    fc.constantFrom('', '?', '?ref=v1', '?ref=a%20b&submodules=0', '?timeout=1m&version=x', '?%'),
  )
  .map(([scheme, user, host, separator, path, query]) => scheme + user + host + separator + path.join('/') + query)

/** The spec, or undefined if the text is no git URL, or one that is refused. */
function tryParse(url: string): RepoSpec | undefined {
  try {
    return parseRepoSpec(url)
  } catch (error) {
    expect(error).toBeInstanceOf(KustError)
    return undefined
  }
}

describe('whatever the text', () => {
  it('it is a spec, none, or an error of the user', () => {
    fc.assert(
      fc.property(fc.oneof(urlLike, fc.string({ unit: 'binary', maxLength: 60 })), (url) => void tryParse(url)),
      {
        numRuns: 3000,
      },
    )
  })

  it('the folder stays in the repository, and the parts fit together', () => {
    fc.assert(
      fc.property(urlLike, (url) => {
        const spec = tryParse(url)
        fc.pre(spec !== undefined)
        expect(spec.raw).toBe(url)
        expect(spec.path).not.toMatch(/^\/|\/$|\/\/|(^|\/)\.{1,2}(\/|$)/)
        expect(spec.cloneUrl).toMatch(/^(https?:\/\/|ssh:\/\/|file:\/\/|([a-zA-Z][a-zA-Z0-9-]*@)?[^/]*[:/])./)
        expect(spec.timeoutMs).toBeGreaterThan(0)
      }),
      { numRuns: 3000 },
    )
  })

  it('a spec written as a URL is the same spec', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
    const location = fc.oneof(
      fc.tuple(word, word).map(([owner, name]) => `https://github.com/${owner}/${name}`),
      fc.tuple(word, word).map(([owner, name]) => `git@github.com:${owner}/${name}.git`),
      fc.tuple(word, fc.array(word, { minLength: 1 })).map(([user, path]) => `${user}@example.org:${path.join('/')}`),
      fc.array(word, { minLength: 1 }).map((path) => `ssh://git@example.org:22/${path.join('/')}`),
      fc.array(word, { minLength: 1 }).map((path) => `file:///${path.join('/')}`),
      fc.tuple(word, word).map(([project, name]) => `https://dev.example.com/${project}/_git/${name}`),
    )
    const query = fc.record({
      ref: fc.string({ minLength: 1 }),
      submodules: fc.boolean(),
      timeout: fc.integer({ min: 1, max: 9999 }),
    })
    fc.assert(
      fc.property(location, fc.array(word), query, (cloneUrl, folders, { ref, submodules, timeout }) => {
        const path = folders.join('/')
        const write = (url: string, folder: string) =>
          `${url}//${folder}?ref=${encodeURIComponent(ref)}&submodules=${submodules}&timeout=${timeout}`
        const spec = parseRepoSpec(write(cloneUrl, path))!
        expect(spec).toMatchObject({ cloneUrl, path, ref, submodules, timeoutMs: timeout * 1000 })
        expect(parseRepoSpec(write(spec.cloneUrl, spec.path))).toEqual(spec)
      }),
    )
  })
})
