/**
 * Facts as text: for the disk cache, and to tell whether two files say the same.
 *
 * @module
 */
import type { ModuleFacts } from "../model.ts"

/** Facts in which every value stands once, in a table, with its parts before it; a part is `{ $: index }`. */
interface Encoded {
  readonly table: readonly unknown[]
  readonly facts: unknown
}

/** Whether an object is one of those that facts share: values and types have a `kind`. */
function isShared(node: object): boolean {
  return "kind" in node
}

/** Writes facts as JSON of linear size. Equal facts give equal text. */
export function encodeFacts(facts: ModuleFacts): string {
  const table: unknown[] = []
  const places = new Map<object, number>()

  // Depth first with a stack of its own: values nest as deep as the source does.
  const enter = (root: object): number => {
    const stack: object[] = [root]
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const pending = places.has(node) ? [] : listShared(node).filter((part) => !places.has(part))
      if (pending.length > 0) {
        for (const part of pending) stack.push(part)
        continue
      }
      stack.pop()
      if (!places.has(node)) places.set(node, table.push(copy(node)) - 1)
    }
    return places.get(root) ?? -1
  }
  const convert = (part: unknown): unknown => {
    if (typeof part !== "object" || part === null) return part
    return isShared(part) ? { $: enter(part) } : copy(part)
  }
  const copy = (node: object): unknown => {
    if (Array.isArray(node)) return node.map(convert)
    return Object.fromEntries(Object.entries(node).map(([name, part]) => [name, convert(part)]))
  }

  const encoded: Encoded = { facts: copy(facts), table }
  return JSON.stringify(encoded)
}

/** The shared objects directly in an object, through arrays and plain objects. */
function listShared(node: object): object[] {
  return Object.values(node).flatMap((part: unknown) => {
    if (typeof part !== "object" || part === null) return []
    return isShared(part) ? [part] : listShared(part)
  })
}

/** Reads what {@link encodeFacts} wrote; equal values are again one object. */
export function decodeFacts(text: string): ModuleFacts {
  const { table, facts } = JSON.parse(text) as Encoded
  const values: unknown[] = []
  const restore = (part: unknown): unknown => {
    if (typeof part !== "object" || part === null) return part
    if ("$" in part) return values[(part as { $: number }).$]
    for (const name of Object.keys(part)) {
      const inner = (part as Record<string, unknown>)[name]
      if (typeof inner === "object" && inner !== null) (part as Record<string, unknown>)[name] = restore(inner)
    }
    return part
  }
  for (const entry of table) values.push(restore(entry))
  return restore(facts) as ModuleFacts
}

/** Whether two files say the same, wherever in the file they say it. */
export function isSameFacts(one: ModuleFacts, other: ModuleFacts): boolean {
  return encodeFacts(one) === encodeFacts(other)
}
