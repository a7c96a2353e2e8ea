/**
 * What handlers send: bodies, statuses, errors that are shown to clients, streams.
 *
 * @module
 */
import type { ExposedRecord } from "./calls.ts"
import type { Evidence, Location, Ternary } from "./evidence.ts"
import type { ValueView } from "./given.ts"

/** What an answer tells of an error: the error itself, its stack, or its message. */
export interface Exposure {
  readonly what: "error" | "stack" | "message"
  /** The entry of the body that tells it, where there is one; the call that brings the error to the function that sends it. */
  readonly at: Location | undefined
  /** Where the function that a call brings the error to takes the text out of it; undefined where it is read where it was caught. */
  readonly sentAt: Location | undefined
  /** Where the error is declared, of several that one answer may tell; undefined for the only one. */
  readonly error: Location | undefined
}

/** What an error that is thrown for the client tells of another. */
export interface ThrownExposure extends Exposure {
  /** The status that it carries; undefined where that is not known. */
  readonly status: number | undefined
}

/** What a member of a body holds, as far as that is known. */
export type BodyMember = "text" | "scalar" | "object" | "list" | "unknown"

/** The form of a body. `isComplete`: it has no members but these. */
export type BodyShape =
  | { readonly kind: "text" }
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, BodyMember>; readonly isComplete: boolean }

/** Something that is sent to the client while a request is handled. */
export interface SentResponse {
  /** The called or assigned name; the whole statement for what a handler returns. */
  readonly at: Location
  /** The whole call, assignment or statement. */
  readonly whole: Location
  /** Canonical name of what sends it: `response.json`, `context.body=`; `return` for what a handler returns. */
  readonly name: string
  /** Undefined where none is set, or where it is not known. */
  readonly status: number | undefined
  /** Whether some status is set, or may be set, known or not. */
  readonly hasStatus: boolean
  /** A status that the same code unit of code sets before, and that this answer's own takes the place of. */
  readonly replaces: number | undefined
  /** What is sent; undefined for nothing. Names begin with `caught` for an error that was caught. */
  readonly body: ValueView | undefined
  /** The forms that the body may have; none for what is not known. */
  readonly shapes: readonly BodyShape[]
  /** The body says that the request failed: `{ error: "..." }`, `{ success: false }`. */
  readonly saysFailure: boolean
  /** A page, a file, a stream, or a way to somewhere else. */
  readonly isBodiless: boolean
  /** The handler that answers sends it, or what that calls; not something before it in the chain. */
  readonly isByHandler: boolean
  /** It is sent because something failed: in a `catch` clause, or in the callback of `.catch()`. */
  readonly isAfterFailure: boolean
  /**
   * It is sent because the request is not as it should be: under the verdict of a validator, or under a test of nothing
   * but the request's body, query or parameters.
   */
  readonly isForInput: boolean
  /** What it tells of an error whose origin the code has not looked at. */
  readonly exposes: readonly Exposure[]
  /** The stored records in it that are sent as they were read. */
  readonly records: readonly ExposedRecord[]
  /** The functions from the handler to it, by name, outermost first. */
  readonly via: readonly string[]
}

/** An answer that could flow to the client piece by piece, and whether it does. */
export type ReachedStream = EventStream | PipedStream | CollectedStream

/** Server-sent events: an answer of the type `text/event-stream`. */
export interface EventStream {
  readonly kind: "events"
  /** Where the type is set. */
  readonly at: Location
  /** The answer that sends everything at once, where nothing is sent piece by piece. */
  readonly sentWhole: Location | undefined
  /** Whether the headers leave at once: *no* where they wait for what a timer or listener writes some time later. */
  readonly sendsHeaders: Ternary
  /** Middleware that compresses these events, and keeps them until there are enough of them. */
  readonly bufferedBy: Evidence | undefined
  /** The functions from the handler to it, by name, outermost first. */
  readonly via: readonly string[]
}

/** A stream that is piped into the response, or that is written by something that has no end of its own. */
export interface PipedStream {
  readonly kind: "pipe" | "endless"
  /** The name `pipe`; the timer, loop or listener that writes. */
  readonly at: Location
  /** What is piped, or what writes, by canonical name, or as written. */
  readonly name: string
  /** Something looks at its failures; or at whether the client is still there. */
  readonly isWatched: boolean
  /** A failure that nothing looks at ends the process, as far as that is known of this stream. */
  readonly isFatal: boolean
  readonly via: readonly string[]
}

/** A stream that is kept whole before it is sent. */
export interface CollectedStream {
  readonly kind: "collected"
  /** What sends it. */
  readonly at: Location
  /** The stream by canonical name, or as written. */
  readonly name: string
  /** Where it is collected. */
  readonly from: Location
  readonly via: readonly string[]
}

/** A status that an error carries which is thrown, returned or handed on while a request is handled, and that nothing catches. */
export interface ThrownStatus {
  /** The statement, or the call that hands the error on. */
  readonly at: Location
  readonly status: number
  /** What to call the error: a canonical name without its call, or the name of the project's own class. */
  readonly name: string
  /** The handler that answers throws it, or what that calls; not something before it in the chain. */
  readonly isByHandler: boolean
  /** The functions from the handler to it, by name, outermost first. */
  readonly via: readonly string[]
}

/** What is written on a bare socket; its status is that of the status line, where the text begins with one. */
export type SentOnSocket = Pick<SentResponse, "at" | "status" | "exposes">
