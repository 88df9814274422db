const codes = { removed: 31, added: 32, changed: 33, place: 36, title: 1 } as const

/** Paints text for a terminal. */
export type Paint = (text: string, as: keyof typeof codes) => string

export function painter(isColoured: boolean): Paint {
  return isColoured ? (text, as) => `\x1b[${codes[as]}m${text}\x1b[0m` : (text) => text
}
