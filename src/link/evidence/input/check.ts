/**
 * Checks: that some code validates a part of the request, by a library or by hand.
 *
 * @module
 */
import type { Evidence, Part, Unnamed } from "../../../model/evidence.ts"
import type { AbstractValue } from "../../../model/values.ts"

/** A check of a part of the request. */
export interface Check {
  readonly part: Part
  /** The fields that it covers; `all` for the whole part. */
  readonly fields: "all" | ReadonlySet<string>
  readonly kind: "validated" | "manual"
  /** A use of the whole part after it is validated. */
  readonly isClosed: boolean
  readonly unnamed: Unnamed
  /** It names no part and looks into all of them: express-validator's `check()`. It counts where the field is used. */
  readonly isAnywhere?: true
  /** The schema that the part, whole, is checked with. */
  readonly schema?: AbstractValue
  readonly by: Evidence
}

/** The parts of the request, in the order in which they are reported. */
export const PARTS: readonly Part[] = ["body", "query", "params"]

/** Whether a name is that of a part of the request. */
export const isPart = (name: string | undefined): name is Part => PARTS.some((part) => part === name)
