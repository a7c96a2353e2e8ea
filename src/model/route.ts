/**
 * Routes with their evidence, and the applications that serve them.
 *
 * @module
 */
import type { CalleeTest, ReachedCall, ReachedComparison } from "./calls.ts"
import type { Evidence, Handler, Location, Method, Part, Ternary } from "./evidence.ts"
import type { Failures } from "./failures.ts"
import type { ReachedStream, SentResponse, ThrownStatus } from "./responses.ts"
import type { RouteSchema } from "./schemas.ts"

/**
 * What one handler proves of the caller. `required`: it rejects who has no valid credentials. `optional`: it reads the identity and
 * rejects nobody. `exempt`: it is a guard and lets this route through. `none`: it has nothing to do with the caller.
 */
export type GuardProof = "required" | "optional" | "exempt" | "none" | "unknown"

/** Why a handler proves no more than it does. */
export interface GuardReason {
  /**
   * `presence`: it refuses whoever sends no credential, and nothing verifies what is sent. `leak`: it refuses such a caller on one path
   * through its code, and lets the request go on on another. The others say why nobody can tell whether it
   * refuses: code that could not be followed decides, what the program is configured with, or what is stored.
   */
  readonly kind: "presence" | "leak" | "not followed" | "configuration" | "stored data"
  /** The handler, or the place that decides. */
  readonly at: Location
}

/** What is known of the caller's identity when a route answers (`accuracy/LABELS.md` of the design gives the words). */
export interface AuthEvidence {
  readonly answer: "required" | "optional" | "none" | "unknown"
  /** What decides it: the guards that refuse, or the places that could not be followed. */
  readonly by: readonly Evidence[]
  /** What each handler of the route's chain proves, in the order of the chain; empty where that could not be worked out. */
  readonly steps: readonly GuardProof[]
  /** Why each of them proves no more, where that is known; as long as `steps`. */
  readonly reasons: readonly (GuardReason | undefined)[]
}

/** How one part of the request is treated on a route. */
export interface InputEvidence {
  readonly answer: "validated" | "manual" | "unvalidated" | "unused" | "unknown"
  /** The first use that no check precedes, for `unvalidated` and `manual`. */
  readonly use: InputUse | undefined
  /** The schemas and checks that were met. */
  readonly by: readonly Evidence[]
  /**
   * Whether fields that no schema names are absent from the part itself, refused or removed by a check. *no* where every check on the way
   * leaves them in it, no code takes anything out of it, and all that sees the request could be followed.
   */
  readonly isNarrowed: Ternary
}

/** A use of request data. */
export interface InputUse {
  readonly at: Location
  /** `request.body.email`, or `request.body` when it is used whole. */
  readonly name: string
  /** The type it is cast to, as written, when it is. */
  readonly cast: string | undefined
}

/** What a route answers. */
export interface ResponseEvidence {
  readonly answer: "declared" | "undeclared" | "bodiless" | "unknown"
  /** The declaration says nothing: `any`, `unknown`, `object`, an empty schema. */
  readonly isWeak: boolean
  /** What the declaration does not name is not sent: the framework writes the answer by it, or a serializer does. */
  readonly isSerialized: boolean
  /** Whether what handlers return goes through class-transformer, which leaves out what `@Exclude()` marks. */
  readonly isTransformed: Ternary
  readonly by: readonly Evidence[]
}

/** What is written of a route for those who call it: an operation of OpenAPI, in whatever form. */
export interface OperationDocumentation {
  /** Whether anything is written of it. */
  readonly answer: Ternary
  /** What it is written in, `schema`, `@openapi`; undefined where nothing is written. */
  readonly by: string | undefined
  /** It is left out of the documents on purpose, or is in a form that has none. */
  readonly isHidden: boolean
  readonly summary: Ternary
  readonly description: Ternary
  readonly tags: Ternary
  readonly operationId: Ternary
  /** The name under which generated clients call it, where it is written and all of it known. */
  readonly operation: string | undefined
  /** Whether all that the route reads of the request is described, and what is not: `path parameter id`, `query`, `body`. */
  readonly parameters: { readonly answer: Ternary; readonly missing: readonly string[] }
  /** Whether what it answers is described, and the statuses that are: `200`, `4XX`, `default`. */
  readonly responses: { readonly answer: Ternary; readonly statuses: readonly string[]; readonly isComplete: boolean }
}

/** One method on one full path, an OpenAPI operation, and how the request gets to its handler. */
export interface Route {
  readonly method: Method
  /** As served, every prefix included: `/api/users/{id}`, `/files/{*}`. */
  readonly path: string
  /** The path as written, every prefix included, in the framework's own words: `/users/:id(\\d+)/`; `{*}` for what is not known. */
  readonly written: string
  /** Where it is registered. */
  readonly at: Location
  readonly framework: string
  /** `action`: called by a name that the framework makes up, not by its path. */
  readonly kind: "route" | "action"
  readonly application: Application
  /** Every handler that a request meets, outermost first; the last ones are the route's own. */
  readonly chain: readonly Handler[]
  /** The function that answers. */
  readonly handler: Handler | undefined
  readonly auth: AuthEvidence
  /** Why the route is open by intent; undefined when it is not. */
  readonly publicBy: string | undefined
  readonly inputs: Readonly<Record<Part, InputEvidence>>
  readonly response: ResponseEvidence
  readonly documentation: OperationDocumentation
  /** The status of an answer that sets none; undefined where the framework has no statuses of its own. */
  readonly defaultStatus: number | undefined
  /** Whether an application requests reach is known to mount it. */
  readonly isMounted: boolean
  /** What always answers the requests meant for it, as far as that is certain. */
  readonly shadowedBy: Shadow | undefined
  /** The calls that run while the request is handled: every one, or those whose callee has a name and passes the test. */
  calls(isWanted?: CalleeTest): Iterable<ReachedCall>
  /** Everything that the handlers of the chain send, the answering handler's last. */
  answers(): Iterable<SentResponse>
  /** The statuses of errors that leave the handlers of the chain. */
  thrown(): Iterable<ThrownStatus>
  /** Every comparison that runs while the request is handled. */
  comparisons(): Iterable<ReachedComparison>
  /** What is sent piece by piece, or could be. */
  streams(): Iterable<ReachedStream>
  /** What may fail while the request is handled. */
  failures(): Iterable<Failures>
  /** The schemas that its requests are validated with, and those declared for its answers, each once; none that is for single fields. */
  schemas(): readonly RouteSchema[]
  /** The functions of the project that run while the request is handled, with what is written of their types. */
  functions(): Iterable<ReachedFunction>
}

/** Which of several routes that fit a request answers it. */
export type Matching = "first" | "most specific"

/** Something before a route that answers every request for it and lets none go on. */
export type Shadow =
  /** A route; `isSame`: of the same method and path, but for the names of parameters. `isOpen`: it ends with a wildcard. */
  | { readonly kind: "route"; readonly at: Location; readonly method: Method; readonly path: string; readonly isSame: boolean; readonly isOpen: boolean }
  /** Middleware that answers in every case. */
  | { readonly kind: "middleware"; readonly at: Location; readonly name: string }

/** What a written type says: `missing` where there is none and nothing around gives one. */
export type Typing = "written" | "inferred" | "any" | "missing"

/** A function that runs while a request is handled. */
export interface ReachedFunction {
  /** Its name, or where it begins. */
  readonly at: Location
  readonly name: string
  /** It is one of the handlers, not something that they call. */
  readonly isHandler: boolean
  readonly isExported: boolean
  /** `role`: `request`, `response` ... where it is known. */
  readonly parameters: readonly { readonly at: Location; readonly name: string; readonly role: string | undefined; readonly typing: Typing }[]
  readonly returns: Typing
}

/** A server and the routes that requests reach through it. */
export interface Application {
  readonly framework: string
  readonly matching: Matching
  /** Where it is created. */
  readonly at: Location
  readonly routes: readonly Route[]
  /** Whether its framework has a native place for response schemas. */
  readonly declaresResponses: boolean
  /** The status that its framework answers to input that a schema of the route rejects; undefined where it enforces none. */
  readonly answersInvalid: number | undefined
  /** Whether an error that no handler of the project's takes is shown to the client by the framework itself. */
  readonly needsErrorHandler: boolean
}
