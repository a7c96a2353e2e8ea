/**
 * Follows values inside their file: bindings, parameters, `this`, literals and operators.
 *
 * @module
 */
import { nameOf } from "./canonical-name.ts"
import { moduleActivation as activateModule, functionOf, homeOf } from "./context.ts"
import { alternatives, CAUGHT, choose, isTruthy, operate, textOf, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Follower } from "./evaluator.ts"
import type { TypeFact, Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { Activation, Meaning } from "../../model/values.ts"

/**
 * Values inside of values are followed no deeper than this: instances that make instances of each other for their fields have no
 * end, and the stack has one.
 */
const DEEPEST = 700

/** Calls and functions are known by their number, so that one asked for by number is the one met in the code. */
function keyOf(expression: Expression): Expression | string {
  return expression.kind === "call" || expression.kind === "function" ? `${expression.kind} ${expression.id}` : expression
}

/** `exports`, `module.exports`: https://nodejs.org/api/modules.html#exports-shortcut */
const isExportsObject = (expression: Expression): boolean =>
  (expression.kind === "global" && expression.name === "exports")
  || (expression.kind === "member" && expression.name === "exports" && expression.object.kind === "global" && expression.object.name === "module")

/**
 * The part of a follower that evaluates values.
 *
 * @param follower gives the whole follower, once it is complete
 * @returns its functions
 */
export function createValues(
  follower: () => Follower,
): Pick<Follower, "follow" | "moduleActivation" | "typed" | "typeName" | "injected"> {
  const roots = new Map<Module, Activation>()
  const locals = new Map<Activation, Map<number, Meaning>>()
  const frees = new Map<Activation, Map<number, Meaning>>()
  const classes = new Map<Module, Map<number, Meaning>>()
  const injections = new Map<Meaning, Meaning>()
  let depth = 0

  function moduleActivation(module: Module): Activation {
    const known = roots.get(module) ?? activateModule(module)
    roots.set(module, known)
    return known
  }

  function follow(expression: Expression, activation: Activation): Meaning {
    const key = keyOf(expression)
    const known = activation.followed.get(key)
    if (known !== undefined) return known
    if (depth >= DEEPEST) return UNKNOWN
    activation.followed.set(key, UNKNOWN)
    depth += 1
    try {
      const meaning = evaluate(expression, activation)
      activation.followed.set(key, meaning)
      return meaning
    } finally {
      depth -= 1
    }
  }

  function evaluate(expression: Expression, activation: Activation): Meaning {
    const { module } = activation
    switch (expression.kind) {
      case "literal":
      case "pattern":
        return expression
      case "template":
        return joinText(expression.parts.map((part) => follow(part, activation)))
      case "import":
        return follower().importedValue(expression.from, expression.name, module)
      case "global":
        return expression.name === "super" ? followSuper(activation) : followGlobal(expression.name, module)
      case "local":
        return followLocal(expression.id, activation)
      case "parameter":
        return followParameter(expression.of, expression.index, activation)
      case "self":
        return followSelf(expression.of, activation)
      case "member":
        return followMember(expression, activation)
      case "element":
        return followElement(expression, activation)
      case "call": {
        const home = homeOf(activation, module.facts.calls[expression.id]?.region ?? 0)
        return home === activation ? follower().returnedBy({ module, call: expression.id, activation }) : follow(expression, home)
      }
      case "function": {
        const region = module.facts.functions[expression.id]?.region ?? 0
        const home = homeOf(activation, module.facts.regions[region]?.parent ?? 0)
        return home === activation ? { kind: "function", activation, id: expression.id, self: undefined } : follow(expression, home)
      }
      case "class":
        return followClass(module, expression.id)
      case "object":
        return { kind: "object", activation, value: expression }
      case "array":
        return followArray(expression.items, activation)
      case "spread":
        return follow(expression.value, activation)
      case "choice":
        return followChoice(expression.of, follow(expression.test, activation), activation)
      case "operation":
        return followOperation(expression.operator, expression.operands, activation)
      case "each": {
        for (let turn: Activation | undefined = activation; turn !== undefined; turn = turn.parent) {
          if (turn.turn?.loop === expression.loop && turn.module === module) return turn.turn.item
        }
        const of = follow(expression.of, activation)
        const array = alternatives(of).find((one) => one.kind === "array")
        return array?.kind === "array" && array.items.length > 0 ? choose(array.items) : { kind: "each", of }
      }
      case "caught":
        return CAUGHT
      case "type":
        return followType(module, expression.id, activation)
      case "unknown":
        return UNKNOWN
    }
  }

  /** One arm, where it is known which. */
  function followChoice(arms: readonly Expression[], test: Meaning, activation: Activation): Meaning {
    const holds = arms.length === 2 ? isTruthy(test) : undefined
    const taken = holds === undefined ? arms : [arms[holds ? 0 : 1] as Expression]
    return choose(taken.map((one) => follow(one, activation)), holds === undefined ? test : undefined)
  }

  function followOperation(operator: string, operands: readonly Expression[], activation: Activation): Meaning {
    const meanings = operands.map((one) => follow(one, activation))
    const [given] = meanings
    // A parameter's default counts only where the call leaves the parameter out.
    const isGiven = operator === "??" && operands[0]?.kind === "parameter" && given !== undefined && given !== UNDEFINED
    return isGiven && given.kind !== "free" && given.kind !== "unknown" ? given : operate(operator, meanings)
  }

  /** An enum is an object of its literals; any other type is a name. */
  function followType(module: Module, id: number, activation: Activation): Meaning {
    const declaration = module.facts.types[id]
    // `type Database = Kysely<Tables>` is the package's type by another name.
    const alias = declaration?.type.kind === "reference" ? follow(declaration.type.name, moduleActivation(module)) : UNKNOWN
    if (alias.kind === "external" || alias.kind === "class") return alias
    const members = declaration?.type.kind === "object" ? declaration.type.members : []
    const entries = members.flatMap(({ name, type }) =>
      type?.kind === "literal" ? [{ name, value: { kind: "literal", value: type.value } as const, at: declaration?.at ?? 0 }] : [],
    )
    if (entries.length === 0 || entries.length < members.length) return follower().external(`#${declaration?.name ?? ""}`)
    return { kind: "object", activation, value: { kind: "object", entries, at: declaration?.at ?? 0 } }
  }

  function joinText(parts: readonly Meaning[]): Meaning {
    const flat = parts.flatMap((part) => {
      if (part.kind === "text") return part.parts
      return part.kind === "literal" ? [String(part.value)] : [part]
    })
    return flat.every((part) => typeof part === "string")
      ? { kind: "literal", value: flat.join("") }
      : { kind: "text", parts: flat }
  }

  function followArray(items: readonly Expression[], activation: Activation): Meaning {
    let isComplete = true
    const followed = items.flatMap((item) => {
      const meaning = follow(item, activation)
      if (item.kind !== "spread") return [meaning]
      const array = alternatives(meaning).find((one) => one.kind === "array")
      isComplete &&= array?.kind === "array" && array.isComplete
      return array?.kind === "array" ? array.items : [meaning]
    })
    return { kind: "array", items: followed, isComplete }
  }

  function followGlobal(name: string, module: Module): Meaning {
    if (name === "__dirname") return { kind: "literal", value: module.file.slice(0, module.file.lastIndexOf("/")) }
    if (name === "__filename") return { kind: "literal", value: module.file }
    return name === "undefined" ? UNDEFINED : follower().external(name)
  }

  function followMember(value: Extract<Expression, { kind: "member" }>, activation: Activation): Meaning {
    if (value.object.kind === "global" && value.object.name === "import.meta") {
      // https://nodejs.org/api/esm.html#importmetadirname
      if (value.name === "dirname") return followGlobal("__dirname", activation.module)
      if (value.name === "filename" || value.name === "url") return followGlobal("__filename", activation.module)
    }
    if (isExportsObject(value.object)) {
      const own = follower().exported(activation.module, value.name)
      if (own.kind !== "unknown") return own
    }
    return follower().member(follow(value.object, activation), value.name)
  }

  function followElement(value: Extract<Expression, { kind: "element" }>, activation: Activation): Meaning {
    const object = follow(value.object, activation)
    const index = follow(value.index, activation)
    const names = index.kind === "literal" || index.kind === "choice" ? alternatives(index).map((one) => (one.kind === "literal" ? textOf(one) : undefined)) : []
    if (names.length > 0 && names.every((name) => name !== undefined)) return choose(names.map((name) => follower().member(object, name)))
    const each = alternatives(object).flatMap((one) => (one.kind === "array" ? one.items : [...follower().entries(one).values()]))
    return each.length > 0 ? choose(each) : { kind: "each", of: object }
  }

  function followLocal(id: number, activation: Activation): Meaning {
    const local = activation.module.facts.locals[id]
    if (local === undefined) return UNKNOWN
    const home = homeOf(activation, local.region)
    const memo = locals.get(home) ?? new Map<number, Meaning>()
    locals.set(home, memo)
    const known = memo.get(id)
    if (known !== undefined) return known
    memo.set(id, UNKNOWN)
    const values = local.values.map((expression) => follow(expression, home))
    const told = values.filter((one) => one.kind !== "unknown" && one !== UNDEFINED && !(one.kind === "literal" && one.value === null))
    const meaning = told.length > 0 ? choose(told) : values.length > 0 && values[0]?.kind !== "unknown" ? choose(values) : typed(local.type, home)
    memo.set(id, meaning)
    return meaning
  }

  function followParameter(of: number, index: number, activation: Activation): Meaning {
    let home: Activation | undefined = activation
    while (home !== undefined && (home.of !== of || home.turn !== undefined)) home = home.parent
    if (home === undefined) return UNKNOWN
    const parameter = home.module.facts.functions[of]?.parameters[index]
    if (parameter?.isRest === true) {
      return { kind: "array", items: home.arguments.slice(index), isComplete: home.arguments.length > 0 }
    }
    const given = home.arguments[index]
    if (given !== undefined && given.kind !== "unknown" && !(given === UNDEFINED && parameter?.default !== undefined)) return given
    if (parameter?.default !== undefined && home.arguments.length > 0) return follow(parameter.default, home)
    const meaning = typed(parameter?.type, home)
    return meaning.kind === "unknown" ? freeParameter(home, index, parameter?.type) : meaning
  }

  function freeParameter(activation: Activation, index: number, type: TypeFact | undefined): Meaning {
    const memo = frees.get(activation) ?? new Map<number, Meaning>()
    frees.set(activation, memo)
    const known = memo.get(index) ?? { kind: "free", activation, index, type }
    memo.set(index, known)
    return known
  }

  function followSelf(of: number, activation: Activation): Meaning {
    for (let home: Activation | undefined = activation; home !== undefined; home = home.parent) {
      if (home.of !== of && home.self === undefined) continue
      if (home.self !== undefined) return home.self
      const fact = functionOf(home)
      return fact?.class === undefined ? UNKNOWN : injected(followClass(home.module, fact.class))
    }
    return UNKNOWN
  }

  /** `super` in a method: what the class extends, as an instance. */
  function followSuper(activation: Activation): Meaning {
    for (let home: Activation | undefined = activation; home !== undefined; home = home.parent) {
      const owner = functionOf(home)?.class
      if (owner === undefined) continue
      const above = home.module.facts.classes[owner]?.extends
      const base = above === undefined ? UNKNOWN : follow(above, moduleActivation(home.module))
      const target = alternatives(base).find((one) => one.kind === "class")
      if (target !== undefined) return injected(target)
      const name = nameOf(base, follower())
      return name === undefined ? UNKNOWN : follower().external(`${name}()`)
    }
    return UNKNOWN
  }

  function followClass(module: Module, id: number): Meaning {
    const memo = classes.get(module) ?? new Map<number, Meaning>()
    classes.set(module, memo)
    const known = memo.get(id) ?? { kind: "class", activation: moduleActivation(module), id }
    memo.set(id, known)
    return known
  }

  function injected(target: Meaning): Meaning {
    const known = injections.get(target) ?? { kind: "instance", site: undefined, of: target }
    injections.set(target, known)
    return known
  }

  function typeName(type: TypeFact | undefined, activation: Activation): string | undefined {
    if (type?.kind === "union" || type?.kind === "intersection") {
      return type.of.map((one) => typeName(one, activation)).find((name) => name !== undefined)
    }
    return type?.kind === "reference" ? nameOf(follow(type.name, moduleActivation(activation.module)), follower()) : undefined
  }

  function typed(type: TypeFact | undefined, activation: Activation): Meaning {
    if (type?.kind === "union" || type?.kind === "intersection") {
      return type.of.map((one) => typed(one, activation)).find((one) => one.kind !== "unknown") ?? UNKNOWN
    }
    if (type?.kind !== "reference") return UNKNOWN
    const meaning = follow(type.name, moduleActivation(activation.module))
    return meaning.kind === "class" ? injected(meaning) : UNKNOWN
  }

  return { follow, moduleActivation, typed, typeName, injected }
}
