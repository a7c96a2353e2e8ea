/**
 * The contract between a framework and the linker. A framework says, about each call on one of its routers, one of a few
 * setup statements; the linker makes routes of them.
 *
 * @module
 */
import type { Location, Method, Part, Ternary, Unnamed } from "../model/evidence.ts"
import type { Matching } from "../model/route.ts"
import type { AbstractValue } from "../model/values.ts"

/** A decorator on a class, a member or a parameter, followed to what it is: `@Get("orders")`. */
export interface Decoration {
  /** Canonical name of what is called, or of the decorator itself: `@nestjs/common.Get`. */
  readonly name: string | undefined
  readonly arguments: readonly AbstractValue[]
  /** What the decorator expression stands for. */
  readonly value: AbstractValue
  /** Where it is written on the class. */
  readonly at: Location
}

/** A parameter of a method or handler. */
export interface ParameterView {
  readonly name: string | undefined
  readonly decorations: readonly Decoration[]
  /** What its written type stands for: a project class, or unknown. */
  readonly type: AbstractValue
  /** Canonical name of its written type: `FormData`. */
  readonly typeName: string | undefined
  /** The written type is an array. */
  readonly isArray: boolean
}

/** A member of a class. */
export interface MemberView {
  readonly name: string
  readonly kind: "method" | "property"
  readonly decorations: readonly Decoration[]
  readonly parameters: readonly ParameterView[]
  /** Its function, bound to the instance, or its initial value; unknown without one. */
  readonly value: AbstractValue
  readonly at: Location
}

/** A class of the project, its inherited members included, its own first. */
export interface ClassView {
  readonly name: string | undefined
  readonly decorations: readonly Decoration[]
  /** The decorators of the classes that it extends, the nearest first. */
  readonly inherited: readonly Decoration[]
  readonly members: readonly MemberView[]
  /** The nearest ancestor from outside the project: `AuthGuard("jwt")`. */
  readonly base: AbstractValue | undefined
  readonly at: Location
}

/** One call of a chain of calls: `.input(schema)`. */
export interface Link {
  readonly method: string
  readonly arguments: readonly AbstractValue[]
  readonly at: Location
}

/** Looks into values that have been followed to what they stand for. */
export interface Inspector {
  /** Entry `name` of an object; unknown when there is none. */
  entry(object: AbstractValue, name: string): AbstractValue
  /** The named entries of an object, spreads included, with the place of each. */
  entries(object: AbstractValue): readonly { readonly name: string; readonly value: AbstractValue; readonly at: Location }[]
  /** Where an object literal is written. */
  place(object: AbstractValue): Location | undefined
  /** What member `name` of anything stands for. */
  member(object: AbstractValue, name: string): AbstractValue
  /** The value as text, with `{*}` for what is not known of it; undefined when it is no text. */
  text(value: AbstractValue): string | undefined
  /** Texts and regular expressions of a path argument, arrays flattened; empty when it is no path. */
  paths(value: AbstractValue): readonly string[]
  /** The items of a value, nested arrays flattened; a value that is no array is its own only item. */
  items(values: readonly AbstractValue[]): readonly AbstractValue[]
  /** What a value may be: the arms of a choice; itself when it is none. */
  arms(value: AbstractValue): readonly AbstractValue[]
  /** Whether the value is an object literal of which every entry is known. */
  isWhole(value: AbstractValue): boolean
  /** The number of a status: a literal, or a package's constant. */
  status(value: AbstractValue): number | undefined
  /** Whether nothing at all is known of the value. */
  isUnknown(value: AbstractValue): boolean
  /** Whether the value is known to be an object literal. */
  isObject(value: AbstractValue): boolean
  /** Canonical name: `fastify-plugin()`. */
  name(value: AbstractValue): string | undefined
  /** The calls that a value was built by, first to last, and what they start on. */
  chain(value: AbstractValue): { readonly root: AbstractValue; readonly links: readonly Link[] }
  /** What a call was made with, when the value is what a call returned. */
  given(value: AbstractValue): readonly AbstractValue[]
  /** What was called, when the value is what a call returned; unknown when it is none. */
  callee(value: AbstractValue): AbstractValue
  /** What each call in a project function gives, in evaluation order; none for what is no project function. */
  calls(target: AbstractValue): readonly AbstractValue[]
  /** The class that a value is, or is an instance of. */
  classOf(value: AbstractValue): ClassView | undefined
  /** The key under which a guard finds what a decorator says: a text, or what tells one decorator from another. */
  key(value: AbstractValue): string | undefined
  /** What a project function returns when it is called with these; names are those of roles and what lies under them. */
  returned(target: AbstractValue, values: readonly (AbstractValue | string)[]): AbstractValue
  /**
   * The texts that a project function, or one that it hands the same thing to, compares something with, the function
   * called with these: what lies under a role, `request.method`. Keys of tables that are looked up by it are among them.
   */
  compared(target: AbstractValue, values: readonly string[], name: string): readonly string[]
  /** A project function as a handler that the framework calls with these; names as in `returned`. */
  withHandlerArguments(target: AbstractValue, values: readonly (AbstractValue | string)[]): AbstractValue
}

/** A call on a router, its arguments already followed to what they stand for. */
export interface SetupCall extends Inspector {
  readonly arguments: readonly AbstractValue[]
  /** Argument `index`, or what lies under `path` in it; unknown when there is none. */
  argument(index: number, ...path: readonly string[]): AbstractValue
  /** It is made on what `at` returned, so that its path is known: `app.route("/orders").get(...)`. */
  readonly isUnderPath: boolean
  /** Where the called name is written. */
  readonly at: Location
  /** Canonical name of what the call gives: `express.Router()`. */
  readonly called: string | undefined
  /** Every class of the project that has a decorator. */
  classes(): readonly ClassView[]
  /** Whether no other call of the project makes what this one makes. */
  isOnly(): boolean
  /** The value that a written type argument of the call names: `context<typeof createContext>()`. */
  typeArgument(index: number): AbstractValue
}

/** A file of the project, for frameworks whose routes are files. */
export interface ModuleView extends Inspector {
  /** Relative to the project's root, `/`-separated. */
  readonly file: string
  /** What it exports by name, `default` among them, with the place of each and the directives that it begins with. */
  readonly exports: readonly {
    readonly name: string
    readonly value: AbstractValue
    readonly at: Location
    readonly directives: readonly string[]
  }[]
  /** Its own directives: `use server`. */
  readonly directives: readonly string[]
  /** Its functions that begin with directives of their own, exported or not. */
  functions(): readonly { readonly name: string | undefined; readonly value: AbstractValue; readonly at: Location; readonly directives: readonly string[] }[]
}

/** What a file declares: setup statements on the application `application`, which is made when it is first named. */
export interface Declaration {
  readonly application: string
  readonly setups: readonly Setup[]
}

/** A schema that is written on a route and counts only where something on the way enforces its kind. */
export interface Expectation {
  readonly part: Part
  /** The field that it is about; undefined for the whole part. */
  readonly field?: string
  readonly schema: AbstractValue
  /** What has to be enforced: `class-validator`. */
  readonly kind: string
}

/** A kind of written schemas that something on the way enforces: a validation pipe. */
export interface Enforcement {
  /** Of the schemas: `class-validator`. */
  readonly kind: string
  /** What becomes of fields that a schema does not name. */
  readonly unnamed: Unnamed
}

/** What is written of a route for those who call it: what an operation of OpenAPI says, in whatever form. */
export interface Documented {
  /** What it is written in: `schema`, `detail`, `describeRoute()`. */
  readonly by: string
  /** It is documentation whatever it says, and not a schema that says something beside. */
  readonly isWritten?: boolean
  /** It may say more than can be read. */
  readonly isOpen?: boolean
  /** It says that the route is left out of the documents. */
  readonly isHidden?: boolean
  /** Texts, with `{*}` for what is not known of them. */
  readonly summary?: string
  readonly description?: string
  readonly operationId?: string
  readonly tags?: readonly string[]
  /** What it describes of the request beside the schemas that the framework enforces. */
  readonly parameters?: readonly { readonly part: Part; readonly name: string }[]
  /** The statuses whose answers it describes: `404`, `4XX`, `default`. */
  readonly responses?: readonly string[]
  /** There may be more answers among them than can be read. */
  readonly hasMoreResponses?: boolean
  /** What the tool that makes the document finds out by itself. */
  readonly finds?: readonly ("operationId" | "tags" | "responses" | Part)[]
}

/** What a framework, or a middleware it knows, declares of a route beside its handlers. */
export interface Declared {
  /** What is written of it for those who call it. */
  readonly documented?: Documented
  /** The schemas that the framework enforces on the parts of the request. */
  readonly inputs?: Readonly<Partial<Record<Part, AbstractValue>>>
  /**
   * Where the one input of the framework, its `body`, comes in: a field that the path names is a parameter of it, the
   * others are in this part.
   */
  readonly carrier?: Part
  /** Fields that the framework checks one by one: `@Param("id", ParseUUIDPipe)`. */
  readonly fields?: Readonly<Partial<Record<Part, readonly string[]>>>
  /** What the handler has to test for the input schemas to count: they refuse nothing by themselves. */
  readonly resultTest?: string
  /** Schemas that count where their kind is enforced: the classes of `@Body() order: CreateOrder`. */
  readonly expects?: readonly Expectation[]
  /** Kinds of schemas that are enforced: a validation pipe. */
  readonly enforces?: readonly Enforcement[]
  /** What becomes of fields that the schemas of `inputs` do not name, where what checks them decides it. */
  readonly unnamed?: Readonly<Partial<Record<Part, Unnamed>>>
  /** The schema of what it answers. */
  readonly response?: AbstractValue
  /** For each thing that what handlers return goes through, whether it is class-transformer: an interceptor. */
  readonly transforms?: readonly Ternary[]
  /** It answers with a page, a stream or nothing, whatever the handler returns. */
  readonly isBodiless?: boolean
  /** The status of an answer that sets none: `@HttpCode(200)`. */
  readonly status?: AbstractValue
  /** The framework itself authenticates the caller: what it is told to, and by what name. */
  readonly auth?: { readonly answer: "required" | "optional" | "none" | "unknown"; readonly name: string }
  /** Instead of a function a directive to send files or pages as they are, or to ask another server. */
  readonly sends?: "files" | "answers of others"
  /** The route's own options, for marks such as `config: { public: true }`. */
  readonly options?: AbstractValue
  /** What decorators say of the route under a key, for guards that read it: `@SetMetadata("isPublic", true)`. */
  readonly metadata?: ReadonlyMap<string, AbstractValue>
}

/** A file that a convention loads as a plugin. */
export interface LoadedFile {
  /** Relative to the loaded folder. */
  readonly file: string
  readonly prefix: string
  /** Plugins whose hooks cover this file only as far as it is loaded with them, outermost first. */
  readonly hooks: readonly string[]
}

/**
 * How handlers are called, where a framework has several kinds of them: pages and route handlers of Next. It stands in for
 * the framework's own `parameters` and `aliases`.
 */
export interface CallingConvention {
  readonly parameters: Framework["parameters"]
  readonly aliases: Framework["aliases"]
  readonly continues?: Continuation
  /** What they return is sent. */
  readonly answersReturns?: boolean
  readonly errorHandlerParameters?: Framework["errorHandlerParameters"]
}

/** The setup statements that a framework can say. */
export type Setup =
  /**
   * An operation: its handlers in the order in which a request meets them, the answering one last. No paths at all: the
   * last one that this router was given.
   */
  | {
      readonly does: "route"
      readonly methods: readonly Method[]
      readonly paths: readonly string[]
      readonly handlers: readonly AbstractValue[]
      readonly declared?: Declared
      /** Where it is registered, when that is not the call that says so. */
      readonly at?: Location
      /** Versions that go before its path: see `versions`. */
      readonly versions?: readonly string[]
      /** `action`: called by a name that the framework makes up, not by its path. */
      readonly kind?: "action"
      readonly convention?: CallingConvention
      /** Its path starts where the outermost router of its framework is mounted, whatever lies between. */
      readonly isAbsolute?: boolean
      /** Requests come to it only where a router is mounted for this way in: `openapi`. */
      readonly via?: string
    }
  /** Middleware, a hook, a guard; a router among the handlers is mounted. */
  | {
      readonly does: "use"
      readonly paths: readonly string[]
      readonly handlers: readonly AbstractValue[]
      /** The paths are whole ones, not prefixes. */
      readonly isExact?: boolean
      /** Which paths it covers, where patterns decide that; undefined where nobody can tell. */
      readonly covers?: (path: string, method: Method) => boolean | undefined
      /** How far up it covers routes that come after, where scopes are closed: the router that mounts this one, or all. */
      readonly lifts?: "parent" | "all"
      /** What it declares of every route that it covers and that says nothing of its own. */
      readonly declared?: Declared
      /** They run only where the route declares that callers are authenticated. */
      readonly afterAuthentication?: true
      /** What the handlers return becomes members of this role: `derive(() => ({ user }))`. */
      readonly provides?: string
      readonly convention?: CallingConvention
      readonly at?: Location
      /** The way in for which the routers among the handlers are mounted. */
      readonly via?: string
    }
  /** Everything that this router was given so far covers routes outside of it too: `.as("scoped")`. */
  | { readonly does: "hoist"; readonly to: "parent" | "all" }
  /**
   * A key that the options of routes and of `use` statements of this framework may have, and what it switches on there:
   * Elysia's macros.
   */
  | { readonly does: "macro"; readonly name: string; readonly means: (given: AbstractValue) => readonly Extract<Setup, { does: "use" }>[] }
  /** What follows on the returned value is under this path. */
  | { readonly does: "prefixReturned"; readonly paths: readonly string[] }
  /** Every route of this router is under this path, but for the paths excepted. */
  | { readonly does: "prefix"; readonly path: string; readonly except?: readonly string[] }
  /** Routes that have versions are under this prefix and the version: `v` and `1` make `/v1`. */
  | { readonly does: "versions"; readonly prefix: string; readonly otherwise?: readonly string[] }
  /** A child declared in place: a class, a nested object. Its statements are said on the child. */
  | { readonly does: "group"; readonly paths: readonly string[]; readonly setups: readonly Setup[]; readonly versions?: readonly string[] }
  /** A plugin, called with a child of the router; `isShared` when it has no scope of its own. */
  | {
      readonly does: "mount"
      readonly path: string
      readonly plugin: AbstractValue
      readonly isShared: boolean
      /** Statements that are said on the child before the plugin is called: a group's own hooks. */
      readonly setups?: readonly Setup[]
      /** What the plugin is called with beside the router; otherwise the second argument of the call. */
      readonly options?: AbstractValue
    }
  /** A value that becomes a property of every router, request or response of the application. */
  | { readonly does: "decorate"; readonly on: "router" | "request" | "response" | "context"; readonly name: string; readonly value: AbstractValue }
  /** A folder whose files are plugins; `plan` decides which, from their paths relative to it. */
  | {
      readonly does: "autoload"
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
  | { readonly does: "errorHandler"; readonly handlers: readonly AbstractValue[] }

/**
 * How a request goes on from a handler that stands before others.
 *
 * - `next`: the handler calls `next()`.
 * - `done`: it is done, has sent nothing and has not failed; where it is given `next`, it calls that.
 * - `nothing`: it returns nothing.
 * - `true`: it returns something that counts as true, and is no answer.
 * - `answer`: it returns nothing, or an answer that says so: {@link Framework.continuing}.
 */
export type Continuation = "next" | "done" | "nothing" | "true" | "answer"

/** How a call or an assignment answers: the arguments that are its status and its body. */
export interface Reply {
  /**
   * The argument that is the status, an option of it, or the status itself. Of an assignment argument 0 is its value.
   * `otherwise`: what it is when the argument is something else.
   */
  readonly status?: { readonly argument: number; readonly option?: string; readonly otherwise?: number } | { readonly is: number }
  /** It answers only where this argument is false: `context.assert(user, 401)`. */
  readonly asserts?: number
  /** The argument that is the body. Absent: it answers without one. */
  readonly body?: number
  /** It sets something and answers nothing yet. */
  readonly isPartial?: boolean
  /** It only makes an answer: nothing is sent until the handler returns it. */
  readonly isReturned?: true
  /** It throws, and so ends the function: `redirect("/login")` of Next. */
  readonly isThrown?: true
  /** It sends a page, a file or a stream, or sends the client elsewhere. */
  readonly isBodiless?: boolean
  /** Its type argument names the body: `NextResponse.json<Invoice>(invoice)`. */
  readonly isTyped?: boolean
}

/**
 * How middleware covers routes.
 *
 * - `ordered stack`: what is registered after it, also through routers that are mounted on the way.
 * - `ordered copy`: the same, and a router is copied when it is mounted: what it is given later is lost.
 * - `closed routers`: what is registered after it on the same router and on those mounted on that, copied at the mount.
 * - `ordered mounts`: a router is copied when another router mounts it, and what it registered covers what comes after
 *   there too; an application mounts it as it is, and what it registered stays inside.
 * - `order-free tree`: every route of its scope and of the scopes inside.
 */
export type Scope = "ordered stack" | "ordered copy" | "closed routers" | "ordered mounts" | "order-free tree"

/** What is known of a function that a framework calls, for the roles of its parameters. */
export interface HandlerView {
  /** Parameters before the first default or rest, as ECMA-262 counts them. */
  readonly arity: number
  /** The name of the method or function. */
  readonly name: string | undefined
  readonly parameters: readonly ParameterView[]
  /** The name of the class it is a member of. */
  readonly isMember: boolean
}

/** What a parameter is: the canonical name of a role or of what lies under it (`request.body.email`), or a value. */
export type ParameterRole = string | AbstractValue | undefined

/** One framework. */
export interface Framework {
  readonly name: string
  /** Packages whose presence means that the framework is used. */
  readonly packages: readonly string[]
  readonly scope: Scope
  /** Which of several fitting routes answers. Without it: the first one where the scope is ordered, else the most specific. */
  readonly matching?: Matching
  /** Calls that make a router: requests reach an `app`; they reach a `router` only once something mounts it. */
  readonly routers: Readonly<Record<string, "app" | "router">>
  /** Applications are mounted on each other, so that one by itself may be a part of another. */
  readonly mountsApplications?: boolean
  /** What the making call itself says: prefixes, options, tables of routes. */
  readonly constructs?: (call: SetupCall) => readonly Setup[]
  /**
   * Plugins and handlers for other frameworks that serve routers of this one, by canonical name, and what the call that
   * registers one says on a router of its own.
   */
  readonly plugins?: Readonly<Record<string, (call: SetupCall) => readonly Setup[]>>
  /** What a file says by where it is and what it exports. */
  readonly declares?: (module: ModuleView) => readonly Declaration[]
  /** Written types of a router (a parameter, a field), by canonical name. */
  readonly routerTypes: readonly string[]
  /** Written types of functions whose first parameter is a router. */
  readonly pluginTypes: readonly string[]
  /** Packages whose import makes a module's default export an application that a command starts: `fastify start app.js`. */
  readonly startedWith?: readonly string[]
  /** Wrappers that make of a plugin one without a scope of its own. */
  readonly sharing?: readonly string[]
  /** What a plugin decorates is seen by the plugin and those inside of it, and not by the whole server. */
  readonly encapsulates?: boolean
  /** Members under which a plugin object keeps its function: `{ name, register }`. */
  readonly pluginMembers?: readonly string[]
  /** Calls that give back what they are given: the first argument, or all of them as a list. */
  readonly transparent?: Readonly<Record<string, "first" | "list">>
  /** What each method of a router sets up, by its name; `auth.default` is a method of the router's member `auth`. */
  readonly setups: Readonly<Record<string, (call: SetupCall) => Setup | readonly Setup[] | undefined>>
  /** Methods that return the router they are called on, beside those in `setups`. */
  readonly chaining: readonly string[]
  /** Events of a server whose listeners answer the client, past every route: `server.on("upgrade", listener)`. */
  readonly answeredEvents?: readonly string[]
  /** The roles of a handler's parameters. */
  readonly parameters: (handler: HandlerView, inspector: Inspector) => readonly ParameterRole[]
  /** The roles of the parameters of a function that handles errors, where they are not those of a handler. */
  readonly errorHandlerParameters?: readonly string[]
  /**
   * How the framework writes what every framework has, by the canonical names `request.body`, `request.query`,
   * `request.params`, `request.headers`, `request.cookies`, `request.user`: `context.req.json()` is `request.body`. A
   * call with a literal argument stands for the member of that name; `request.valid("json")` names one argument. After `=`
   * stands a text: `=GET`.
   */
  readonly aliases: Readonly<Record<string, string>>
  /** Calls that give what lies under a role wherever they are written: `cookies()` of `next/headers`. */
  readonly ambient?: Readonly<Record<string, string>>
  /**
   * Calls that make a test of the request's path, `createRouteMatcher([...])`: whether the paths that they were given cover
   * one; undefined when nobody can tell.
   */
  readonly pathTests?: Readonly<Record<string, (patterns: readonly string[], path: string) => boolean | undefined>>
  /** Calls that keep their second argument under the name in their first: `context.set()` -> `context.var`. */
  readonly contextSetters?: Readonly<Record<string, string>>
  /** Calls that hand members on to what comes after, in an option of their first argument: `context.next({ ctx: { user } })`. */
  readonly passesOn?: Readonly<Record<string, { readonly option: string; readonly to: string }>>
  /** The parts of a request, by canonical name. */
  readonly inputs: Readonly<Record<string, Part>>
  /** What a handler reads of an input that has a schema is what the schema let through, and no other field. */
  readonly inputsAreParsed?: boolean
  /** Calls that answer, by canonical name, and assignments that do, with `=` at the end: `context.body=`. */
  readonly replies: Readonly<Record<string, Reply>>
  /** How a request goes on from a handler that stands before others, unless its calling convention says otherwise. */
  readonly continues: Continuation
  /** Calls that make an answer which lets the request go on: `NextResponse.next()`. */
  readonly continuing?: readonly string[]
  /** What is sent is looked at before the next handler runs: a hook that answered ends the request, whatever it does then. */
  readonly endsWhenSent?: true
  /** What a handler returns is sent. */
  readonly answersReturns: boolean
  /** An error that is sent, or that a handler returns, is answered with its own status. */
  readonly sendsErrors?: true
  /** The status of an answer that sets none, where that is not 200; undefined for no status at all. */
  readonly defaultStatus?: (method: Method) => number | undefined
  /** Guards, by their function's name, that refuse by returning something false. */
  readonly refusesFalse?: readonly string[]
  /** Whether it has a native place for a response schema; or the packages that bring one, where it takes one of them. */
  readonly declaresResponses: boolean | readonly string[]
  /** What it answers to input that a schema of the route refuses. */
  readonly answersInvalid?: number
  /** A handler's written return type declares what it answers. */
  readonly declaresByReturnType?: boolean
  /** Written types that name what is answered, and which of their arguments does: `NextResponse<T>` -> 0. */
  readonly bodyTypes?: Readonly<Record<string, number>>
  /**
   * The package and its first major version in which the promise that a handler returns is looked at, and the packages
   * that make an earlier one look at it. Absent: it always is.
   */
  readonly awaitsHandlers?: { readonly package: string; readonly since: number; readonly patchedBy: readonly string[] }
  /** A middleware with an `error` among its parameters handles errors, and nothing else sends one that the project chose. */
  readonly hasErrorMiddleware?: true
  /** Paths of boolean options that mark a route public: `config.public`. */
  readonly publicMarks: readonly { readonly path: readonly string[]; readonly value: boolean }[]
  /** Keys of metadata that mark a route public when they are set: `isPublic`. */
  readonly publicMetadata?: RegExp
}

const VERBS = ["get", "head", "post", "put", "patch", "delete", "options", "trace", "query"] as const

/** @returns the replies as ones that do nothing until a handler returns them */
export function returned(replies: Framework["replies"]): Framework["replies"] {
  return Object.fromEntries(Object.entries(replies).map(([name, reply]) => [name, { ...reply, isReturned: true as const }]))
}

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
