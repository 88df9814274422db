import { parseLabelSelector } from '../../../packages/core/src/resource/labelSelector.ts'
import { anchoredRegex, regex } from '../../../packages/core/src/resource/regex.ts'
import { tryReading } from '../refusals.ts'

const labels = new Map([
  ['app', 'web'],
  ['n', '5'],
  ['example.com/tier', 'back'],
])
const names = ['', 'web', 'a'.repeat(253), `${'a-'.repeat(100)}!`]

/** The bytes as a selector of labels, as a name's regular expression, and as one that matches anywhere. */
export function fuzz(data: Uint8Array): void {
  const text = new TextDecoder().decode(data)
  tryReading(() => parseLabelSelector(text)(labels))
  for (const compile of [anchoredRegex, regex]) {
    tryReading(() => {
      const matches = compile(text)
      for (const name of names) matches(name)
    })
  }
}
