/**
 * Members that are assigned after what they belong to was made: `api.users = ...`, `this.list = ...`, `Handler.prototype.show = ...`.
 *
 * @module
 */
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { FunctionId, RegionId } from "../../model/ids.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { bindMethod } from "./bound-functions.ts"
import { contextOf } from "./context.ts"
import { join, UNDEFINED } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/** A value assigned to a member, and the region in which that happens. */
export interface Addition {
  readonly value: Expression
  readonly region: RegionId
}

/** Members assigned to what a value made, by name and then by the value: `api.users = ...`, `Handler.prototype.show = ...`. */
type Additions = ReadonlyMap<string, ReadonlyMap<string, readonly Addition[]>>

/** A value assigned to a member of `this`, and the function whose `this` it is. */
export interface OwnAssignment extends Addition {
  readonly of: FunctionId
}

/** What is assigned to members of `this` in a module, by name. */
type OwnAssignments = ReadonlyMap<string, readonly OwnAssignment[]>

/** What identifies the maker of a value within its module: one text for the literal, function, class or call. */
export function makerOf(expression: Expression, module: Module, depth = 0): string | undefined {
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

/** What is assigned to members in the modules of a project; each module is read once. */
export interface AssignedMembers {
  /** @param makerOf asked only where the module assigns a member of this name to something */
  additions(module: Module, makerOf: () => string | undefined, name: string): readonly Addition[]
  /** What is assigned to `this.name` in a module, in the order in which it is written. */
  ownAssignments(module: Module, name: string): readonly OwnAssignment[]
}

/** A reader of assigned members, which remembers what it has read. */
export function createAssignedMembers(): AssignedMembers {
  const additionsOf = new Map<Module, Additions>()
  const ownAssignmentsOf = new Map<Module, OwnAssignments>()

  function additions(module: Module, makerOf: () => string | undefined, name: string): readonly Addition[] {
    let known = additionsOf.get(module)
    if (known === undefined) additionsOf.set(module, known = findAdditions(module))
    const byMaker = known.get(name)
    const maker = byMaker === undefined ? undefined : makerOf()
    return maker === undefined ? [] : byMaker?.get(maker) ?? []
  }

  function ownAssignments(module: Module, name: string): readonly OwnAssignment[] {
    let known = ownAssignmentsOf.get(module)
    if (known === undefined) ownAssignmentsOf.set(module, known = findOwnAssignments(module))
    return known.get(name) ?? []
  }

  return { additions, ownAssignments }
}

/** Whether a value is known, and neither undefined nor null. */
export const isSomething = (value: AbstractValue): boolean =>
  value.kind !== "unknown" && value !== UNDEFINED && !(value.kind === "literal" && value.value === null)

/** What assigned values stand for, with `receiver` as the `this` of methods. */
export function evaluateAdditions(added: readonly Addition[], context: Context, receiver: AbstractValue, evaluator: Evaluator): AbstractValue {
  return join(
    added
      .map((one) => bindMethod(evaluator.evaluate(one.value, contextOf(context, one.region)), receiver, evaluator))
      .filter(isSomething),
  )
}
