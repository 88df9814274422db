import { duplicateResource } from '../diagnostics/errors/resources.ts'
import { type ResId, resIdKey, sameResId } from './resId.ts'
import { allIds, currentId, isDeleted, type Resource } from './resource.ts'

/**
 * An ordered list of resources that can be looked up by the ids they have and had.
 * Its accumulation owns it and edits it in place.
 */
export class ResMap {
  #resources: Resource[] = []
  /** Resources by their present id, while no id has changed. */
  #byId: Map<string, Resource> | undefined
  /** Resources by each name that they have or had; may name too many, never too few. */
  #byName: Map<string, Set<Resource>> | undefined

  get resources(): readonly Resource[] {
    return this.#resources
  }

  /** Adds resources at the end; an id that is there already is an error. */
  append(resources: readonly Resource[]): void {
    if (resources.length === 0) return
    this.#byId ??= new Map(this.#resources.map((r) => [resIdKey(currentId(r)), r]))
    const ids = this.#byId
    for (const resource of resources) {
      const id = currentId(resource)
      const key = resIdKey(id)
      const other = ids.get(key)
      if (other !== undefined) throw duplicateResource(id, resource.manifest, other.manifest)
      ids.set(key, resource)
      this.#resources.push(resource)
      this.#noteNames(resource)
    }
  }

  /** Refuses ids that two resources have; does nothing where none can have changed since that was last made sure. */
  checkIds(): void {
    if (this.#byId !== undefined) return
    const resources = this.#resources
    this.#resources = []
    this.#byName = undefined
    this.append(resources)
  }

  /** Puts a resource in the place of another. */
  replace(old: Resource, resource: Resource): void {
    this.#resources[this.#resources.indexOf(old)] = resource
    this.idsChanged()
  }

  /** Puts other resources in the place of all. */
  reset(resources: readonly Resource[]): void {
    this.#resources = [...resources]
    this.idsChanged()
  }

  /** Drops what a transformer has emptied, given what it has touched. */
  dropDeleted(touched: readonly Resource[]): void {
    if (!touched.some(isDeleted)) return
    this.#resources = this.#resources.filter((r) => !isDeleted(r))
    this.#byId = undefined
  }

  /** To be called when any resource may have got another id. */
  idsChanged(): void {
    this.#byId = undefined
    this.#byName = undefined
  }

  /** To be called when one resource may have got another id. */
  idChanged(resource: Resource): void {
    this.#byId = undefined
    this.#noteNames(resource)
  }

  #noteNames(resource: Resource): void {
    if (this.#byName === undefined) return
    for (const id of allIds(resource)) addTo(this.#byName, id.name, resource)
  }

  /** The resources that have or had a name, in order. */
  everNamed(name: string): Resource[] {
    if (this.#byName === undefined) {
      this.#byName = new Map()
      for (const resource of this.#resources) this.#noteNames(resource)
    }
    const found = [...(this.#byName.get(name) ?? [])].filter((r) => !isDeleted(r))
    if (found.length < 2) return found
    return found.sort((a, b) => this.#resources.indexOf(a) - this.#resources.indexOf(b))
  }

  /** The resources that have or had an id. */
  everIdentified(id: ResId, same: (a: ResId, b: ResId) => boolean = sameResId): Resource[] {
    return this.everNamed(id.name).filter((r) => allIds(r).some((candidate) => same(id, candidate)))
  }
}

function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key)
  if (set === undefined) sets.set(key, new Set([value]))
  else set.add(value)
}
