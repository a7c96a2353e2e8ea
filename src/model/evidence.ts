/**
 * Words that all evidence uses: places, three-valued answers, HTTP methods, parts of a request.
 *
 * @module
 */

/** Where something is written, in full. */
export interface Location {
  /** Absolute path, `/`-separated. */
  readonly file: string
  readonly start: number
  readonly end: number
  /** Counted from one. */
  readonly line: number
}

/** An HTTP method in the OpenAPI sense; `*` answers every method. */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY" | "*"

/** The parts of a request that validation speaks of. */
export type Part = "body" | "query" | "params"

/**
 * What the code that runs after a check may find of fields that its schema does not name, where it reads the part of the
 * request itself: `absent`, they were refused or taken out of it; `present`, they are still there.
 */
export type Unnamed = "absent" | "present" | "unknown"

/** An analysis that cannot see everything has three answers, and rules report on `no` alone. */
export type Ternary = "yes" | "no" | "unknown"

/** Code that sees a request: a middleware, hook, guard, or the handler that answers. */
export interface Handler {
  /** Where it was registered. */
  readonly at: Location
  /** Where its function is written, when it is the project's own. */
  readonly code: Location | undefined
  /** What to call it in a message: a canonical name (`passport.authenticate()`) or the name as written. */
  readonly name: string
}

/** A place that proves something, with the words for it. */
export interface Evidence {
  readonly at: Location
  readonly name: string
}
