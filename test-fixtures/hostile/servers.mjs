// Servers and repositories that mean ill.
import { gzipSync } from 'node:zlib'

const configMap = (name) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

/** A little more than the limit for an answer. */
const bomb = gzipSync(Buffer.alloc(70_000_000, 32), { level: 1 })

export const hostileContent = {
  site: {
    '/hostile/endless.yaml': {
      stream(response) {
        const part = Buffer.alloc(1 << 16, '#')
        const more = () => {
          while (response.writable && response.write(part));
        }
        response.on('drain', more).on('error', () => {})
        more()
      },
    },
    '/hostile/slow.yaml': { stream: (response) => response.write('a') },
    '/hostile/silent.yaml': { stream() {} },
    '/hostile/gzip.yaml': {
      stream(response) {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
      },
    },
    '/hostile/to-file.yaml': { status: 302, location: 'file:///etc/passwd' },
    '/hostile/round.yaml': { status: 302, location: '/hostile/round.yaml' },
    '/hostile/escapes.yaml': { body: 'a: "\u001b[2J\u0007" b\n' },
    '/slow/repository/info/refs': { stream() {} },
  },
  repositories: {
    'team/good': [{ files: { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': configMap('a') }, tag: 'v1' }],
    'team/bad': [
      {
        files: {
          'file-url/kustomization.yaml': 'resources: ["{{file}}/team/good"]\n',
          'up/kustomization.yaml': 'resources: [../../../outside]\n',
          'absolute/kustomization.yaml': 'configMapGenerator: [{name: a, files: [/etc/passwd]}]\n',
          'linked-file/kustomization.yaml': 'configMapGenerator: [{name: a, files: [passwd]}]\n',
          'linked-folder/kustomization.yaml': 'resources: [../etc/x]\n',
          'git-data/kustomization.yaml': 'resources: [../config]\n',
          'linked-git/kustomization.yaml': 'configMapGenerator: [{name: a, files: [config]}]\n',
          'kustomization.yaml': 'configMapGenerator: [{name: a, files: [.git/config]}]\n',
          'self/kustomization.yaml': 'resources: ["{{http}}/team/bad//self?ref=main&again=1"]\n',
          '.gitattributes': '*.yaml filter=evil diff=evil merge=evil\n',
          'filter/kustomization.yaml': 'resources: [a.yaml]\n',
          'filter/a.yaml': configMap('filtered'),
        },
        links: {
          'linked-file/passwd': '/etc/passwd',
          etc: '/etc',
          'linked-git/config': '../.git/config',
          'linked-root': '/',
        },
      },
    ],
    'team/module-runs-a-command': [
      { submodules: { m: { commit: '{{team/good@v1}}', url: 'ext::sh -c touch% {{folder}}/../trap' } } },
    ],
    'team/module-is-an-option': [
      { submodules: { m: { commit: '{{team/good@v1}}', url: '--upload-pack=touch {{folder}}/../trap' } } },
    ],
    'team/module-of-this-machine': [{ submodules: { m: { commit: '{{team/good@v1}}', url: '{{file}}/team/good' } } }],
    'team/module-outside': [
      { submodules: { m: { commit: '{{team/good@v1}}', url: '../good', name: '../../m' } } },
    ],
  },
}
