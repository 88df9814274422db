/** A float as Go's `FormatFloat(n, 'g', -1, 64)`: the shortest digits, `1e+06` from a million on. */
export function goFloatText(n: number): string {
  if (n === 0) return Object.is(n, -0) ? '-0' : '0'
  const [mantissa, power] = n.toExponential().split('e') as [string, string]
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 6) return String(n)
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

/** A float as Go's `FormatFloat(n, 'g', -1, 32)`: the shortest digits that are nearest to the same 32-bit float. */
export function goFloat32Text(n: number): string {
  const rounded = Math.fround(n)
  let digits = 1
  while (digits < 9 && Math.fround(Number(rounded.toPrecision(digits))) !== rounded) digits++
  return goFloatText(Number(rounded.toPrecision(digits)))
}
