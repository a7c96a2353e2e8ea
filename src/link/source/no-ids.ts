/**
 * Ids that stand for nothing in particular: the code of a module itself, and what is around it.
 *
 * @module
 */
import type { CallId, FunctionId, RegionId } from "../../model/ids.ts"

/** The region of a module's own code. */
export const MODULE_REGION = 0 as RegionId

/** Around a module's own code: no region. */
export const NO_REGION = -1 as RegionId

/** A module's own code: no function. */
export const NO_FUNCTION = -1 as FunctionId

/** No call. */
export const NO_CALL = -1 as CallId
