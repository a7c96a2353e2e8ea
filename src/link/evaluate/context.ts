/**
 * Activations: a function together with what its parameters stand for, interned so that equal ones are one object.
 *
 * @module
 */
import { isWithin } from "../source/control-flow.ts"
import type { FunctionFact, Module } from "../../model/facts.ts"
import type { Activation, CallSite, Meaning } from "../../model/values.ts"

/** A function that has been followed. */
export type FunctionMeaning = Extract<Meaning, { kind: "function" }>

/** Longer chains of calls than this are left unfollowed. */
export const DEPTH = 24

/** More activations of one function than this, and further ones share one whose parameters are free. */
const WIDTH = 2000

/**
 * The activation of a module's own code.
 *
 * @returns a new activation; ask for each module once
 */
export function moduleActivation(module: Module): Activation {
  return { module, of: -1, arguments: [], self: undefined, parent: undefined, turn: undefined, origin: undefined, depth: 0, followed: new Map() }
}

/** Makes activations of functions, the same object for equal arguments. */
export type Activate = (target: FunctionMeaning, values: readonly Meaning[], self?: Meaning, depth?: number, origin?: CallSite) => Activation

/** A step on the way from a function to its activations: the next value, or the activation that the values so far make. */
interface Branch {
  activation?: Activation
  readonly next: Map<unknown, Branch>
}

/**
 * An interning maker of activations.
 *
 * @returns the maker; it lives as long as one link
 */
export function internActivations(): Activate {
  const known = new Map<FunctionMeaning, { count: number; readonly branch: Branch }>()
  return (target, values, self = target.self, depth = target.activation.depth + 1, origin = undefined) => {
    const all = known.get(target) ?? { count: 0, branch: { next: new Map<unknown, Branch>() } }
    known.set(target, all)
    const wanted = all.count < WIDTH ? values : []
    const end = [self, origin?.module, origin?.call, origin?.activation, ...wanted.map(identityOf)].reduce<Branch>(follow, all.branch)
    if (end.activation !== undefined) return end.activation
    all.count += 1
    end.activation = {
      module: target.activation.module,
      of: target.id,
      arguments: wanted,
      self,
      parent: target.activation,
      turn: undefined,
      origin,
      depth,
      followed: new Map(),
    }
    return end.activation
  }
}

function follow(branch: Branch, key: unknown): Branch {
  const found = branch.next.get(key)
  if (found !== undefined) return found
  const made: Branch = { next: new Map() }
  branch.next.set(key, made)
  return made
}

/** The place of an element in its list is a literal that is made anew each time. */
const identityOf = (meaning: Meaning): unknown => (meaning.kind === "literal" ? meaning.value : meaning)

/**
 * The function that runs in an activation.
 *
 * @returns its facts; undefined at module level
 */
export function functionOf(activation: Activation): FunctionFact | undefined {
  return activation.of < 0 ? undefined : activation.module.facts.functions[activation.of]
}

/**
 * The activation, this one or one it closes over, in which code of `region` runs.
 *
 * @returns the innermost fitting activation, or the given one when none fits
 */
export function homeOf(activation: Activation, region: number): Activation {
  const owner = activation.module.facts.regions[region]?.function ?? -1
  for (let home: Activation | undefined = activation; home !== undefined; home = home.parent) {
    if (home.of !== owner) continue
    if (home.turn === undefined || isWithin(home.module, region, home.turn.loop)) return home
  }
  return activation
}

/**
 * One turn of an unrolled loop.
 *
 * @returns an activation inside `activation` in which the loop variable is `item`
 */
export function turnOf(activation: Activation, loop: number, item: Meaning): Activation {
  return { ...activation, parent: activation, turn: { loop, item }, followed: new Map() }
}
