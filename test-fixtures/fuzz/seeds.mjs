// Where the fuzzer starts from: files of the fixtures, and texts that show what a grammar has.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fixtures } from '../scripts/caseFolder.mjs'

const texts = {
  fieldPath: ['a.b.0.c', 'a.b.[name=x].c', 'a.d\\.e.f', 'a.b.*.c', '[=x]', 'x.-', '"a.b"', '__proto__.y', 'a..b', '/'],
  selector: [
    'app=web,n>4',
    'app in (web, x),!gone',
    'example.com/tier notin (a)',
    'a==b,c!=d',
    '^(a+)+$',
    '(?i)WEB|x*?',
    '[^[:alpha:]]\\pL{2,3}',
    'a{1,1000}',
  ],
  envFile: ['A=1\nB="2 3"\n# c\n\nD\n', '\ufeffA=1\r\nB=\n', 'k=v=w', 'k=a.env', "x='y'", '=', '\tA = b'],
  image: [
    'nginx:1.2\nnginx\nreg:5000/x\n2\n',
    'a/b@sha256:0\na/b\n\n\nsha256:1\n-x',
    'reg.io:80/a:b@sha256:c\nreg.io:80/a',
    'a\n(a|b)+\nc',
  ],
  gitUrl: [
    'https://github.com/owner/repo//deploy?ref=v1&submodules=false&timeout=30s',
    'git@github.com:owner/repo.git//a/b?version=main',
    'ssh://git@host.com:22/a/b.git',
    'file:///a/b//c',
    'https://dev.azure.com/o/p/_git/r/sub?ref=x',
    'github.com/a/b',
    'git::https://host/a.git/b',
    'user@host:a/b',
    'https://host/a.yaml',
    'gh:a/b',
    '-oProxyCommand=x@host:a',
  ],
}

export function seeds(target) {
  return texts[target] ?? filesOfCases(target === 'kustomization' ? /kustomization\.ya?ml$/ : /\.ya?ml$/)
}

function filesOfCases(pattern) {
  const cases = join(fixtures, 'cases')
  return readdirSync(cases, { recursive: true })
    .filter((path) => pattern.test(path) && path.includes('/in/'))
    .map((path) => join(cases, path))
    .filter((path) => statSync(path).isFile() && statSync(path).size < 4096)
    .sort()
    .map((path) => readFileSync(path))
}
