/** Files by their paths. */
export type Files = Readonly<Record<string, string>>

/**
 * Makes a failing tree smaller: drops files, documents, then lines together with what is indented
 * below them, as long as it fails in the same way. It knows nothing of what the text means, so what the
 * generator's own shrinking cannot take apart, it can.
 */
export async function reduce(
  files: Files,
  fails: (files: Files) => Promise<boolean>,
  deadline: number,
): Promise<Files> {
  let best = files
  for (let before = ''; before !== JSON.stringify(best) && Date.now() < deadline; ) {
    before = JSON.stringify(best)
    best = await pass(best, fails, deadline)
  }
  return best
}

async function pass(start: Files, fails: (files: Files) => Promise<boolean>, deadline: number): Promise<Files> {
  let best = start
  const attempt = async (candidate: Files): Promise<boolean> => {
    if (Date.now() > deadline || JSON.stringify(candidate) === JSON.stringify(best) || !(await fails(candidate)))
      return false
    best = candidate
    return true
  }
  for (const path of Object.keys(best)) {
    const { [path]: _, ...rest } = best
    await attempt(rest)
  }
  for (const path of Object.keys(best)) {
    // Outer blocks first: what goes with them need not be tried line by line.
    for (const depth of [0, 2, 4, 8, 100]) {
      for (let at = 0; at < lines(best[path]!).length && Date.now() < deadline; ) {
        const all = lines(best[path]!)
        const removals = indentOf(all[at]!) > depth ? [] : [documentAt(all, at), blockAt(all, at)]
        if (depth === 100) removals.push([at, at + 1])
        let shrunk = false
        for (const [from, to] of removals) {
          if (to <= from || shrunk) continue
          shrunk = await attempt({ ...best, [path]: [...all.slice(0, from), ...all.slice(to)].join('\n') })
        }
        if (!shrunk && depth === 100) await attempt({ ...best, [path]: withoutFirstKey(all, at) })
        if (!shrunk) at++
      }
    }
    await simplifyLines(path, () => best, attempt)
  }
  return best
}

/** Takes away the key on a dash's line; the next one moves to the dash. */
function withoutFirstKey(all: readonly string[], at: number): string {
  const dash = /^( *)- +[^ ].*:/.exec(all[at]!)
  const next = all[at + 1]
  if (dash === null || next === undefined || indentOf(next) !== dash[1]!.length + 2) return all.join('\n')
  return [...all.slice(0, at), `${dash[1]}- ${next.trimStart()}`, ...all.slice(at + 2)].join('\n')
}

async function simplifyLines(
  path: string,
  best: () => Files,
  attempt: (files: Files) => Promise<boolean>,
): Promise<void> {
  const count = lines(best()[path]!).length
  for (let index = 0; index < count; index++) {
    const all = lines(best()[path]!)
    const line = all[index]!
    const simpler = [
      line.replace(/ #.*$/, ''),
      line.replace(/"(\w+)":/, '$1:'),
      line.replace(/'(\w+)':/, '$1:'),
      line.replace(/ &\w+/, ''),
      line.replace(/: (.{4,})$/, ': a'),
      line.replace(/- (.{4,})$/, '- a'),
      line.replace(/: *\{.+\}$/, ': {}'),
      line.replace(/: *\[.+\]$/, ': []'),
    ]
    for (const text of simpler) {
      if (text !== line)
        await attempt({ ...best(), [path]: [...all.slice(0, index), text, ...all.slice(index + 1)].join('\n') })
    }
    await dropFlowEntries(path, index, best, attempt)
  }
}

/** Takes entries of `{...}` and `[...]` on one line away, one by one. */
async function dropFlowEntries(
  path: string,
  index: number,
  best: () => Files,
  attempt: (files: Files) => Promise<boolean>,
): Promise<void> {
  for (let at = 0; at < 40; at++) {
    const all = lines(best()[path]!)
    const line = all[index]!
    if (!/[[{]/.test(line)) return
    const commas = [...line.matchAll(/, /g)].map((match) => match.index)
    if (at >= commas.length) return
    const comma = commas[at]!
    const next = commas[at + 1] ?? line.search(/[\]}]+$/)
    const open = Math.max(line.lastIndexOf('{', comma), line.lastIndexOf('[', comma))
    const candidates = [line.slice(0, comma) + line.slice(next), line.slice(0, open + 1) + line.slice(comma + 2)]
    for (const text of candidates) {
      if (text.length >= line.length) continue
      await attempt({ ...best(), [path]: [...all.slice(0, index), text, ...all.slice(index + 1)].join('\n') })
    }
  }
}

function lines(text: string): string[] {
  return text.split('\n')
}

function indentOf(line: string): number {
  return line.search(/[^ ]|$/)
}

/** A line and the lines that belong to it, for they are indented deeper or are items of its list. */
function blockAt(all: readonly string[], index: number): readonly [number, number] {
  const indent = indentOf(all[index]!)
  const isKey = /^ *[^- ].*:( .*)?$/.test(all[index]!)
  let end = index + 1
  while (end < all.length) {
    const line = all[end]!
    const deeper = indentOf(line) > indent || line.trim() === ''
    const item = isKey && indentOf(line) === indent && line.slice(indent).startsWith('- ')
    if (!deeper && !item) break
    end++
  }
  return [index, end]
}

/** The document that starts at a line. */
function documentAt(all: readonly string[], index: number): readonly [number, number] {
  if (!all[index]!.startsWith('---')) return [index, index]
  const next = all.findIndex((line, at) => at > index && line.startsWith('---'))
  return [index, next === -1 ? all.length - 1 : next]
}
