const codes = { removed: 31, added: 32, place: 36 } as const

/** Paints text for terminals, or leaves it plain. */
export function colours(isColoured: boolean): (text: string, as: keyof typeof codes) => string {
  return isColoured ? (text, as) => `\x1b[${codes[as]}m${text}\x1b[0m` : (text) => text
}
