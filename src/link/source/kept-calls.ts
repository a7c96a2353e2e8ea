/**
 * Calls whose result is stored beyond the function that makes them.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

const GLOBALS = new Set(["globalThis", "global", "self", "window"])

/** A binding of the module, a global, or something inside one of these. */
function isLasting(expression: Expression, module: Module): boolean {
  const { locals, regions, functions } = module.facts
  switch (expression.kind) {
    case "local": {
      const local = locals[expression.id]
      if (local === undefined || (regions[local.region]?.function ?? -1) < 0) return true
      // `const holder = globalThis`, `const cached = global.mongoose`
      return local.isConstant && local.values.some((one) => one !== expression && one.kind !== "call" && isLasting(one, module))
    }
    case "global":
      return GLOBALS.has(expression.name)
    case "import":
    case "class":
      return true
    case "member":
    case "element":
      return isLasting(expression.object, module)
    case "this":
      // What a constructor keeps lives as long as the instance does, and no longer.
      return functions[expression.of]?.name !== "constructor"
    case "operation":
    case "choice":
      return (expression.kind === "operation" ? expression.operands : expression.of).some((one) => isLasting(one, module))
    default:
      return false
  }
}

/** The calls whose results one value may hold: `await pool ?? createPool()`. */
function* callsInExpression(expression: Expression, module: Module, depth = 0): Generator<number> {
  if (depth > 4) return
  switch (expression.kind) {
    case "call": {
      yield expression.id
      // `mongoose.connect(uri).then(use)`, `createClient().connect()`
      const callee = module.facts.calls[expression.id]?.callee
      if (callee?.kind === "member") yield* callsInExpression(callee.object, module, depth + 1)
      // `watch(new Pool())`
      for (const one of module.facts.calls[expression.id]?.arguments ?? []) if (one.kind === "call") yield* callsInExpression(one, module, depth + 1)
      return
    }
    case "local": {
      const local = module.facts.locals[expression.id]
      for (const one of local === undefined || (module.facts.regions[local.region]?.function ?? -1) < 0 ? [] : local.values) {
        yield* callsInExpression(one, module, depth + 1)
      }
      return
    }
    case "operation":
    case "choice":
      for (const one of expression.kind === "operation" ? expression.operands : expression.of) yield* callsInExpression(one, module, depth + 1)
      return
    case "object":
      for (const { value: one } of expression.entries) yield* callsInExpression(one, module, depth + 1)
      return
    default:
  }
}

const memoizedCalls = new WeakMap<Module, ReadonlySet<number>>()

/** The calls of a module whose results are stored in something that lasts: a binding, a global, a field, a map. */
export function findMemoized(module: Module): ReadonlySet<number> {
  const known = memoizedCalls.get(module)
  if (known !== undefined) return known
  const { facts } = module
  const kept = new Set<number>()
  const keep = (expression: Expression): void => {
    for (const call of callsInExpression(expression, module)) kept.add(call)
  }
  for (const { target, value: expression } of facts.assignments) if (isLasting(target, module)) keep(expression)
  for (const local of facts.locals) {
    if ((facts.regions[local.region]?.function ?? -1) < 0 && !local.isConstant) local.values.forEach(keep)
  }
  for (const { callee, arguments: values } of facts.calls) {
    const isStore = callee.kind === "member" && (callee.name === "set" || callee.name === "push") && isLasting(callee.object, module)
    if (isStore) values.forEach(keep)
  }
  memoizedCalls.set(module, kept)
  return kept
}
