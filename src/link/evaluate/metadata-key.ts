/**
 * Keys of the metadata that decorators and route options set.
 *
 * @module
 */
import type { AbstractValue } from "../../model/values.ts"
import { possibleValues, textOf } from "./domain.ts"

/**
 * The key under which decorators keep what guards read: a text, or the decorator that `Reflector.createDecorator` made.
 *
 * @returns undefined when it is not known
 */
export function metadataKey(key: AbstractValue): string | undefined {
  const [one] = possibleValues(key)
  if (one?.kind === "result") return `${one.site.module.file}:${one.site.call}`
  return one === undefined ? undefined : textOf(one) ?? (one.kind === "external" ? one.name : undefined)
}
