/**
 * Every rule, in the order of their names.
 *
 * @module
 */
import type { Rule } from "../src/rule.ts"
import noBlockingCall from "./no-blocking-call.ts"
import noHardcodedSecret from "./no-hardcoded-secret.ts"
import requireAuth from "./require-auth.ts"
import requireResponseSchema from "./require-response-schema.ts"
import requireValidation from "./require-validation.ts"

/** Every rule. */
export const rules: readonly Rule[] = [
  noBlockingCall,
  noHardcodedSecret,
  requireAuth,
  requireResponseSchema,
  requireValidation,
]
