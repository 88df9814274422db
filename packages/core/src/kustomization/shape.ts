/**
 * Descriptions of what a file may say. One table serves the decoder, and the JSON Schema that editors use.
 */
export type Shape =
  | { readonly type: 'string' | 'boolean' | 'integer' | 'any' }
  | { readonly type: 'list'; readonly of: Shape }
  | { readonly type: 'map'; readonly of: Shape }
  | ObjectShape

export interface ObjectShape {
  readonly type: 'object'
  /** What users call such an object. */
  readonly name: string
  readonly fields: { readonly [field: string]: Shape }
  /**
   * Fields that upstream takes from a struct embedded in this one. Where a file's numbers and booleans
   * become text, those in these fields do not: upstream looks for their type in the wrong struct.
   */
  readonly promoted: readonly string[]
}

export const string: Shape = { type: 'string' }
export const boolean: Shape = { type: 'boolean' }
export const integer: Shape = { type: 'integer' }
/** Any mapping, kept as it is. */
export const anyMap: Shape = { type: 'map', of: { type: 'any' } }
export const strings: Shape = { type: 'list', of: string }
export const stringMap: Shape = { type: 'map', of: string }

export function list(of: Shape): Shape {
  return { type: 'list', of }
}

/** An object with exactly the fields of `T`. */
export function object<T>(
  name: string,
  fields: { readonly [K in keyof Required<T>]: Shape },
  promoted: readonly (keyof T & string)[] = [],
): ObjectShape {
  return { type: 'object', name, fields, promoted }
}
