/**
 * Libraries that few builds need, loaded by the first one that does. The engine works synchronously between the
 * files that it reads, so what needs a library that is not there yet stops the build with a `LibraryNeeded`, and
 * `build` loads the library and starts again.
 */
export class LibraryNeeded {
  readonly load: () => Promise<void>

  constructor(load: () => Promise<void>) {
    this.load = load
  }
}

export interface LazyLibrary<T> {
  /** The library; throws a `LibraryNeeded` until it has been loaded. */
  get(): T
  load(): Promise<void>
}

export function lazyLibrary<T>(importLibrary: () => Promise<T>): LazyLibrary<T> {
  let library: T | undefined
  const load = async (): Promise<void> => {
    library ??= await importLibrary()
  }
  return {
    load,
    get() {
      if (library === undefined) throw new LibraryNeeded(load)
      return library
    },
  }
}
