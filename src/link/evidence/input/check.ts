/**
 * Checks: that some code validates a part of the request, by a library or by hand.
 *
 * @module
 */
import type { Evidence, Part } from "../../../model/evidence.ts"
import type { AbstractValue } from "../../../model/values.ts"

/** A check of a part of the request. */
export interface Check {
  readonly part: Part
  /** The fields it covers; `all` for the whole part, keys that it does not name included. */
  readonly fields: "all" | ReadonlySet<string>
  readonly kind: "validated" | "manual"
  /** What it lets through has no other keys than those it names, or replaces what came in. */
  readonly isClosed: boolean
  /** No other key than those in `fields` gets through: a read of one finds nothing. */
  readonly isExact?: true
  /** It names no part and looks into all of them: express-validator's `check()`. It counts where the field is used. */
  readonly isAnywhere?: true
  /** The schema that the part, whole, is checked with. */
  readonly schema?: AbstractValue
  readonly by: Evidence
}

/** The calls whose arguments are being checked; reading the request for them is no use of it. */
export interface Checked {
  readonly checks: readonly Check[]
  /** Chains of express-validator, which count where the route looks at their result. */
  readonly chains: readonly Check[]
  readonly hasChainResult: boolean
  /** Sites of checks, heeded or not. */
  readonly sites: ReadonlySet<string>
}

const PARTS: readonly Part[] = ["body", "query", "params"]

/** Whether a name is that of a part of the request. */
export const isPart = (name: string | undefined): name is Part => PARTS.some((part) => part === name)
