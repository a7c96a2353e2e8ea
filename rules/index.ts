/**
 * Every rule, in the order of their names.
 *
 * @module
 */
import type { Rule } from "../src/rule.ts"
import consistentErrorResponse from "./consistent-error-response.ts"
import constrainedSchema from "./constrained-schema.ts"
import documentedErrors from "./documented-errors.ts"
import noBlockingCall from "./no-blocking-call.ts"
import noBufferedStream from "./no-buffered-stream.ts"
import noConnectionPerRequest from "./no-connection-per-request.ts"
import noDetachedWork from "./no-detached-work.ts"
import noDuplicateRoute from "./no-duplicate-route.ts"
import noErrorLeak from "./no-error-leak.ts"
import noHardcodedSecret from "./no-hardcoded-secret.ts"
import noHiddenDependency from "./no-hidden-dependency.ts"
import noListenOnImport from "./no-listen-on-import.ts"
import noMassAssignment from "./no-mass-assignment.ts"
import noNPlusOne from "./no-n-plus-one.ts"
import noPermissiveCors from "./no-permissive-cors.ts"
import noSensitiveLog from "./no-sensitive-log.ts"
import noSensitiveResponse from "./no-sensitive-response.ts"
import noSwallowedError from "./no-swallowed-error.ts"
import noUnhandledRejection from "./no-unhandled-rejection.ts"
import noUnreachableRoute from "./no-unreachable-route.ts"
import noUnverifiedToken from "./no-unverified-token.ts"
import requireAuth from "./require-auth.ts"
import requireErrorLogging from "./require-error-logging.ts"
import requireHandlerTypes from "./require-handler-types.ts"
import requireOpenapi from "./require-openapi.ts"
import requireResponseSchema from "./require-response-schema.ts"
import requireSchemaExamples from "./require-schema-examples.ts"
import requireValidation from "./require-validation.ts"
import restPath from "./rest-path.ts"
import safeMethods from "./safe-methods.ts"
import separateSchemas from "./separate-schemas.ts"
import statusCode from "./status-code.ts"

/** Every rule. */
export const rules: readonly Rule[] = [
  consistentErrorResponse,
  constrainedSchema,
  documentedErrors,
  noBlockingCall,
  noBufferedStream,
  noConnectionPerRequest,
  noDetachedWork,
  noDuplicateRoute,
  noErrorLeak,
  noHardcodedSecret,
  noHiddenDependency,
  noListenOnImport,
  noMassAssignment,
  noNPlusOne,
  noPermissiveCors,
  noSensitiveLog,
  noSensitiveResponse,
  noSwallowedError,
  noUnhandledRejection,
  noUnreachableRoute,
  noUnverifiedToken,
  requireAuth,
  requireErrorLogging,
  requireHandlerTypes,
  requireOpenapi,
  requireResponseSchema,
  requireSchemaExamples,
  requireValidation,
  restPath,
  safeMethods,
  separateSchemas,
  statusCode,
]
