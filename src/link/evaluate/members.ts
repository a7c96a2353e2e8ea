/**
 * Members: of object literals, modules, classes, instances, constructor functions, and what is assigned later.
 *
 * @module
 */
import type { AbstractValue, Context } from "../../model/values.ts"
import { type AssignedMembers, createAssignedMembers, evaluateAdditions, makerOf } from "./assigned-members.ts"
import { bindMethod } from "./bound-functions.ts"
import { createClassMembers } from "./class-members.ts"
import { join, possibleValues, textOf, UNDEFINED, UNKNOWN } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

type Of<Kind extends AbstractValue["kind"]> = Extract<AbstractValue, { kind: Kind }>

/**
 * The part of an evaluator that looks into things.
 *
 * @param evaluator gives the whole evaluator, once it is complete
 * @returns its functions
 */
export function createMembers(evaluator: () => Evaluator): Pick<Evaluator, "member"> {
  const members = new Map<AbstractValue, Map<string, AbstractValue>>()
  const assigned = createAssignedMembers()
  const memberOfClass = createClassMembers(evaluator, assigned)

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
        return memberOfObject(object, name, assigned, evaluator())
      case "instance":
        return memberOfInstance(object, name)
      case "class":
        return memberOfClass(object, name, object, undefined)
      case "function":
        return memberAdded(object.context, () => `function ${object.id}`, name, object, assigned, evaluator())
      case "result":
        return memberAdded(object.site.context, () => `call ${object.site.call}`, name, object, assigned, evaluator())
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

  function memberOfInstance(instance: Of<"instance">, name: string): AbstractValue {
    const { of, site } = instance
    if (of.kind === "class") return memberOfClass(of, name, instance, site)
    if (of.kind !== "function") return { kind: "member", object: instance, name }
    // A constructor function: what it assigns to `this`, then its prototype; `this.list = this.list.bind(this)` means both.
    const { module } = of.context
    const found = evaluateAdditions(assigned.additions(module, () => `function ${of.id}.prototype`, name), of.context, instance, evaluator())
    const inherited: AbstractValue = found.kind === "unknown" ? { kind: "member", object: instance, name } : found
    members.get(instance)?.set(name, inherited)
    const running = evaluator().intern(of, site === undefined ? [] : evaluator().arguments(site), instance)
    const later = assigned.ownAssignments(module, name).filter((one) => one.of === of.id)
    const own = evaluateAdditions(later, running, instance, evaluator())
    return own.kind === "unknown" ? inherited : own
  }

  return { member }
}

/** What is assigned to a member of what a function or call made. */
function memberAdded(context: Context, maker: () => string, name: string, object: AbstractValue, assigned: AssignedMembers, evaluator: Evaluator): AbstractValue {
  const found = evaluateAdditions(assigned.additions(context.module, maker, name), context, object, evaluator)
  return found.kind === "unknown" ? { kind: "member", object, name } : found
}

/** The last entry of the name counts, and what is assigned later where there is none. */
function memberOfObject(object: Of<"object">, name: string, assigned: AssignedMembers, evaluator: Evaluator): AbstractValue {
  const { evaluate, member } = evaluator
  const { context, value } = object
  for (const entry of value.entries.toReversed()) {
    if (entry.name === name) return bindMethod(evaluate(entry.value, context), object, evaluator)
    if (entry.name !== undefined) continue
    if (entry.key !== undefined) {
      if (textOf(evaluate(entry.key, context)) === name) return evaluate(entry.value, context)
      continue
    }
    const spread = evaluate(entry.value, context)
    const found = spread.kind === "unknown" ? UNKNOWN : member(spread, name)
    if (found.kind !== "unknown" && found !== UNDEFINED) return found
  }
  const later = evaluateAdditions(assigned.additions(context.module, () => makerOf(value, context.module), name), context, object, evaluator)
  return later.kind === "unknown" ? UNDEFINED : later
}
