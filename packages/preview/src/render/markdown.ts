import type { ResourceDiff } from '../diff/diffResources.ts'
import { countsOf, type EnvironmentDiff, hasErrors, titleOf } from '../diff/preview.ts'
import { hunksOf } from './lines.ts'
import { painter } from './paint.ts'
import { hunkText } from './unified.ts'

export interface MarkdownOptions {
  /** Characters at most; 60,000 unless told, which the comments of GitHub and GitLab hold. */
  readonly maxLength?: number
  /** Rows of the summary table at most; 100 unless told. */
  readonly maxRows?: number
}

/** Tells a comment of ours from others, for whoever replaces it. */
export const commentMarker = '<!-- kust preview -->'

/**
 * A comment for a pull request: a table of what changes, and a fold with the diff for each environment. What does not
 * fit is left out, and the comment says so.
 */
export function renderMarkdown(environments: readonly EnvironmentDiff[], options: MarkdownOptions = {}): string {
  const { maxLength = 60_000, maxRows = 100 } = options
  const head = `${commentMarker}\n${headline(environments)}\n\n${summaryTable(environments, maxRows)}`
  const room = maxLength - head.length - roomForNote
  const folds: string[] = []
  const left: string[] = []
  let used = 0
  for (const environment of environments) {
    const fold = foldOf(environment, room - used)
    if (fold === undefined) left.push(environment.name)
    else {
      folds.push(fold)
      used += fold.length
    }
  }
  return head + folds.join('') + leftOut(left)
}

const roomForNote = 600
const plain = painter(false)

function headline(environments: readonly EnvironmentDiff[]): string {
  if (environments.length === 0) return '### kust: no rendered manifest changes'
  const { added, changed, removed } = countsOf(environments)
  const failed = environments.filter(hasErrors).length
  const errors = failed === 0 ? '' : `, **${failed} cannot be rendered**`
  const where = `${environments.length} ${environments.length === 1 ? 'kustomization' : 'kustomizations'}`
  return `### kust: ${where} affected${errors}\n\n${added} added, ${changed} changed, ${removed} removed`
}

function summaryTable(environments: readonly EnvironmentDiff[], maxRows: number): string {
  if (environments.length === 0) return ''
  const rows = environments.slice(0, maxRows).map((environment) => {
    const { added, changed, removed } = countsOf([environment])
    const note = hasErrors(environment)
      ? 'cannot be rendered'
      : environment.change === 'changed'
        ? ''
        : environment.change
    return `| ${code(environment.name)} | ${added} | ${changed} | ${removed} | ${note} |\n`
  })
  const more = environments.length - rows.length
  const rest = more > 0 ? `\n…and ${more} more.\n` : ''
  return `| kustomization | added | changed | removed | |\n|---|--:|--:|--:|---|\n${rows.join('')}${rest}\n`
}

/** As much of an environment as there is room for; undefined if that is nothing. */
function foldOf(environment: EnvironmentDiff, room: number): string | undefined {
  const { name, resources, errors } = environment
  const open = `<details>\n<summary>${escaped(name)}</summary>\n\n`
  const close = '</details>\n\n'
  let body = ''
  let shown = 0
  for (const text of [errors.before, errors.after]) if (text !== undefined) body += fenced('', text)
  for (const resource of resources) {
    const part = resourceText(resource)
    if (open.length + body.length + part.length + close.length + 100 > room) break
    body += part
    shown++
  }
  const missing = resources.length - shown
  if (missing > 0) body += `_${missing} of ${resources.length} resources are left out, as this comment is full._\n\n`
  const fold = open + body + close
  return fold.length > room || (shown === 0 && missing > 0) ? undefined : fold
}

function resourceText(resource: ResourceDiff): string {
  const hunks = hunksOf(resource, 3).map((hunk) => hunkText(hunk, plain))
  return `${resource.change} ${code(titleOf(resource))}\n\n${fenced('diff', hunks.join(''))}`
}

/** A block of code whose fence is longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.endsWith('\n') ? text : `${text}\n`}${fence}\n\n`
}

function code(text: string): string {
  const oneLine = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
  return oneLine.includes('`') ? escaped(oneLine) : `\`${oneLine}\``
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"@`*_[\]\\]/g, (c) => `&#${c.charCodeAt(0)};`)
}

function leftOut(names: readonly string[]): string {
  if (names.length === 0) return ''
  const some = names.slice(0, 5).map(code).join(', ').slice(0, 400)
  const others = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return `_Left out, as this comment is full: the diffs of ${some}${others}. \`kust diff\` shows them._\n`
}
