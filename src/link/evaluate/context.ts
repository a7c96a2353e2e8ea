/**
 * Contexts: a function together with what its parameters stand for, interned so that equal ones are one object.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import { NO_FUNCTION } from "../source/no-ids.ts"
import type { FunctionFact, Module } from "../../model/facts.ts"
import type { AbstractValue, CallSite, Context, ContextMemo } from "../../model/values.ts"
import { isWithin } from "../source/control-flow.ts"
import { UNKNOWN } from "./domain.ts"

/** A function that has been followed. */
export type FunctionValue = Extract<AbstractValue, { kind: "function" }>

/** Longer chains of calls than this are left unfollowed. */
export const DEPTH = 24

/** More contexts of one function than this, and further ones share one whose parameters are free. */
const WIDTH = 2000

/** What is known of a context that nothing has been evaluated in. */
export function emptyMemo(): ContextMemo {
  return { isUsed: false, values: undefined, callees: undefined, arguments: undefined, locals: undefined, unbound: undefined }
}

/**
 * The context of a module's own code.
 *
 * @returns a new context; ask for each module once
 */
export function moduleContext(module: Module): Context {
  return { module, of: NO_FUNCTION, arguments: [], receiver: undefined, parent: undefined, iteration: undefined, creationSite: undefined, depth: 0, memo: emptyMemo() }
}

/** Makes contexts of functions, the same object for equal arguments. */
export type Intern = (target: FunctionValue, values: readonly AbstractValue[], receiver?: AbstractValue, depth?: number, creationSite?: CallSite) => Context

/** A step on the way from a function to its contexts: the next value, or the context that the values so far make. */
interface Branch {
  context: Context | undefined
  next: Map<unknown, Branch> | undefined
}

/** The contexts of one function. */
interface Contexts {
  count: number
  readonly root: Branch
}

/**
 * An interning maker of contexts.
 *
 * @returns the maker; it lives as long as one link
 */
export function createContexts(): Intern {
  const known = new Map<FunctionValue, Contexts>()
  return (target, values, receiver = target.receiver, depth = target.context.depth + 1, creationSite = undefined) => {
    let contexts = known.get(target)
    if (contexts === undefined) known.set(target, contexts = { count: 0, root: newBranch() })
    const wanted = contexts.count < WIDTH ? values : []
    let end = descend(contexts.root, receiver)
    if (creationSite !== undefined) end = descend(descend(descend(end, creationSite.module), creationSite.call), creationSite.context)
    for (const value of wanted) end = descendValue(end, value)
    if (end.context !== undefined) return end.context
    contexts.count += 1
    end.context = {
      module: target.context.module,
      of: target.id,
      arguments: wanted,
      receiver,
      parent: target.context,
      iteration: undefined,
      creationSite,
      depth,
      memo: emptyMemo(),
    }
    return end.context
  }
}

const newBranch = (): Branch => ({ context: undefined, next: undefined })

function descend(branch: Branch, key: unknown): Branch {
  const next = branch.next ??= new Map<unknown, Branch>()
  const found = next.get(key)
  if (found !== undefined) return found
  const made = newBranch()
  next.set(key, made)
  return made
}

/** Comes before what a value is made of, so that none is taken for a literal. */
const MADE_OF = Symbol("made of")

/**
 * The next step for an argument. Literals, and what is put together of other values, are made anew each time and are known by
 * what they are made of; all else by identity, as are parts that are themselves put together: a look at all of them would cost
 * more than the contexts that it saves.
 *
 * @param isPart of a value that is put together
 */
function descendValue(branch: Branch, value: AbstractValue, isPart = false): Branch {
  const through = (kind: string, parts: readonly (AbstractValue | string)[]): Branch =>
    parts.reduce<Branch>((end, part) => (typeof part === "string" ? descend(end, part) : descendValue(end, part, true)), descend(descend(branch, MADE_OF), `${kind} ${parts.length}`))
  switch (value.kind) {
    case "literal":
      return descend(branch, value.value)
    case "unknown":
      return descend(branch, UNKNOWN)
    default:
  }
  if (isPart) return descend(branch, value)
  switch (value.kind) {
    case "choice":
      return descend(through("choice", value.of), value.test)
    case "operation":
      return through(value.operator, value.operands)
    case "text":
      return through("text", value.parts)
    case "array":
      return through(value.isComplete ? "array" : "open array", value.items)
    default:
      return descend(branch, value)
  }
}

/**
 * The function that runs in a context.
 *
 * @returns its facts; undefined at module level
 */
export function functionOf(context: Context): FunctionFact | undefined {
  return context.of < 0 ? undefined : context.module.facts.functions[context.of]
}

/**
 * The context, this one or one it closes over, in which code of `region` runs.
 *
 * @returns the innermost fitting context, or the given one when none fits
 */
export function contextOf(context: Context, region: RegionId): Context {
  const owner = context.module.facts.regions[region]?.function ?? -1
  for (let home: Context | undefined = context; home !== undefined; home = home.parent) {
    if (home.of !== owner) continue
    if (home.iteration === undefined || isWithin(home.module, region, home.iteration.loop)) return home
  }
  return context
}

/**
 * One turn of an unrolled loop.
 *
 * @returns a context inside `context` in which the loop variable is `item`
 */
export function iterationOf(context: Context, loop: RegionId, item: AbstractValue): Context {
  return { ...context, parent: context, iteration: { loop, item }, memo: emptyMemo() }
}
