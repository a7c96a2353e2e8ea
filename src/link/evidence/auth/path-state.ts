/**
 * Where a path through the code stands, and how the answers of several paths are put together.
 *
 * @module
 */
import type { At } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { Outcome, Reason } from "../../evaluate/outcomes.ts"

/**
 * Whether a caller gets through. `barred`: all ways end, and one of them says that the caller is not known or not allowed;
 * `perhaps`: something that could not be told decides.
 */
export type Passage = "yes" | "no" | "barred" | "perhaps"

/** Whether no way leads through. */
export function isClosed(passage: Passage): boolean {
  return passage === "no" || passage === "barred"
}

/** Something that could not be told, and where it decided. */
export interface Loss {
  readonly reason: Reason
  readonly module: Module
  readonly at: At
}

/** What holds at one point of a path. Never changed: each step makes another one. */
export interface PathState {
  /**
   * What variables, parameters, results of calls, conditions and named things are known to be on this path, by a key of the walk;
   * named things under `N` and their canonical name.
   */
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** Changes only with what named things and results of calls are known to be: what values across files depend on. */
  readonly version: object
  /** An answer that refuses was given. */
  readonly isRefused: boolean
  /** What refuses says that the caller is not known, or not allowed: 401, 403, a page to sign in. */
  readonly isBarred: boolean
  /** The place of an answer that refuses only where a known caller gets another one. */
  readonly soft: string | undefined
  /** An answer that serves was given, or something was written. */
  readonly isServed: boolean
  /** An answer was sent, of whatever kind. */
  readonly isSent: boolean
}

/** @returns the state in which a path begins */
export function startOf(outcomes: ReadonlyMap<string, Outcome>): PathState {
  return { outcomes, version: {}, isRefused: false, isBarred: false, soft: undefined, isServed: false, isSent: false }
}

/** @returns the state with one more outcome known */
export function withOutcome(state: PathState, key: string, outcome: Outcome): PathState {
  const version = key.startsWith("N") || key.startsWith("R") ? {} : state.version
  return { ...state, version, outcomes: new Map(state.outcomes).set(key, outcome) }
}

/**
 * The caller, or ordinary data, decides which of two paths is taken.
 *
 * @returns `yes` where one of them leads through
 */
export function either(one: Passage, other: Passage): Passage {
  for (const passage of ["yes", "perhaps", "barred"] as const) if (one === passage || other === passage) return passage
  return "no"
}

/**
 * Nobody can tell which of two paths is taken.
 *
 * @returns what both of them say, else `perhaps`
 */
export function oneOrOther(one: Passage, other: Passage): Passage {
  return one === other ? one : isClosed(one) && isClosed(other) ? "barred" : "perhaps"
}

/**
 * Nobody can tell which of two paths is taken, and what decides says nothing of the caller.
 *
 * @returns `perhaps` only where one of them leads through and the other says that the caller is not allowed
 */
export function oneOrOtherByData(one: Passage, other: Passage): Passage {
  return one === "barred" || other === "barred" ? oneOrOther(one, other) : either(one, other)
}

/**
 * A setting decides which of two paths is taken: one that switches a guard off leaves it a guard, one that switches it on may
 * be set or not.
 *
 * @param unset the path while nothing is set
 */
export function bySetting(unset: Passage, set: Passage): Passage {
  return isClosed(unset) || unset === set ? unset : "perhaps"
}

/** @returns the same text for states that are the same to everything that comes after */
export function describeState({ outcomes, isRefused, isBarred, isServed, isSent, soft }: PathState): string {
  return `${[isRefused, isBarred, isServed, isSent, soft].join(" ")} ${[...outcomes].map(([key, outcome]) => `${key} ${describeOutcome(outcome)}`).sort().join(" ")}`
}

/** @returns the same text for equal outcomes; what an object stands for is not among it */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.is) {
    case "known":
      return `known ${JSON.stringify(outcome.value) ?? "undefined"}`
    case "chosen":
      return `chosen ${outcome.isCredential === true} ${outcome.isInsider === true} ${outcome.isTruthy === true}`
    case "object":
      return `object ${[...outcome.members ?? []].map(([name, member]) => `${name} ${describeOutcome(member)}`).join(", ")}`
    case "stored":
      return `stored ${outcome.isField === true}`
    case "setting":
      return `setting ${outcome.isTruthyUnset}`
    case "unknown":
      return `unknown ${outcome.reason}`
    default:
      return outcome.is
  }
}

