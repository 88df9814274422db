import { kust } from '../../packages/cli/src/kust.ts'

/** What `kust build ARGS...` answers, in this process. */
export async function runKust(args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const status = await kust(['build', ...args], {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { status, out, err }
}
