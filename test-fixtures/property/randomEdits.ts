import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

/** Numbers from 0 up to, and without, a limit; the same ones for the same seed. */
export type Random = (limit: number) => number

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

type Edit = (file: string, random: Random, files: readonly string[]) => void

const edits: Readonly<Record<string, Edit>> = {
  'append a comment': (file) => change(file, (text) => `${text}\n# a comment\n`),
  'change a digit': (file, random) =>
    change(file, (text) => replaceOne(text, /\d/g, random, (digit) => String((Number(digit) + 1) % 10))),
  'change a letter': (file, random) =>
    change(file, (text) => replaceOne(text, /[a-z]/g, random, (letter) => (letter === 'q' ? 'z' : 'q'))),
  'drop a line': (file, random) =>
    change(file, (text) => {
      const lines = text.split('\n')
      lines.splice(random(lines.length), 1)
      return lines.join('\n')
    }),
  'take over another file': (file, random, files) => copyFileSync(files[random(files.length)]!, file),
  remove: (file) => rmSync(file),
  move: (file) => renameSync(file, `${file}.moved`),
  'move and link': (file) => {
    renameSync(file, `${file}.moved`)
    symlinkSync(`${basename(file)}.moved`, file)
  },
  'link to another': (file, random, files) => {
    rmSync(file)
    symlinkSync(relative(dirname(file), files[random(files.length)]!), file)
  },
  'put a folder in its place': (file) => {
    rmSync(file)
    mkdirSync(file)
    writeFileSync(join(file, 'kustomization.yaml'), 'namePrefix: new-\n')
  },
  'move its folder and link': (file) => {
    const folder = dirname(file)
    renameSync(folder, `${folder}-moved`)
    symlinkSync(`${basename(folder)}-moved`, folder)
  },
  'remove its folder': (file) => rmSync(dirname(file), { recursive: true }),
  'second name for a kustomization': (file) =>
    writeFileSync(join(dirname(file), 'kustomization.yml'), 'nameSuffix: -b\n'),
  'new kustomization below': (file) => {
    const folder = join(dirname(file), 'added')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'kustomization.yaml'), 'configMapGenerator: [{name: a, literals: [a=b]}]\n')
  },
  'file that was missing': (file) => {
    for (const [name] of readFileSync(file, 'utf8').matchAll(/[\w./-]+\.ya?ml/g)) {
      const path = join(dirname(file), name)
      if (existsSync(path) || !existsSync(dirname(path))) continue
      writeFileSync(path, 'apiVersion: v1\nkind: Service\nmetadata: {name: new}\n')
    }
  },
}

/** Makes one edit below a folder, and says which. */
export function editTree(root: string, random: Random): string {
  const files = filesBelow(root)
  const names = Object.keys(edits)
  const name = names[random(names.length)]!
  // Kustomization files are few, and what matters most.
  const kustomizations = files.filter((path) => /kustomization/i.test(basename(path)))
  const pool = kustomizations.length > 0 && random(3) === 0 ? kustomizations : files
  const file = pool[random(pool.length)]!
  if (dirname(file) === root && /folder/.test(name)) return 'nothing'
  edits[name]!(file, random, files)
  return `${name}: ${relative(root, file)}`
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => !path.includes('/.git/') && basename(path) !== '.git' && lstatSync(path).isFile())
    .sort()
}

function change(file: string, to: (text: string) => string): void {
  writeFileSync(file, to(readFileSync(file, 'latin1')), 'latin1')
}

function replaceOne(text: string, pattern: RegExp, random: Random, to: (found: string) => string): string {
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return `${text}\n`
  const { index, 0: old } = found[random(found.length)]!
  return text.slice(0, index) + to(old) + text.slice(index + old.length)
}
