import { placeOf } from '../kustomization/decode.ts'
import type { YamlNode } from '../yaml/node.ts'
import { KustError } from './kustError.ts'

/** Gives an error that knows no place the place of a field of a kustomization. */
export function located(error: KustError, node: YamlNode, field: readonly (string | number)[]): KustError {
  return error.locate(placeOf(node, field))
}

/** Runs something on behalf of a field: an error of it that knows no place gets that of the field. */
export async function atField<T>(
  node: YamlNode,
  field: readonly (string | number)[],
  run: () => T | Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof KustError ? located(error, node, field) : error
  }
}

/** As `atField`, for what does not wait. */
export function atFieldSync<T>(node: YamlNode, field: readonly (string | number)[], run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw error instanceof KustError ? located(error, node, field) : error
  }
}

/** Runs the work of a kustomization file: an error that leaves it has the file in its chain. */
export async function withChain<T>(file: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof KustError) error.chain = [file, ...error.chain]
    throw error
  }
}

/** Runs an edit of a manifest: an error that knows no place gets that of the manifest. */
export function withContextOf(manifest: YamlNode, run: () => void): void {
  try {
    run()
  } catch (error) {
    throw error instanceof KustError ? error.locate(manifest) : error
  }
}
