/**
 * The contract between a framework and the linker. A framework says, about each call on one of its routers, one of a few
 * sentences; the linker makes routes of them.
 *
 * @module
 */
import type { Meaning, Method, Part } from "../model.ts"

/** A call on a router, its arguments already followed to what they stand for. */
export interface SetupCall {
  readonly arguments: readonly Meaning[]
  /** Argument `index`, or what lies under `path` in it; unknown when there is none. */
  argument(index: number, ...path: readonly string[]): Meaning
  /** Entry `name` of an object; unknown when there is none. */
  entry(object: Meaning, name: string): Meaning
  /** The value as text, with `{*}` for what is not known of it; undefined when it is no text. */
  text(value: Meaning): string | undefined
  /** Texts and regular expressions of a path argument, arrays flattened; empty when it is no path. */
  paths(value: Meaning): readonly string[]
  /** The items of a value, nested arrays flattened; a value that is no array is its own only item. */
  items(values: readonly Meaning[]): readonly Meaning[]
  /** Whether nothing at all is known of the value. */
  isUnknown(value: Meaning): boolean
  /** Whether the value is known to be an object literal. */
  isObject(value: Meaning): boolean
  /** Canonical name: `fastify-plugin()`. */
  name(value: Meaning): string | undefined
}

/** What a framework, or a middleware it knows, declares of a route beside its handlers. */
export interface Declared {
  /** The schemas that the framework enforces on the parts of the request. */
  readonly inputs?: Readonly<Partial<Record<Part, Meaning>>>
  /** What the handler has to test for the input schemas to count: they refuse nothing by themselves. */
  readonly heed?: string
  /** The schema of what it answers. */
  readonly response?: Meaning
  /** The route's own options, for marks such as `config: { public: true }`. */
  readonly options?: Meaning
}

/** A file that a convention loads as a plugin. */
export interface LoadedFile {
  /** Relative to the loaded folder. */
  readonly file: string
  readonly prefix: string
  /** Plugins whose hooks cover this file only as far as it is loaded with them, outermost first. */
  readonly hooks: readonly string[]
}

/** The sentences a framework can say. */
export type Setup =
  /** An operation: its handlers in the order in which a request meets them, the answering one last. */
  | {
      readonly does: "route"
      readonly methods: readonly Method[]
      readonly paths: readonly string[]
      readonly handlers: readonly Meaning[]
      readonly declared?: Declared
    }
  /** Middleware, a hook, a guard; a router among the handlers is mounted. */
  | { readonly does: "use"; readonly paths: readonly string[]; readonly handlers: readonly Meaning[] }
  /** What follows on the returned value is under this path. */
  | { readonly does: "at"; readonly paths: readonly string[] }
  /** A plugin, called with a child of the router; `isShared` when it has no scope of its own. */
  | { readonly does: "mount"; readonly path: string; readonly plugin: Meaning; readonly isShared: boolean }
  /** A value that becomes a property of every router, request or response of the application. */
  | { readonly does: "provide"; readonly on: "router" | "request" | "response"; readonly name: string; readonly value: Meaning }
  /** A folder whose files are plugins; `plan` decides which, from their paths relative to it. */
  | {
      readonly does: "load"
      readonly folder: string
      readonly path: string
      /** `exported` reads a text that a file exports: `autoPrefix`. */
      readonly plan: (
        files: readonly string[],
        exported: (file: string, name: string) => string | undefined,
      ) => readonly LoadedFile[]
    }
  /** Something is registered that cannot be told from the source; the user is told so. */
  | { readonly does: "unresolved"; readonly reason: string }
  /** A function that handles errors. */
  | { readonly does: "rescue"; readonly handlers: readonly Meaning[] }

/** How a method of the response answers: the arguments that are its status and its body. */
export interface Reply {
  /** The argument that is the status, or the status itself. */
  readonly status?: { readonly argument: number } | { readonly is: number }
  /** The argument that is the body. Absent: it answers without one. */
  readonly body?: number
  /** It sets something and answers nothing yet. */
  readonly isPartial?: boolean
  /** It sends a page, a file or a stream, or sends the client elsewhere. */
  readonly isBodiless?: boolean
}

/**
 * How middleware covers routes. In an ordered stack it covers what is registered after it; in an order-free tree, every
 * route of its scope and of the scopes inside.
 */
export type Scope = "ordered stack" | "order-free tree"

/** One framework. */
export interface Framework {
  readonly name: string
  /** Packages whose presence means that the framework is used. */
  readonly packages: readonly string[]
  readonly scope: Scope
  /** Calls that make a router: requests reach an `app`; they reach a `router` only once something mounts it. */
  readonly routers: Readonly<Record<string, "app" | "router">>
  /** Written types of a router (a parameter, a field), by canonical name. */
  readonly routerTypes: readonly string[]
  /** Written types of functions whose first parameter is a router. */
  readonly pluginTypes: readonly string[]
  /** Packages whose import makes a module's default export an application that a command starts: `fastify start app.js`. */
  readonly startedWith?: readonly string[]
  /** Wrappers that make of a plugin one without a scope of its own. */
  readonly sharing?: readonly string[]
  /** What each method of a router sets up. */
  readonly setups: Readonly<Record<string, (call: SetupCall) => Setup | readonly Setup[] | undefined>>
  /** Methods that return the router they are called on, beside those in `setups`. */
  readonly chaining: readonly string[]
  /** The roles of a handler's parameters, by how many it has. */
  readonly parameters: (arity: number) => readonly string[]
  /** The parts of a request, by canonical name. */
  readonly inputs: Readonly<Record<string, Part>>
  /** Calls that answer, by canonical name. */
  readonly replies: Readonly<Record<string, Reply>>
  /** What a handler returns is sent. */
  readonly answersReturns: boolean
  /** Whether it has a native place for a response schema. */
  readonly declaresResponses: boolean
  /**
   * The package and its first major version in which the promise that a handler returns is looked at, and the packages
   * that make an earlier one look at it. Absent: it always is.
   */
  readonly awaitsHandlers?: { readonly package: string; readonly since: number; readonly patchedBy: readonly string[] }
  /** The roles of the parameters of a function in a `rescue`; by default the error, then those of a handler. */
  readonly rescuerParameters?: readonly string[]
  /** A middleware with an `error` among its parameters handles errors, and nothing else sends one that the project chose. */
  readonly hasErrorMiddleware?: true
  /** Paths of boolean options that mark a route public: `config.public`. */
  readonly publicMarks: readonly { readonly path: readonly string[]; readonly value: boolean }[]
}

const VERBS = ["get", "head", "post", "put", "patch", "delete", "options", "trace", "query"] as const

/**
 * One setup for each HTTP method, by the name of the router's method.
 *
 * @returns `get`, `post` ... bound to `setup` with their upper-case HTTP method
 */
export function verbs(
  setup: (method: Method, call: SetupCall) => Setup | readonly Setup[] | undefined,
): Framework["setups"] {
  return Object.fromEntries(
    VERBS.map((verb) => [verb, (call: SetupCall) => setup(verb.toUpperCase() as Method, call)]),
  )
}
