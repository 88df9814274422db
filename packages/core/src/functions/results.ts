import { functionFailed } from '../diagnostics/errors/functions.ts'
import { toPlain } from '../yaml/json.ts'
import type { YamlNode } from '../yaml/node.ts'
import type { ProgramResult } from './pluginHost.ts'

/** One finding of a function, as the KRM functions specification has it. */
export interface FunctionResult {
  readonly message: string
  /** `error` unless told; an error fails the build. */
  readonly severity?: 'error' | 'warning' | 'info'
  readonly resourceRef?: {
    readonly apiVersion?: string
    readonly kind?: string
    readonly name?: string
    readonly namespace?: string
  }
  readonly field?: { readonly path?: string; readonly currentValue?: unknown; readonly proposedValue?: unknown }
  readonly file?: { readonly path?: string; readonly index?: number }
}

/** Refuses what a failed program made; its results say why, if there are any. As upstream, they alone fail nothing. */
export function checkResults(name: string, { status, said }: ProgramResult, results: YamlNode | undefined): void {
  if (status === 0) return
  const list: unknown = results === undefined ? [] : toPlain(results)
  const found = Array.isArray(list) ? list.filter(isResult) : []
  const errors = found.filter(({ severity = 'error' }) => severity === 'error')
  const why = errors.length > 0 ? errors.map(describeResult).join('; ') : said
  throw functionFailed(name, `exit status ${status}`, why)
}

export function isResult(value: unknown): value is FunctionResult {
  return typeof value === 'object' && value !== null && typeof (value as FunctionResult).message === 'string'
}

/** A result on one line: what it is about, and what it says. */
export function describeResult({ message, resourceRef, field, file }: FunctionResult): string {
  const { kind, name, namespace } = resourceRef ?? {}
  const about = [
    [kind, name, namespace && `in namespace ${namespace}`].filter(Boolean).join(' '),
    field?.path && `field ${field.path}`,
    file?.path && `file ${file.path}`,
  ].filter(Boolean)
  return about.length === 0 ? message : `${message} (${about.join(', ')})`
}
