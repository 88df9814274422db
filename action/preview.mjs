// What the action does: lists what a change affects, writes the comment and the summary of the job, annotates lines.
// All input comes in variables, none of it is ever part of a command line that a shell reads.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'

const {
  KUST_BASE: base,
  KUST_HEAD: head,
  KUST_DIRECTORY: directory = '.',
  KUST_COMMAND = 'npx --yes kust',
} = process.env
const { KUST_COMMENT_FILE: commentFile = 'kust-preview.md', KUST_ANNOTATIONS: annotations = 'true' } = process.env
const { GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile } = process.env

if (!base) fail('there is no base: outside of pull requests, the input `base` names the revision before the change')

const start = commonAncestor()
const revisions = [`--base=${start}`, ...(head ? [`--head=${head}`] : [])]
const globs = directory === '.' || directory === '' ? [] : [directory]
const affected = kust(['affected', ...revisions, '--format=json', '--', ...globs])
if (affected.status !== 0) fail('the affected kustomizations could not be listed')

const diff = ['diff', ...revisions, `--all=${directory || '.'}`]
const comment = kust([...diff, '--format=markdown'])
if (comment.status > 1 && comment.stdout === '') fail('the change could not be rendered')
writeFileSync(commentFile, comment.stdout)
if (summaryFile) appendFileSync(summaryFile, comment.stdout)
if (annotations === 'true') process.stdout.write(kust([...diff, '--format=github']).stdout)

output('affected', affected.stdout.trim())
output('changed', String(comment.status !== 0))
output('comment-file', commentFile)
// That something cannot be rendered is in the comment, and fails the job.
if (comment.status > 1) process.exitCode = 1

/** Where the change began: what has come to the base meanwhile is no part of it. Without enough history, the base. */
function commonAncestor() {
  if (base.startsWith('-') || head?.startsWith('-')) return base
  const { status, stdout } = spawnSync('git', ['merge-base', base, head || 'HEAD'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : base
}

function kust(args) {
  const [program, ...first] = KUST_COMMAND.split(' ').filter(Boolean)
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 30 }
  const run = spawnSync(program, [...first, ...args], options)
  if (run.error !== undefined) fail(`${program} could not be started: ${run.error.message}`)
  return run
}

/** The delimiter is one that no content can contain by design. */
function output(name, value) {
  const delimiter = `end-${randomUUID()}`
  if (outputFile) appendFileSync(outputFile, `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
}

function fail(message) {
  process.stdout.write(`::error title=kust::${message}\n`)
  process.exit(1)
}
