/**
 * Members of classes and of their instances: declared, inherited, and assigned to `this`.
 *
 * @module
 */
import type { ClassFact } from "../../model/facts.ts"
import type { FunctionId } from "../../model/ids.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import { type AssignedMembers, isSomething } from "./assigned-members.ts"
import { bindMethod } from "./bound-functions.ts"
import { nameOf } from "./canonical-name.ts"
import { contextOf, emptyMemo } from "./context.ts"
import { join, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

type Of<Kind extends AbstractValue["kind"]> = Extract<AbstractValue, { kind: Kind }>

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
 * What member of a class stands for, of the class itself or of an instance.
 *
 * @param site where the instance was made
 */
export type ClassMember = (target: Of<"class">, name: string, receiver: AbstractValue, site: CallSite | undefined) => AbstractValue

/** Finds members of classes; it remembers the contexts of fields. */
export function createClassMembers(evaluator: () => Evaluator, assigned: AssignedMembers): ClassMember {
  const fieldContexts = new Map<AbstractValue, Context>()

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
      const value = bindMethod(evaluate(own.value, own.kind === "property" ? fieldContext(target, receiver) : target.context), receiver, evaluator())
      if (own.kind === "getter" && value.kind === "function") {
        return returned(value, intern(value, [], receiver), { kind: "member", object: receiver, name })
      }
      if (isSomething(value)) return value
    }
    if (isStatic) return UNKNOWN
    const { module } = target.context
    const later = !isKnown ? [] : assigned.ownAssignments(module, name).filter((one) => module.facts.functions[one.of]?.class === target.id)
    const values = later
      .map((one) => bindMethod(evaluate(one.value, contextOf(memberContext(target, fact, one.of, receiver, site, evaluator()), one.region)), receiver, evaluator()))
      .filter(isSomething)
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

  return memberOfClass
}

/** The context of the constructor or method `of`, on `receiver`; the constructor has its arguments. */
function memberContext(
  target: Of<"class">, fact: ClassFact, of: FunctionId, receiver: AbstractValue, site: CallSite | undefined, evaluator: Evaluator,
): Context {
  const { evaluate, intern } = evaluator
  const owner = fact.members.find((one) => one.value?.kind === "function" && one.value.id === of)
  const value = owner?.value === undefined ? UNKNOWN : evaluate(owner.value, target.context)
  if (value.kind !== "function") return target.context
  return intern(value, owner?.kind === "constructor" && site !== undefined ? evaluator.arguments(site) : [], receiver)
}
