/**
 * The value table of a module: equal values are one object.
 *
 * @module
 */
import type { At, ObjectEntry, Value } from "../model/expression.ts"

/**
 * Makes values. Every function answers the one object that stands for what it is asked for, except for `object`, whose
 * entries have places of their own. A value nested deeper than {@link DEEPEST} is `unknown`, so that whatever follows
 * or serialises values may recurse.
 */
export interface Values {
  readonly unknown: Value
  /** The global of that name. */
  readonly undefined: Value
  literal(value: string | number | boolean | null): Value
  pattern(source: string, flags: string): Value
  template(parts: readonly Value[]): Value
  imported(from: string, name: string): Value
  global(name: string): Value
  parameter(of: number, index: number): Value
  member(object: Value, name: string): Value
  element(object: Value, index: Value): Value
  /** A value that is an index, or `this` of a function. */
  indexed(kind: "local" | "call" | "function" | "class" | "type", id: number): Value
  self(of: number): Value
  object(entries: readonly ObjectEntry[], at: At): Value
  array(items: readonly Value[]): Value
  spread(value: Value): Value
  choice(test: Value, of: readonly Value[]): Value
  operation(operator: string, operands: readonly Value[]): Value
  each(loop: number, of: Value): Value
  caught(of: number): Value
}

/** How deep a value may be nested. */
export const DEEPEST = 100

/** Starts an empty table. */
export function createValues(): Values {
  const unknown: Value = { kind: "unknown" }
  const numbers = new Map<Value, number>([[unknown, 0]])
  const depths = [0]
  const table = new Map<string, Value>()

  const numberOf = (value: Value): number => numbers.get(value) ?? 0
  const depthOf = (value: Value): number => depths[numberOf(value)] ?? 0
  const keyOf = (values: readonly Value[]): string => values.map(numberOf).join()

  function add(value: Value, children: readonly Value[]): Value {
    let depth = 0
    for (const child of children) depth = Math.max(depth, depthOf(child))
    if (depth >= DEEPEST) return unknown
    numbers.set(value, depths.length)
    depths.push(depth + 1)
    return value
  }

  function enter(key: string, value: Value, children: readonly Value[] = []): Value {
    const added = add(value, children)
    table.set(key, added)
    return added
  }

  const global = (name: string): Value => {
    const key = `g${name}`
    return table.get(key) ?? enter(key, { kind: "global", name })
  }

  return {
    unknown,
    undefined: global("undefined"),
    global,
    literal(value) {
      const key = typeof value === "string" ? `"${value}` : `=${value}`
      return table.get(key) ?? enter(key, { kind: "literal", value })
    },
    pattern(source, flags) {
      const key = `/${flags}/${source}`
      return table.get(key) ?? enter(key, { kind: "pattern", source, flags })
    },
    template(parts) {
      const key = `t${keyOf(parts)}`
      return table.get(key) ?? enter(key, { kind: "template", parts }, parts)
    },
    imported(from, name) {
      const key = `i${from}\0${name}`
      return table.get(key) ?? enter(key, { kind: "import", from, name })
    },
    parameter(of, index) {
      const key = `p${of},${index}`
      return table.get(key) ?? enter(key, { kind: "parameter", of, index })
    },
    member(object, name) {
      const key = `.${numberOf(object)}.${name}`
      return table.get(key) ?? enter(key, { kind: "member", object, name }, [object])
    },
    element(object, index) {
      const key = `[${numberOf(object)},${numberOf(index)}`
      return table.get(key) ?? enter(key, { kind: "element", object, index }, [object, index])
    },
    indexed(kind, id) {
      const key = `#${kind}${id}`
      return table.get(key) ?? enter(key, { kind, id })
    },
    self(of) {
      const key = `s${of}`
      return table.get(key) ?? enter(key, { kind: "self", of })
    },
    object(entries, at) {
      const children = entries.map((entry) => entry.value)
      for (const { key } of entries) if (key !== undefined) children.push(key)
      return add({ kind: "object", entries, at }, children)
    },
    array(items) {
      const key = `a${keyOf(items)}`
      return table.get(key) ?? enter(key, { kind: "array", items }, items)
    },
    spread(value) {
      const key = `~${numberOf(value)}`
      return table.get(key) ?? enter(key, { kind: "spread", value }, [value])
    },
    choice(test, of) {
      const key = `?${numberOf(test)},${keyOf(of)}`
      return table.get(key) ?? enter(key, { kind: "choice", test, of }, [test, ...of])
    },
    operation(operator, operands) {
      const key = `o${operator}:${keyOf(operands)}`
      return table.get(key) ?? enter(key, { kind: "operation", operator, operands }, operands)
    },
    each(loop, of) {
      const key = `e${loop},${numberOf(of)}`
      return table.get(key) ?? enter(key, { kind: "each", loop, of }, [of])
    },
    caught(of) {
      const key = `c${of}`
      return table.get(key) ?? enter(key, { kind: "caught", of })
    },
  }
}
