/**
 * The project that rules read.
 *
 * @module
 */
import type { ProjectCall } from "./calls.ts"
import type { Handler, Location } from "./evidence.ts"
import type { ErrorHandler } from "./failures.ts"
import type { SentOnSocket } from "./responses.ts"
import type { Application, Route } from "./route.ts"

/** A router with routes that no application is known to mount, although all that is done with it could be followed. */
export interface UnmountedRouter {
  /** Where it is made. */
  readonly at: Location
  readonly framework: string
  readonly name: string
  readonly routes: readonly Route[]
}

/** A call that starts a server. */
export interface Listener {
  /** The called name. */
  readonly at: Location
  /** The module whose import runs it: where it is written, or one that calls the function it is written in. */
  readonly file: string
  /** What that module exports of the server: the name under which; undefined where it exports none. */
  readonly exports: string | undefined
  /** It does not run, or need not run, when that module is imported: in a function, or under a condition. */
  readonly isGuarded: boolean
}

/** A client of a database or of another service that a module makes when it is loaded, and keeps under a name for good. */
export interface LoadedValue {
  /** The called name. */
  readonly at: Location
  /** The client, as people write it: `PostgreSQL`. */
  readonly client: string
  /** The binding that holds it. */
  readonly name: string
  /** Where a function of the same module first uses it. */
  readonly use: Location | undefined
}

/** Something that could not be resolved, told to the user instead of being passed over. */
export interface Unresolved {
  readonly at: Location
  readonly reason: string
}

/** A string of the project with what surrounds it. */
export interface ProjectString {
  readonly at: Location
  readonly text: string
  readonly name: string | undefined
  /** Canonical name of the call it is an argument of: `jsonwebtoken.sign`. */
  readonly callee: string | undefined
  /** Where in that call: `1.secret`. */
  readonly argument: string | undefined
  /** The environment variable it stands in for: `process.env.JWT_SECRET`. */
  readonly fallback: string | undefined
  readonly isCompared: boolean
  /** The name of the constant list or table it stands in: `WEAK_DEFAULTS`. */
  readonly holder: string | undefined
  /** It stands in a list or table in which the code only looks whether something is there. */
  readonly isLookedUp: boolean
  /** A comment on its line, or right above, says that it is no secret. */
  readonly isDenied: boolean
}

/** A function that a Node server calls when a client asks for another protocol, with the bare socket to answer on. */
export interface UpgradeListener {
  readonly handler: Handler
  /** Everything that it sends. */
  answers(): Iterable<SentOnSocket>
}

/** What rules read: everything the linker knows. */
export interface Project {
  /** Absolute path of the analysed folder. */
  readonly root: string
  readonly routes: readonly Route[]
  readonly applications: readonly Application[]
  /** What the setup code says and nobody can follow; the same whatever is asked. */
  readonly unresolved: readonly Unresolved[]
  /** Answers about routes that the linker failed to work out, of those that have been asked for so far: defects of the linker. */
  readonly defects: readonly Unresolved[]
  /** What frameworks call when a handler fails, in the order of registration, each function once. */
  readonly errorHandlers: readonly ErrorHandler[]
  upgradeListeners(): Iterable<UpgradeListener>
  strings(): Iterable<ProjectString>
  /** Every call of the project, whether a request runs it or not. */
  calls(): Iterable<ProjectCall>
  /** The logging packages that the project's own code imports. */
  readonly loggers: readonly string[]
  unmountedRouters(): Iterable<UnmountedRouter>
  listeners(): Iterable<Listener>
  loadedValues(): Iterable<LoadedValue>
}
