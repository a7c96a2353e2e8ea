/**
 * The options of each rule, made from the rules by `npm run update`.
 *
 * @module
 */

/** The options object of each rule; `never` for a rule without options. */
export interface RuleOptions {
  readonly "consistent-error-response": {
    readonly shape?: "majority" | "problem-details" | readonly string[]
  }
  readonly "constrained-schema": {
    readonly any?: boolean
    readonly open?: "never" | "said" | "always"
    readonly pageSizes?: boolean
    readonly strings?: boolean
    readonly arrays?: boolean
  }
  readonly "documented-errors": {
    readonly everywhere?: boolean
    readonly guards?: boolean
    readonly validators?: boolean
    readonly ignore?: readonly number[]
  }
  readonly "no-blocking-call": {
    readonly severity?: "high" | "medium" | "low"
  }
  readonly "no-buffered-stream": {
    readonly wholeFiles?: boolean
    readonly everyPipe?: boolean
  }
  readonly "no-connection-per-request": never
  readonly "no-detached-work": never
  readonly "no-duplicate-route": never
  readonly "no-error-leak": {
    readonly reportRefusals?: boolean
  }
  readonly "no-hardcoded-secret": {
    readonly ignoreTests?: boolean
    readonly ignoreLocalDefaults?: boolean
    readonly wordsByName?: boolean
    readonly allow?: readonly string[]
    readonly additionalNames?: readonly string[]
  }
  readonly "no-hidden-dependency": never
  readonly "no-listen-on-import": never
  readonly "no-mass-assignment": {
    readonly reportAll?: boolean
  }
  readonly "no-n-plus-one": {
    readonly reportLists?: boolean
    readonly reportRemote?: boolean
    readonly everywhere?: boolean
  }
  readonly "no-permissive-cors": {
    readonly reportWildcards?: boolean
  }
  readonly "no-sensitive-log": {
    readonly reportDetails?: boolean
  }
  readonly "no-sensitive-response": {
    readonly fields?: readonly string[]
    readonly reportTokens?: boolean
  }
  readonly "no-swallowed-error": {
    readonly fallbacks?: boolean
  }
  readonly "no-unhandled-rejection": {
    readonly requireErrorHandler?: boolean
  }
  readonly "no-unreachable-route": never
  readonly "no-unverified-token": {
    readonly reportExpired?: boolean
    readonly reportTiming?: boolean
  }
  readonly "require-auth": {
    readonly methods?: readonly string[]
    readonly reportOptional?: boolean
    readonly onlyContradicted?: boolean
  }
  readonly "require-error-logging": {
    readonly reportConsole?: boolean
  }
  readonly "require-handler-types": {
    readonly returns?: boolean
  }
  readonly "require-openapi": {
    readonly summary?: boolean
    readonly description?: boolean
    readonly tags?: boolean
    readonly operationId?: boolean
    readonly parameters?: boolean
    readonly responses?: boolean
  }
  readonly "require-response-schema": {
    readonly everywhere?: boolean
    readonly onlyContradicted?: boolean
  }
  readonly "require-schema-examples": {
    readonly everywhere?: boolean
  }
  readonly "require-validation": {
    readonly parts?: readonly ("body" | "query" | "params")[]
    readonly reportManual?: boolean
    readonly onlyContradicted?: boolean
  }
  readonly "rest-path": {
    readonly conventions?: readonly ("verbs" | "plurals" | "case" | "slashes" | "extensions" | "depth" | "parameters")[]
    readonly case?: "kebab" | "camel" | "snake"
    readonly maximumDepth?: number
    readonly allow?: readonly string[]
  }
  readonly "safe-methods": {
    readonly everyWrite?: boolean
  }
  readonly "separate-schemas": {
    readonly replacements?: boolean
    readonly responses?: boolean
  }
  readonly "status-code": {
    readonly created?: "habit" | "always" | "never"
    readonly deliberate?: boolean
    readonly requireLocation?: boolean
  }
}
