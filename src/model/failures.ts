/**
 * What can fail while a request is handled, and who learns of it.
 *
 * @module
 */
import type { ReachedCall } from "./calls.ts"
import type { Handler, Location } from "./evidence.ts"
import type { SentResponse, ThrownExposure } from "./responses.ts"

/** A `catch` clause, or the function given to a promise's `catch()`, that may run while a request is handled. */
export interface ReachedCatch {
  /** The clause, or the name `catch` of the promise's method. */
  readonly at: Location
  readonly form: "clause" | "promise"
  /** The error is named anywhere in it. */
  readonly isUsed: boolean
  /** It is empty but for a comment: somebody has thought of it. */
  readonly isExplained: boolean
  /** It fails again, or hands an error on: `throw`, `next(error)`, `reject()`, a callback. */
  readonly rethrows: boolean
  /** It answers the request, returns an error's answer or a result that says that something failed, or ends the connection or the process. */
  readonly answers: boolean
  /** The status it answers with, where that is known. */
  readonly status: number | undefined
  /** What it logs with, by canonical name, or as written where that is unknown; undefined when nothing in it logs. */
  readonly logger: string | undefined
  /** It hands the error to code that cannot be followed. */
  readonly isUnfollowed: boolean
  /** What it guards: a check of a value's form, the release of something, or work that a request is about. */
  readonly guarded: "probe" | "cleanup" | "work"
  /** What comes of a request when it runs and does not answer: nothing at all, the rest as if nothing had failed, or a stand-in. */
  readonly outcome: "hangs" | "continues" | "falls back"
  /** The functions from the handler to it, by name, outermost first. */
  readonly via: readonly string[]
}

/** A promise that a request starts, and that nothing waits for: neither awaited, returned, caught nor handed on. */
export interface StartedPromise {
  /** The called name, or the function. */
  readonly at: Location
  /** What to call it in a message. */
  readonly name: string
  /**
   * `handler`: the promise of a handler, in a framework that does not look at it. `call`: of a call whose result is
   * discarded. `condition`: of a call whose promise is tested itself, and always holds. `callback`: of an async function given to
   * something that ignores what it returns. `timer`: work that a timer starts.
   */
  readonly form: "handler" | "call" | "condition" | "callback" | "timer"
  /** Whether it can fail without anything that catches: *no* when the function called catches its own failures. */
  readonly isUncaught: boolean
  /** Its author says that nobody waits for it: `void save()`. */
  readonly isVoid: boolean
  /** What it is given to, of a `callback` or `timer`: `forEach`. */
  readonly passedTo: string | undefined
  readonly via: readonly string[]
}

/** A value of a request, or a credential, that is written to a log while a request is handled. */
export interface LoggedValue {
  readonly at: Location
  /** What logs, by canonical name, or as written. */
  readonly logger: string
  /** The value's canonical name, or as written: `request.body`, `password`. */
  readonly name: string
  /** The request whole, one of its parts whole, or a credential by its name. */
  readonly what: "request" | "body" | "headers" | "cookies" | "credential"
  /** It is a detail that a log in production leaves out: `debug`, `trace`, or under a test of the environment. */
  readonly isDetail: boolean
}

/** What can go wrong in code that runs for a request, and what is told of it. */
export interface Failures {
  readonly catches: readonly ReachedCatch[]
  readonly promises: readonly StartedPromise[]
  readonly logged: readonly LoggedValue[]
  /** What errors that are thrown for the client tell of others. */
  readonly thrown: readonly ThrownExposure[]
}

/** A function that a framework calls when a handler fails. */
export interface ErrorHandler {
  readonly framework: string
  readonly handler: Handler
  /**
   * `late`: routes before it are covered. `early`: every route is registered after it, so that it is never called.
   * `misshapen`: it is written as one, and its number of parameters makes it another kind of middleware.
   */
  readonly place: "late" | "early" | "misshapen"
  readonly status: number | undefined
  /** It answers the request. */
  readonly isAnswering: boolean
  /** It logs, or hands the error to something that may. */
  readonly logs: boolean
  readonly failures: Failures
  /** Everything that it sends. */
  answers(): Iterable<SentResponse>
  /** Every call that runs when it is called. */
  calls(): Iterable<ReachedCall>
}
