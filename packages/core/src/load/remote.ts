/**
 * Whether an entry names something outside the file system: an http(s) file or a git repository.
 * Follows the grammar of upstream's repository URLs as far as it takes to tell them from paths.
 */
export function looksRemote(entry: string): boolean {
  if (entry.startsWith('/')) return false
  const withoutQuery = entry.split('?', 1)[0]!
  const url = withoutQuery.replace(/^git::/, '')
  const scheme = /^(ssh|https?|file):\/\//i.exec(url)
  if (scheme !== null) return true
  if (/^github\.com[/:]/i.test(url)) return repositoryPath(url.slice('github.com/'.length))
  const user = /^[a-zA-Z][a-zA-Z0-9-]*@[^/:]+[:/]/.exec(url)
  return user !== null && repositoryPath(url.slice(user[0].length))
}

/** A repository needs an owner and a name, or one of the marks that tell where its path ends. */
function repositoryPath(path: string): boolean {
  return path.includes('_git/') || path.includes('.git') || path.split('/').filter(Boolean).length >= 2
}
