import { hostUnreadable } from '../diagnostics/errors/localize.ts'
import { baseName, joinPath, relativePath } from '../kustomization/path.ts'
import type { Loader } from '../load/loader.ts'
import type { RepoSpec } from '../load/repoSpec.ts'
import { utf8Encode } from '../yaml/base64.ts'

/** The folder, beside the kustomization that names them, for what came from other machines. */
export const localizedFiles = 'localized-files'

/** Where the copy of a file behind a URL goes: by host, without port and user, and path. */
export function pathOfUrl(url: string): string {
  const [, authority, path = ''] = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(url)!
  return joinPath(localizedFiles, hostName(authority!) ?? '', joinPath('/', escapedPath(path)))
}

/** Go's `URL.EscapedPath`: as it was written if nothing in it needs escaping, else escaped anew. */
function escapedPath(path: string): string {
  if (/^(?:[\w.~!$&'()*+,;=:@[\]/-]|%[\da-f]{2})*$/i.test(path)) return path
  const bytes = path
    .split(/(%[\da-f]{2})/i)
    .flatMap((part) => (/^%[\da-f]{2}$/i.test(part) ? [Number.parseInt(part.slice(1), 16)] : [...utf8Encode(part)]))
  return bytes
    .map((byte) => {
      const char = String.fromCharCode(byte)
      return /[\w.~$&+,/:;=@-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

/** Where the copy of a folder of a repository goes: by host, repository, ref and folder. */
export function pathOfRepository({ root, repository }: Loader): string {
  const { spec, root: top } = repository!
  const onHost = spec.cloneUrl.slice(spec.host.length).replace(/\.git$/, '')
  return joinPath(localizedFiles, hostFolder(spec), joinPath('/', onHost), spec.ref, relativePath(top, root))
}

function hostFolder(spec: RepoSpec): string {
  const { host } = spec
  if (host === 'file://') return 'file-schemed'
  const authority = host
    .replace(/^\w+:\/\//, '')
    .replace(/:$/, '')
    .replace(/\/.*$/, '')
  const name = hostName(authority)
  if (name === undefined) throw hostUnreadable(spec.raw)
  return name
}

/** A host without user and port; undefined if the port is none. */
function hostName(authority: string): string | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const found = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host)
  return found === null ? undefined : (found[1] ?? found[2])
}

/** The name of the copy of a target, unless it is given another. */
export function defaultDestination({ root, repository }: Loader): string {
  if (repository === undefined) return root === '/' ? 'localized' : `localized-${baseName(root)}`
  const { spec } = repository
  const folder = root === repository.root ? baseName(spec.cloneUrl.slice(spec.host.length)) : baseName(root)
  return `localized-${folder}-${spec.ref.replaceAll('/', '-')}`
}
