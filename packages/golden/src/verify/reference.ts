import { type Running, runProgram } from '@kust/core/node/hosts'
import { noReference } from '../errors.ts'

/** A program to compare with. */
export interface Reference {
  readonly program: string
  readonly kind: 'kubectl' | 'kustomize'
  /** The version of kustomize in it, such as `v5.8.1`. */
  readonly kustomizeVersion: string
  /** The version that the program itself tells. */
  readonly version: string
}

/** Finds `kubectl`, or else `kustomize`, on the path; or asks a given program which of them it is. */
export async function findReference(program: string | undefined, running: Running): Promise<Reference> {
  const tried = program === undefined ? ['kubectl', 'kustomize'] : [program]
  for (const candidate of tried) {
    const found = (await asKubectl(candidate, running)) ?? (await asKustomize(candidate, running))
    if (found !== undefined) return found
  }
  throw noReference(tried)
}

async function asKubectl(program: string, running: Running): Promise<Reference | undefined> {
  const text = await said(program, ['version', '--client', '--output=json'], running)
  try {
    const { clientVersion, kustomizeVersion } = JSON.parse(text) as {
      readonly clientVersion: { readonly gitVersion: string }
      readonly kustomizeVersion: string
    }
    const version = String(clientVersion.gitVersion)
    return { program, kind: 'kubectl', version, kustomizeVersion: String(kustomizeVersion) }
  } catch {
    return undefined
  }
}

async function asKustomize(program: string, running: Running): Promise<Reference | undefined> {
  const version = /v?\d+\.\d+\.\d+\S*/.exec(await said(program, ['version'], running))?.[0]
  return version === undefined ? undefined : { program, kind: 'kustomize', version, kustomizeVersion: version }
}

async function said(program: string, args: readonly string[], running: Running): Promise<string> {
  const request = { program, args, directory: process.cwd(), env: process.env, timeoutMs: 30_000, maxOutputBytes: 1e6 }
  const { end, status, output } = await runProgram(request, running)
  return end === 'exit' && status === 0 ? output.toString() : ''
}
