/**
 * Facts as text: for the disk cache, and to tell whether two files say the same.
 *
 * The text is JSON of three lists: the shapes of objects (their keys), the values that the facts share, each after its
 * parts, and the facts. A list within is `[0, ...items]`, an object `[shape, ...values]` with shapes counted from one, and
 * a shared value `[-1 - place]`.
 *
 * @module
 */
import type { ModuleFacts } from "../../model/facts.ts"

type Keys = readonly string[]
type Encoded = readonly [shapes: readonly Keys[], table: readonly unknown[], facts: unknown]

/** Whether an object is one of those that facts share: values and types have a `kind`. */
function isShared(node: object): boolean {
  return "kind" in node
}

/** Writes facts as text of linear size. Equal facts give equal text. */
export function encodeFacts(facts: ModuleFacts): string {
  const shapes: Keys[] = []
  const shapeIds = new Map<string, number>()
  const table: string[] = []
  const places = new Map<object, number>()

  const findShape = (name: string): number => {
    const known = shapeIds.get(name)
    if (known !== undefined) return known
    const id = shapes.push(name === "" ? [] : name.split(" "))
    shapeIds.set(name, id)
    return id
  }

  const enter = (node: object): number => {
    const known = places.get(node)
    if (known !== undefined) return known
    // Its parts enter the table while it is written, before it does. The extractor bounds how deep values nest.
    const written = write(node)
    const place = table.push(written) - 1
    places.set(node, place)
    return place
  }

  const writePart = (part: unknown): string => {
    if (typeof part === "string" || typeof part === "number") return JSON.stringify(part)
    if (typeof part !== "object" || part === null) return String(part)
    return isShared(part) ? `[${-1 - enter(part)}]` : write(part)
  }

  const write = (node: object): string => {
    let text = ""
    if (Array.isArray(node)) {
      for (const item of node) text += `,${writePart(item)}`
      return `[0${text}]`
    }
    let shape = ""
    for (const key in node) {
      const part = (node as Record<string, unknown>)[key]
      if (part === undefined) continue
      shape = shape === "" ? key : `${shape} ${key}`
      text += `,${writePart(part)}`
    }
    return `[${findShape(shape)}${text}]`
  }

  const written = write(facts)
  return `[${JSON.stringify(shapes)},[${table.join()}],${written}]`
}

/** Reads what {@link encodeFacts} wrote; equal values are again one object. */
export function decodeFacts(text: string): ModuleFacts {
  const [shapes, table, facts] = JSON.parse(text) as Encoded
  const values: unknown[] = []
  const restore = (part: unknown): unknown => {
    if (!Array.isArray(part)) return part
    const [first] = part as [number]
    if (first < 0) return values[-1 - first]
    if (first === 0) {
      const items: unknown[] = []
      for (let index = 1; index < part.length; index += 1) items.push(restore(part[index]))
      return items
    }
    const node: Record<string, unknown> = {}
    const keys = shapes[first - 1] ?? []
    for (let index = 0; index < keys.length; index += 1) node[keys[index] ?? ""] = restore(part[index + 1])
    return node
  }
  for (const entry of table) values.push(restore(entry))
  return restore(facts) as ModuleFacts
}

/** Whether two files say the same, wherever in the file they say it. */
export function isSameFacts(one: ModuleFacts, other: ModuleFacts): boolean {
  return one === other || encodeFacts(one) === encodeFacts(other)
}
