/**
 * Every rule, in the order of their names.
 *
 * @module
 */
import type { Rule } from "../src/rule.ts"
import noBlockingCall from "./no-blocking-call.ts"
import noDetachedWork from "./no-detached-work.ts"
import noHardcodedSecret from "./no-hardcoded-secret.ts"
import noSensitiveLog from "./no-sensitive-log.ts"
import noSwallowedError from "./no-swallowed-error.ts"
import noUnhandledRejection from "./no-unhandled-rejection.ts"
import requireAuth from "./require-auth.ts"
import requireErrorLogging from "./require-error-logging.ts"
import requireResponseSchema from "./require-response-schema.ts"
import requireValidation from "./require-validation.ts"

/** Every rule. */
export const rules: readonly Rule[] = [
  noBlockingCall,
  noDetachedWork,
  noHardcodedSecret,
  noSensitiveLog,
  noSwallowedError,
  noUnhandledRejection,
  requireAuth,
  requireErrorLogging,
  requireResponseSchema,
  requireValidation,
]
