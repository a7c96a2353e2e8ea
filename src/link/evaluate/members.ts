/**
 * Follows members: of object literals, modules, classes, instances, constructor functions, and what is assigned later.
 *
 * @module
 */
import type { FunctionId, RegionId } from "../../model/ids.ts"
import type { Expression } from "../../model/expression.ts"
import type { ClassFact, Module } from "../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { nameOf } from "./canonical-name.ts"
import { contextOf, emptyMemo, type FunctionValue } from "./context.ts"
import { join, possibleValues, textOf, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/** A value assigned to a member, and the region in which that happens. */
interface Addition {
  readonly value: Expression
  readonly region: RegionId
}

/** Members assigned to what a value made, by name and then by the value: `api.users = ...`, `Handler.prototype.show = ...`. */
type Additions = ReadonlyMap<string, ReadonlyMap<string, readonly Addition[]>>

/** A value assigned to a member of `this`, and the function whose `this` it is. */
interface OwnAssignment extends Addition {
  readonly of: FunctionId
}

/** What is assigned to members of `this` in a module, by name. */
type OwnAssignments = ReadonlyMap<string, readonly OwnAssignment[]>

type Of<Kind extends AbstractValue["kind"]> = Extract<AbstractValue, { kind: Kind }>

/** What identifies the maker of a value within its module: one text for the literal, function, class or call. */
function makerOf(expression: Expression, module: Module, depth = 0): string | undefined {
  switch (expression.kind) {
    case "local": {
      const values = module.facts.locals[expression.id]?.values ?? []
      const [only] = values
      return only !== undefined && values.length === 1 && depth < 8
        ? makerOf(only, module, depth + 1) ?? `local ${expression.id}`
        : `local ${expression.id}`
    }
    case "function":
    case "class":
    case "call":
      return `${expression.kind} ${expression.id}`
    case "object":
      return expression.entries[0] === undefined ? undefined : `object ${expression.entries[0].at}`
    case "member": {
      const object = makerOf(expression.object, module, depth + 1)
      return object === undefined ? undefined : `${object}.${expression.name}`
    }
    default:
      return undefined
  }
}

function findAdditions(module: Module): Additions {
  const additions = new Map<string, Map<string, Addition[]>>()
  for (const { target, value: expression, region } of module.facts.assignments) {
    if (target.kind !== "member") continue
    const maker = makerOf(target.object, module)
    if (maker === undefined) continue
    const byMaker = additions.get(target.name) ?? new Map<string, Addition[]>()
    additions.set(target.name, byMaker)
    const added = byMaker.get(maker)
    if (added === undefined) byMaker.set(maker, [{ value: expression, region }])
    else added.push({ value: expression, region })
  }
  return additions
}

function findOwnAssignments(module: Module): OwnAssignments {
  const found = new Map<string, OwnAssignment[]>()
  for (const { target, value: expression, region } of module.facts.assignments) {
    if (target.kind !== "member" || target.object.kind !== "this") continue
    const assigned = { value: expression, region, of: target.object.of }
    const known = found.get(target.name)
    if (known === undefined) found.set(target.name, [assigned])
    else known.push(assigned)
  }
  return found
}

/** A function as a handler: what it becomes with the values so far, and where the next one leads. */
interface HandlerBranch {
  made: FunctionValue | undefined
  readonly next: Map<AbstractValue, HandlerBranch>
}

function descend(branches: Map<AbstractValue, HandlerBranch>, value: AbstractValue): HandlerBranch {
  const known = branches.get(value)
  if (known !== undefined) return known
  const made: HandlerBranch = { made: undefined, next: new Map() }
  branches.set(value, made)
  return made
}

/** Instances that are made while so many others are made are known by their class alone. */
const NESTED = 4

/**
 * Whether an instance is made while one of its own class is, or deep inside of others: entities that wrap each other's records
 * in their constructors have no end.
 */
function isNested(receiver: AbstractValue): boolean {
  const classes = new Set<AbstractValue>()
  for (let one: AbstractValue | undefined = receiver; one?.kind === "instance"; one = one.site?.context.receiver) {
    if (classes.has(one.of) || classes.size > NESTED) return true
    classes.add(one.of)
  }
  return false
}

/**
 * The part of an evaluator that looks into things.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createMembers(evaluator: () => Evaluator): Pick<Evaluator, "member" | "entries" | "bind" | "withHandlerArguments"> {
  const members = new Map<AbstractValue, Map<string, AbstractValue>>()
  const bounds = new Map<FunctionValue, Map<AbstractValue, FunctionValue>>()
  const handlers = new Map<AbstractValue, HandlerBranch>()
  const fieldContexts = new Map<AbstractValue, Context>()
  const entriesOf = new Map<AbstractValue, ReadonlyMap<string, AbstractValue>>()
  const additionsOf = new Map<Module, Additions>()
  const ownAssignmentsOf = new Map<Module, OwnAssignments>()

  /** @param makerOf asked only where the module assigns a member of this name to something */
  function additions(module: Module, makerOf: () => string | undefined, name: string): readonly Addition[] {
    let known = additionsOf.get(module)
    if (known === undefined) additionsOf.set(module, known = findAdditions(module))
    const byMaker = known.get(name)
    const maker = byMaker === undefined ? undefined : makerOf()
    return maker === undefined ? [] : byMaker?.get(maker) ?? []
  }

  /** What is assigned to `this.name` in a module, in the order in which it is written. */
  function ownAssignments(module: Module, name: string): readonly OwnAssignment[] {
    let known = ownAssignmentsOf.get(module)
    if (known === undefined) ownAssignmentsOf.set(module, known = findOwnAssignments(module))
    return known.get(name) ?? []
  }

  function evaluateAdditions(added: readonly Addition[], context: Context, receiver: AbstractValue): AbstractValue {
    return join(
      added
        .map((one) => bindMethod(evaluator().evaluate(one.value, contextOf(context, one.region)), receiver))
        .filter((one) => one.kind !== "unknown" && one !== UNDEFINED && !(one.kind === "literal" && one.value === null)),
    )
  }

  function member(object: AbstractValue, name: string): AbstractValue {
    const given = evaluator().provided(object, name)
    if (given !== undefined) return given
    if (object.kind === "role" || object.kind === "member" || object.kind === "result") {
      const canonical = evaluator().canonicalMember(object, name)
      if (canonical !== undefined) return canonical
    }
    const memo = members.get(object) ?? new Map<string, AbstractValue>()
    members.set(object, memo)
    const known = memo.get(name)
    if (known !== undefined) return known
    memo.set(name, UNKNOWN)
    const found = findMember(object, name)
    const attached = found.kind === "member" || found === UNDEFINED ? evaluator().attachments.get(object) : undefined
    const exported = attached?.facts.exports.some((one) => one.name === name) === true ? evaluator().exported(attached, name) : UNKNOWN
    const value = exported.kind === "unknown" ? found : exported
    memo.set(name, value)
    return value
  }

  function findMember(object: AbstractValue, name: string): AbstractValue {
    switch (object.kind) {
      case "external":
        return name === "default" ? object : evaluator().external(`${object.name}.${name}`)
      case "namespace":
        return evaluator().exported(object.module, name)
      case "object":
        return memberOfObject(object, name)
      case "instance":
        return memberOfInstance(object, name)
      case "class":
        return memberOfClass(object, name, object, undefined)
      case "function":
        return added(object.context, () => `function ${object.id}`, name, object)
      case "result":
        return added(object.site.context, () => `call ${object.site.call}`, name, object)
      case "array": {
        const item = /^\d+$/.test(name) ? object.items[Number(name)] : undefined
        return item ?? { kind: "member", object, name }
      }
      case "choice":
      case "operation": {
        const arms = possibleValues(object)
        return arms.length === 1 && arms[0] === object
          ? { kind: "member", object, name }
          : join(arms.map((one) => member(one, name)).filter((one) => one.kind !== "unknown" && one !== UNDEFINED))
      }
      case "unknown":
        return UNKNOWN
      case "literal":
        // A URL beside the module stands for its path.
        return name === "pathname" ? object : { kind: "member", object, name }
      default:
        return { kind: "member", object, name }
    }
  }

  function added(context: Context, maker: () => string, name: string, object: AbstractValue): AbstractValue {
    const found = evaluateAdditions(additions(context.module, maker, name), context, object)
    return found.kind === "unknown" ? { kind: "member", object, name } : found
  }

  function memberOfObject(object: Of<"object">, name: string): AbstractValue {
    const { evaluate } = evaluator()
    const { context, value } = object
    for (const entry of value.entries.toReversed()) {
      if (entry.name === name) return bindMethod(evaluate(entry.value, context), object)
      if (entry.name !== undefined) continue
      if (entry.key !== undefined) {
        if (textOf(evaluate(entry.key, context)) === name) return evaluate(entry.value, context)
        continue
      }
      const spread = evaluate(entry.value, context)
      const found = spread.kind === "unknown" ? UNKNOWN : member(spread, name)
      if (found.kind !== "unknown" && found !== UNDEFINED) return found
    }
    const later = evaluateAdditions(additions(context.module, () => makerOf(value, context.module), name), context, object)
    return later.kind === "unknown" ? UNDEFINED : later
  }

  function entries(object: AbstractValue): ReadonlyMap<string, AbstractValue> {
    const known = entriesOf.get(object)
    if (known !== undefined) return known
    const found = new Map<string, AbstractValue>()
    // An object that spreads itself has, on the way, the entries found so far.
    entriesOf.set(object, found)
    if (object.kind === "namespace") {
      for (const one of object.module.facts.exports) {
        if (one.name !== "*" && one.name !== "=") found.set(one.name, evaluator().exported(object.module, one.name))
      }
    }
    if (object.kind !== "object") return found
    for (const entry of object.value.entries) {
      const key = entry.key === undefined ? undefined : evaluator().evaluate(entry.key, object.context)
      const name = entry.name ?? (key === undefined ? undefined : textOf(key))
      if (name !== undefined) found.set(name, member(object, name))
      if (entry.name !== undefined || entry.key !== undefined) continue
      for (const arm of possibleValues(evaluator().evaluate(entry.value, object.context))) {
        for (const [key, value] of entries(arm)) found.set(key, value)
      }
    }
    return found
  }

  function bind(target: FunctionValue, receiver: AbstractValue): FunctionValue {
    const memo = bounds.get(target) ?? new Map<AbstractValue, FunctionValue>()
    bounds.set(target, memo)
    const known = memo.get(receiver) ?? { ...target, receiver }
    memo.set(receiver, known)
    return known
  }

  function withHandlerArguments(target: FunctionValue, values: readonly AbstractValue[]): FunctionValue {
    let branch = descend(handlers, target)
    for (const value of values) branch = descend(branch.next, value)
    return branch.made ??= { ...target, handlerArguments: values }
  }

  /** A method taken out of its object keeps it as `this`; an arrow function has none of its own. */
  function bindMethod(target: AbstractValue, receiver: AbstractValue): AbstractValue {
    if (target.kind !== "function" || target.receiver !== undefined) return target
    return target.context.module.facts.functions[target.id]?.isArrow === true ? target : bind(target, receiver)
  }

  function memberOfInstance(instance: Of<"instance">, name: string): AbstractValue {
    const { of, site } = instance
    if (of.kind === "class") return memberOfClass(of, name, instance, site)
    if (of.kind !== "function") return { kind: "member", object: instance, name }
    // A constructor function: what it assigns to `this`, then its prototype; `this.list = this.list.bind(this)` means both.
    const { module } = of.context
    const found = evaluateAdditions(additions(module, () => `function ${of.id}.prototype`, name), of.context, instance)
    const inherited: AbstractValue = found.kind === "unknown" ? { kind: "member", object: instance, name } : found
    members.get(instance)?.set(name, inherited)
    const running = evaluator().intern(of, site === undefined ? [] : evaluator().arguments(site), instance)
    const assigned = ownAssignments(module, name).filter((one) => one.of === of.id)
    const own = evaluateAdditions(assigned, running, instance)
    return own.kind === "unknown" ? inherited : own
  }

  function memberOfClass(target: Of<"class">, name: string, receiver: AbstractValue, site: CallSite | undefined, depth = 0): AbstractValue {
    const { evaluate, external } = evaluator()
    const fact = target.context.module.facts.classes[target.id]
    if (fact === undefined || depth > 8) return UNKNOWN
    const own = memberOfOwnClass(target, fact, name, receiver, site)
    if (own.kind !== "unknown") return own
    if (fact.extends !== undefined) {
      const base = evaluate(fact.extends, target.context)
      if (base.kind === "class") return memberOfClass(base, name, receiver, site, depth + 1)
      const named = base.kind === "external" || base.kind === "result" ? nameOf(base, evaluator()) : undefined
      if (named !== undefined) return external(`${named}${receiver.kind === "instance" ? "()" : ""}.${name}`)
    }
    return { kind: "member", object: receiver, name }
  }

  function memberOfOwnClass(target: Of<"class">, fact: ClassFact, name: string, receiver: AbstractValue, site: CallSite | undefined): AbstractValue {
    const { evaluate, typed, intern, returned } = evaluator()
    const isStatic = receiver.kind === "class"
    const own = fact.members.find(
      (one) => one.name === name && one.isStatic === isStatic && one.kind !== "constructor" && one.kind !== "setter",
    )
    const isKnown = !isNested(receiver)
    if (own?.value !== undefined && (isKnown || own.kind === "method")) {
      const value = bindMethod(evaluate(own.value, own.kind === "property" ? fieldContext(target, receiver) : target.context), receiver)
      if (own.kind === "getter" && value.kind === "function") {
        return returned(value, intern(value, [], receiver), { kind: "member", object: receiver, name })
      }
      const isEmpty = value.kind === "unknown" || value === UNDEFINED || (value.kind === "literal" && value.value === null)
      if (!isEmpty) return value
    }
    if (isStatic) return UNKNOWN
    const { module } = target.context
    const assigned = !isKnown ? [] : ownAssignments(module, name).filter((one) => module.facts.functions[one.of]?.class === target.id)
    const values = assigned
      .map((one) => bindMethod(evaluate(one.value, contextOf(memberContext(target, fact, one.of, receiver, site), one.region)), receiver))
      .filter((one) => one.kind !== "unknown" && one !== UNDEFINED && !(one.kind === "literal" && one.value === null))
    const informed = values.filter((one) => one.kind !== "unbound")
    if (informed.length > 0) return join(informed)
    const written = typed(own?.type, target.context)
    return written.kind === "unknown" ? join(values) : written
  }

  /** Field initialisers run with the instance as `this`; their arrow functions close over it. */
  function fieldContext(target: Of<"class">, receiver: AbstractValue): Context {
    const known = fieldContexts.get(receiver) ?? { ...target.context, receiver, parent: target.context, memo: emptyMemo() }
    fieldContexts.set(receiver, known)
    return known
  }

  /** The context of the constructor or method `of`, on `self`; the constructor has its arguments. */
  function memberContext(target: Of<"class">, fact: ClassFact, of: FunctionId, receiver: AbstractValue, site: CallSite | undefined): Context {
    const { evaluate, intern } = evaluator()
    const owner = fact.members.find((one) => one.value?.kind === "function" && one.value.id === of)
    const value = owner?.value === undefined ? UNKNOWN : evaluate(owner.value, target.context)
    if (value.kind !== "function") return target.context
    return intern(value, owner?.kind === "constructor" && site !== undefined ? evaluator().arguments(site) : [], receiver)
  }

  return { member, entries, bind, withHandlerArguments }
}
