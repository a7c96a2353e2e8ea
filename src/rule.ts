/**
 * What a rule is: a name, words, and a generator over the project. It never reports, sees no node and touches no file.
 *
 * @module
 */
import type { Evidence, Location } from "./model/evidence.ts"
import type { Project } from "./model/project.ts"
import type { Route } from "./model/route.ts"

/** The presets a rule can belong to; `strict` holds everything in `recommended`, and `all` every rule. */
export type Preset = "recommended" | "strict" | "security" | "performance"

/** A replacement of source text, for a suggestion. */
export interface Edit {
  readonly at: Location
  readonly text: string
}

/** Something a person may choose to do about a finding. */
export interface Suggestion {
  /** A key of the rule's messages. */
  readonly message: string
  readonly data?: Readonly<Record<string, string | number>>
  readonly edits: readonly Edit[]
}

/** One report: a place, a key of the rule's messages, and the words to fill in. */
export interface Finding {
  readonly at: Location
  readonly message: string
  readonly data?: Readonly<Record<string, string | number>>
  readonly suggestions?: readonly Suggestion[]
  /** The routes that it is about: all of them, where the message names one and counts the others. */
  readonly routes?: readonly Route[]
  /** Other places that it rests on: the route that hides this one, the loop around the query. */
  readonly evidence?: readonly Evidence[]
}

/** A rule. `Options` is the shape of its single options object; `defaults` names every option. */
export interface Rule<Options extends object = object> {
  readonly name: string
  /** The checklist item it serves, as `docs/checklist.md` words it. */
  readonly checklist: string
  readonly presets: readonly Preset[]
  /** One sentence in the imperative, without a full stop: `Disallow calls that ...`. */
  readonly description: string
  /** Whether findings may bring suggestions. */
  readonly hasSuggestions?: boolean
  readonly messages: Readonly<Record<string, string>>
  /** JSON Schema of each option, by name. */
  readonly options?: Readonly<Record<keyof Options & string, object>>
  readonly defaults?: Options
  /** Options that `recommended` sets, where it asks less than `defaults`. */
  readonly recommendedOptions?: Partial<Options>
  /** Options that `strict` and `all` set, where they go further than `defaults`. */
  readonly strictOptions?: Partial<Options>
  /** Runs once per project state. */
  check(project: Project, options: Options): Iterable<Finding>
}

/**
 * Whether an application does something by habit: often, and more than once.
 *
 * @param done how often it does it
 * @param possible how often it could
 * @param share of the cases in which it does it at least
 */
export function isHabit(done: number, possible: number, share = 2 / 3): boolean {
  return done >= 2 && done >= share * possible
}

/**
 * Declares a rule; the identity function, for its types.
 *
 * @returns the rule
 */
export function defineRule<Options extends object = object>(rule: Rule<Options>): Rule<Options> {
  return rule
}
