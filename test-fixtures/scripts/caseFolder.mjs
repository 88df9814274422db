// What a case folder means. Shared by the recorder and the tests, so that both read the same thing.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const fixtures = fileURLToPath(new URL('..', import.meta.url))

/** Every case below `cases/` or `errors/`, in the order of their names. */
export function readCases(shelf) {
  return caseFolders(join(fixtures, shelf)).map(readCase)
}

function caseFolders(folder) {
  if (!existsSync(folder)) return []
  if (existsSync(join(folder, 'in')) || existsSync(join(folder, 'case.json'))) return [folder]
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .flatMap((name) => caseFolders(join(folder, name)))
}

function readCase(folder) {
  const file = join(folder, 'case.json')
  const settings = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return {
    name: relative(fixtures, folder).replaceAll('\\', '/'),
    folder,
    settings,
    input: settings.root === undefined ? join(folder, 'in') : resolve(folder, settings.root),
    target: settings.target ?? '.',
    flags: settings.flags ?? [],
    links: settings.links ?? {},
    // Only a tree that is whole on disk can be built where it lies.
    inPlace: settings.links === undefined && settings.files === undefined && settings.rootToken !== true,
  }
}

/** The files of a case's input tree by path, links left out. */
export function readTree(testCase) {
  const tree = new Map()
  if (existsSync(testCase.input)) {
    for (const entry of readdirSync(testCase.input, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = join(entry.parentPath, entry.name)
      tree.set(relative(testCase.input, file).replaceAll('\\', '/'), new Uint8Array(readFileSync(file)))
    }
  }
  for (const [path, content] of Object.entries(testCase.settings.files ?? {})) {
    tree.set(path, new Uint8Array(Buffer.from(content.base64, 'base64')))
  }
  return tree
}

/** The tree as it stands in `root`: where the case says so, `{{ROOT}}` in its files becomes that path. */
export function treeAt(testCase, tree, root) {
  if (testCase.settings.rootToken !== true) return tree
  const result = new Map()
  for (const [path, bytes] of tree) {
    const text = decode(bytes)
    result.set(path, text === undefined ? bytes : encode(text.replaceAll('{{ROOT}}', root)))
  }
  return result
}

/** Writes a tree and its links below a directory. */
export function writeTree(tree, links, directory) {
  for (const [path, bytes] of tree) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), bytes)
  }
  for (const [path, to] of Object.entries(links)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    symlinkSync(to, join(directory, path))
  }
}

/**
 * The same tree as another editor might have saved it: YAML, JSON and env files with CRLF line ends
 * or with a byte order mark. Other files are content, whose every byte counts.
 */
export function variantOf(tree, variant) {
  const result = new Map()
  for (const [path, bytes] of tree) {
    const text = isSource(path) ? decode(bytes) : undefined
    result.set(path, text === undefined ? bytes : encode(variants[variant](text)))
  }
  return result
}

const variants = {
  crlf: (text) => text.replace(/\r?\n/g, '\r\n'),
  bom: (text) => (text.startsWith('\uFEFF') ? text : `\uFEFF${text}`),
}

function isSource(path) {
  return /\.(ya?ml|json|env)$/.test(path) || /(^|\/)Kustomization$/.test(path)
}

function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function encode(text) {
  return new TextEncoder().encode(text)
}
