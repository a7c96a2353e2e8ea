/**
 * Every rule, in the order of their names.
 *
 * @module
 */
import type { Rule } from "../src/rule.ts"
import noBlockingCall from "./no-blocking-call.ts"
import noConnectionPerRequest from "./no-connection-per-request.ts"
import noErrorLeak from "./no-error-leak.ts"
import noHardcodedSecret from "./no-hardcoded-secret.ts"
import noNPlusOne from "./no-n-plus-one.ts"
import noPermissiveCors from "./no-permissive-cors.ts"
import noUnverifiedToken from "./no-unverified-token.ts"
import requireAuth from "./require-auth.ts"
import requireResponseSchema from "./require-response-schema.ts"
import requireValidation from "./require-validation.ts"

/** Every rule. */
export const rules: readonly Rule[] = [
  noBlockingCall,
  noConnectionPerRequest,
  noErrorLeak,
  noHardcodedSecret,
  noNPlusOne,
  noPermissiveCors,
  noUnverifiedToken,
  requireAuth,
  requireResponseSchema,
  requireValidation,
]
