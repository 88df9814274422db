/** The forms of a date that go-yaml takes for a timestamp when it stands unquoted. */

/** A space-separated time has no zone, one after `T` must have one. */
const timestampForm =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]| +)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?(Z|[-+][0-9]{2}:[0-9]{2})?)?$/

/**
 * The timestamp as Go prints it (RFC 3339 with the fraction's trailing zeros cut off), or undefined for a text
 * that is none. Null stands for a zone that Go reads but cannot write, 24 hours or more.
 */
export function parseTimestamp(text: string): string | null | undefined {
  if (text.length < 8 || text.charCodeAt(4) !== 0x2d) return undefined
  const match = timestampForm.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  if (!isDay(Number(year), Number(month), Number(day))) return undefined
  const date = `${year}-${two(month!)}-${two(day!)}`
  if (hour === undefined) return `${date}T00:00:00Z`
  const spaced = text.includes(' ')
  if (spaced !== (zone === undefined)) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const offset = zone === undefined ? 'Z' : zoneText(zone)
  if (typeof offset !== 'string') return offset
  const digits = fraction === undefined ? '' : fraction.slice(0, 9).replace(/0+$/, '')
  return `${date}T${two(hour)}:${two(minute!)}:${two(second!)}${digits === '' ? '' : `.${digits}`}${offset}`
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return day <= days
}

/** Go allows 24 hours and 60 minutes in a zone, and then writes the sum of both. */
function zoneText(zone: string): string | null | undefined {
  if (zone === 'Z') return 'Z'
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4))
  if (hours > 24 || minutes > 60) return undefined
  const total = hours * 60 + minutes
  if (total === 0) return 'Z'
  if (total >= 24 * 60) return null
  return `${zone[0]}${two(String(Math.floor(total / 60)))}:${two(String(total % 60))}`
}

function two(digits: string): string {
  return digits.length < 2 ? `0${digits}` : digits
}
