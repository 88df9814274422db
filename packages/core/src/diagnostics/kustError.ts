import type { Place } from '../yaml/node.ts'
import { codeFrame } from './codeFrame.ts'
import { positionOf } from './position.ts'

/**
 * A user's mistake: what is wrong, where it stands, and which kustomizations led there.
 * `code` is one of the catalogue in `errors.ts`; `line` and `column` count from 1.
 */
export class KustError extends Error {
  override readonly name = 'KustError'
  readonly code: string
  /** The path of the file at fault, when there is one. */
  file: string | undefined
  line: number | undefined
  column: number | undefined
  /** The source lines around the place, with a mark under the column. */
  frame: string | undefined
  /** The kustomization directories from the one that was built down to the one at fault. */
  chain: readonly string[] = []

  constructor(code: string, message: string, place?: Place | FilePlace) {
    super(message)
    this.code = code
    if (place !== undefined) this.locate(place)
  }

  /** Gives the error a place, unless it already knows a more exact one. */
  locate(place: Place | FilePlace): this {
    if (this.line !== undefined) return this
    if ('source' in place) {
      if (place.source === undefined) return this
      if (this.file !== undefined && this.file !== place.source.path) return this
      const { source, line, column } = positionOf(place)!
      this.file = source.path
      this.line = line
      this.column = column
      this.frame = codeFrame(source.text, line, column)
    } else {
      this.file ??= place.file
    }
    return this
  }
}

/** A place that is a whole file. */
export interface FilePlace {
  readonly file: string
}
