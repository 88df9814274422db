import { buildFlags } from '../buildOptions.ts'
import { runDiff } from './diff/runDiff.ts'
import type { Command } from './index.ts'

export const command: Command = {
  about: `Show how what is rendered differs: of two directories, of a directory and a file of manifests (- is standard
input), of two revisions of directories (--base, --head; the work tree unless told), or of a cluster and a directory
(--live). Exits with 0 if nothing differs, 1 if something does, 2 if something is wrong.`,
  flags: {
    base: { kind: 'string', help: 'A revision of git: how directories were; nothing is checked out' },
    head: { kind: 'string', help: 'With --base: a revision too, instead of the work tree' },
    all: { kind: 'string', help: 'With --base: every kustomization below a directory that no other one names' },
    live: { kind: 'string', help: 'A FILE with what a cluster holds (kubectl get -o yaml); - is standard input' },
    format: { kind: 'string', help: 'text (the default), fields, json, markdown, github or gitlab' },
    'side-by-side': { kind: 'boolean', help: 'Text in two columns' },
    context: { kind: 'string', help: 'Lines around each change (3)' },
    'max-length': { kind: 'string', help: 'Of markdown: characters at most (60000)' },
    'show-secrets': { kind: 'boolean', help: 'Show the values of Secrets, which are masked otherwise' },
    ...buildFlags,
  },
  failureStatus: 2,
  run: runDiff,
}
