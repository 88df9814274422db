/** Mistakes in selectors. */

import { KustError } from '../kustError.ts'

export function badRegex(pattern: string, cause: string): KustError {
  return new KustError('bad-regex', `\`${pattern}\` is no regular expression (RE2 syntax): ${cause}`)
}

export function badLabelSelector(selector: string, found: string, expected: string): KustError {
  return new KustError(
    'bad-label-selector',
    `the label selector \`${selector}\` cannot be read: found \`${found}\` where ${expected} is expected`,
  )
}
