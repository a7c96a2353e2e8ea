/**
 * Ids: indexes into the lists of one module's facts. Each kind is a type of its own, so that none stands in for another.
 *
 * @module
 */

declare const kind: unique symbol

/** A number of one kind; the property exists for the compiler alone. */
type Id<Kind extends string> = number & { readonly [kind]: Kind }

/** Index into `ModuleFacts.functions`; -1 is the code of the module itself. */
export type FunctionId = Id<"function">

/** Index into `ModuleFacts.calls`. */
export type CallId = Id<"call">

/** Index into `ModuleFacts.classes`. */
export type ClassId = Id<"class">

/** Index into `ModuleFacts.locals`. */
export type LocalId = Id<"local">

/** Index into `ModuleFacts.types`. */
export type TypeId = Id<"type">

/** Index into `ModuleFacts.regions`; region 0 is the module itself, and -1 is around it. */
export type RegionId = Id<"region">

/** A list whose indexes are ids of one kind. */
export interface Indexed<Key extends number, Item> extends ReadonlyArray<Item> {
  entries(): ArrayIterator<[Key, Item]>
  keys(): ArrayIterator<Key>
  forEach(visit: (item: Item, id: Key, list: readonly Item[]) => void): void
  map<Result>(convert: (item: Item, id: Key, list: readonly Item[]) => Result): Result[]
  flatMap<Result>(convert: (item: Item, id: Key, list: Item[]) => Result | readonly Result[]): Result[]
  some(test: (item: Item, id: Key, list: readonly Item[]) => boolean): boolean
  findIndex(test: (item: Item, id: Key, list: readonly Item[]) => boolean): Key
}
