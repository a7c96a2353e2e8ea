/**
 * The value table of a module: equal values are one object.
 *
 * @module
 */
import type { FunctionId, RegionId } from "../model/ids.ts"
import type { At, Expression, ObjectEntry } from "../model/expression.ts"

/**
 * Makes values. Every function answers the one object that stands for what it is asked for, except for `object`, whose
 * entries have places of their own. A value nested deeper than {@link DEEPEST} is `unknown`, so that whatever follows
 * or serialises values may recurse.
 */
export interface Values {
  readonly unknown: Expression
  /** The global of that name. */
  readonly undefined: Expression
  literal(value: string | number | boolean | null): Expression
  pattern(source: string, flags: string): Expression
  template(parts: readonly Expression[]): Expression
  imported(from: string, name: string): Expression
  global(name: string): Expression
  parameter(of: FunctionId, index: number): Expression
  member(object: Expression, name: string): Expression
  element(object: Expression, index: Expression): Expression
  /** A value that is an index, or `this` of a function. */
  indexed(kind: "local" | "call" | "function" | "class" | "type", id: number): Expression
  self(of: FunctionId): Expression
  object(entries: readonly ObjectEntry[], at: At): Expression
  array(items: readonly Expression[]): Expression
  spread(value: Expression): Expression
  choice(test: Expression, of: readonly Expression[]): Expression
  operation(operator: string, operands: readonly Expression[]): Expression
  each(loop: RegionId, of: Expression): Expression
  caught(of: RegionId): Expression
}

/** How deep a value may be nested. */
export const DEEPEST = 100

/** The table itself: values by a key that says all of them, each with a number. */
interface Table {
  readonly unknown: Expression
  /** The number of a value, by which the keys of others name it. */
  numberOf(value: Expression): number
  keyOf(values: readonly Expression[]): string
  /** A value with a number of its own; `unknown` when its parts nest too deep. */
  add(value: Expression, parts: readonly Expression[]): Expression
  /** The value of a key, made when it is first asked for. */
  intern(key: string, make: () => Expression, parts?: readonly Expression[]): Expression
}

function createTable(): Table {
  const unknown: Expression = { kind: "unknown" }
  const numbers = new Map<Expression, number>([[unknown, 0]])
  const depths = [0]
  const known = new Map<string, Expression>()
  const numberOf = (value: Expression): number => numbers.get(value) ?? 0

  const add = (value: Expression, parts: readonly Expression[]): Expression => {
    let depth = 0
    for (const part of parts) depth = Math.max(depth, depths[numberOf(part)] ?? 0)
    if (depth >= DEEPEST) return unknown
    numbers.set(value, depths.length)
    depths.push(depth + 1)
    return value
  }

  return {
    unknown,
    numberOf,
    keyOf: (values) => values.map(numberOf).join(),
    add,
    intern(key, make, parts = []) {
      const found = known.get(key)
      if (found !== undefined) return found
      const value = add(make(), parts)
      known.set(key, value)
      return value
    },
  }
}

/** Starts an empty table. */
export function createValues(): Values {
  const table = createTable()
  return { unknown: table.unknown, ...createAtoms(table), ...createCompounds(table) }
}

/** Values that have no other values in them. */
type Atoms = Pick<Values, "undefined" | "literal" | "pattern" | "imported" | "global" | "parameter" | "indexed" | "self" | "caught">

function createAtoms({ intern }: Table): Atoms {
  const global = (name: string): Expression => intern(`g${name}`, () => ({ kind: "global", name }))
  return {
    undefined: global("undefined"),
    global,
    literal: (value) => intern(typeof value === "string" ? `"${value}` : `=${value}`, () => ({ kind: "literal", value })),
    pattern: (source, flags) => intern(`/${flags}/${source}`, () => ({ kind: "pattern", source, flags })),
    imported: (from, name) => intern(`i${from}\0${name}`, () => ({ kind: "import", from, name })),
    parameter: (of, index) => intern(`p${of},${index}`, () => ({ kind: "parameter", of, index })),
    indexed: (kind, id) => intern(`#${kind}${id}`, () => ({ kind, id }) as Expression),
    self: (of) => intern(`s${of}`, () => ({ kind: "this", of })),
    caught: (of) => intern(`c${of}`, () => ({ kind: "caught", of })),
  }
}

function createCompounds({ add, intern, keyOf, numberOf }: Table): Omit<Values, "unknown" | keyof Atoms> {
  return {
    template: (parts) => intern(`t${keyOf(parts)}`, () => ({ kind: "template", parts }), parts),
    member: (object, name) => intern(`.${numberOf(object)}.${name}`, () => ({ kind: "member", object, name }), [object]),
    element: (object, index) => intern(`[${keyOf([object, index])}`, () => ({ kind: "element", object, index }), [object, index]),
    object(entries, at) {
      const parts = entries.map((entry) => entry.value)
      for (const { key } of entries) if (key !== undefined) parts.push(key)
      return add({ kind: "object", entries, at }, parts)
    },
    array: (items) => intern(`a${keyOf(items)}`, () => ({ kind: "array", items }), items),
    spread: (value) => intern(`~${numberOf(value)}`, () => ({ kind: "spread", value }), [value]),
    choice: (test, of) => intern(`?${numberOf(test)},${keyOf(of)}`, () => ({ kind: "choice", test, of }), [test, ...of]),
    operation: (operator, operands) => intern(`o${operator}:${keyOf(operands)}`, () => ({ kind: "operation", operator, operands }), operands),
    each: (loop, of) => intern(`e${loop},${numberOf(of)}`, () => ({ kind: "each", loop, of }), [of]),
  }
}
